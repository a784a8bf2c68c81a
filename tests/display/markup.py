"""A page as a browser would parse it: its tags, its attributes, the words under each class."""

from html.parser import HTMLParser

_VOID = frozenset(("meta", "input", "br", "hr", "img", "link"))


class Markup(HTMLParser):
    """Reads a page. `report` is the text of the report as shown, `marked` the words under each class in it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.report = ""
        self.words = ""
        self.marked: dict[str, list[str]] = {}
        self.evidence: dict[str, str] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append((tag, {name: value or "" for name, value in attrs}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in ("style", "script"):
            self.words += data
        classes = [found.get("class", "") for _, found in self.open]
        if "text" not in classes:
            return
        self.report += data
        for _, found in self.open:
            for kind in found.get("class", "").split():
                self.marked.setdefault(kind, []).append(data)
            for claim in found.get("data-e", "").split():
                self.evidence[claim] = self.evidence.get(claim, "") + data

    @property
    def ids(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "id"]

    @property
    def links(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "href"]
