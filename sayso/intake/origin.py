"""Where an input comes from, what its bearer says of it, and how it fails."""

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One input as its parser sees it.

    `source` names it to the user (a path, a URL, "<stdin>"); `suffix` is lower-case with its dot
    (".html") and `content_type` the HTTP header, both mere hints; `published` and `outlet` are what
    the caller states; `url`, `retrieved` (ISO 8601) and `headers` belong to what came over the network.
    """

    source: str
    suffix: str = ""
    content_type: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    retrieved: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def media_type(self) -> str | None:
        """The media type of the HTTP header ("text/html"), lower-case."""
        return self.content_type.partition(";")[0].strip().lower() if self.content_type else None

    @property
    def charset(self) -> str | None:
        """The charset of the HTTP header."""
        _, found, rest = (self.content_type or "").lower().partition("charset=")
        return rest.partition(";")[0].strip(" \t\"'") or None if found else None


class InputFailure(msgspec.Struct, frozen=True, kw_only=True):
    """An input, or one line of it (1-based), that gave no report.

    `message` says what is wrong and what to do; `id` is the caller's id of the report where it was
    legible.
    """

    source: str
    message: str
    line: int | None = None
    id: str | None = None

    def __str__(self) -> str:
        """The failure in one line: source, line, message."""
        return ":".join(str(part) for part in (self.source, self.line) if part is not None) + f": {self.message}"
