"""What a watch knows: of feeds, items, hosts and their robots.txt. Moments are POSIX seconds."""

from typing import Literal

import msgspec

from sayso.intake.links import host_of

State = Literal["waiting", "kept", "known", "failed"]
"""Of an item: to be fetched; read into the ledger; the page of another feed's item; given up, with the reason."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed. `name` is what the user calls it: an address, or the path of a file.

    `address` differs from it after a permanent redirect. `at` is where to ask next, after `hops` redirects, which
    `moved` says are all permanent. `etag` and `modified` are exactly as the server sent them. It is asked no sooner
    than `earliest`; `period` is how many seconds it says to lie between its changes. `failure` is why it could not be
    had the last `failures` times; one that is `gone` is not asked.
    """

    name: str
    address: str
    at: str
    hops: int = 0
    moved: bool = True
    etag: str | None = None
    modified: str | None = None
    title: str | None = None
    polled: float = 0.0
    earliest: float = 0.0
    period: float = 0.0
    failures: int = 0
    failure: str | None = None
    gone: bool = False

    @property
    def host(self) -> str:
        """The host that it asks; "" for a file."""
        return host_of(self.at)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a feed, as `sayso.intake.feeds.Item`, and how far it is.

    `url` is where to fetch it, after `hops` redirects; `None` where the feed has its text alone. It is fetched at `due`
    again after `tries` failures. `changes` counts how often the feed has changed it.
    """

    feed: str
    key: str
    mark: str
    link: str | None = None
    url: str | None = None
    hops: int = 0
    title: str | None = None
    author: str | None = None
    published: str | None = None
    content: str = ""
    marked_up: bool = True
    warnings: tuple[str, ...] = ()
    state: State = "waiting"
    tries: int = 0
    due: float = 0.0
    changes: int = 0
    reason: str | None = None

    @property
    def host(self) -> str:
        """The host that it asks; "" where its text is in the feed."""
        return host_of(self.url) if self.url else ""

    @property
    def source(self) -> str:
        """What names it in a message."""
        return self.link or f"{self.feed} ({self.key[:80]})"


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """A host: the next moment at which politeness allows a request, and that until which it asked to be left alone.

    `failures` counts the requests without an answer since the last one that had one.
    """

    name: str
    free: float = 0.0
    closed: float = 0.0
    failures: int = 0


class Robots(msgspec.Struct, frozen=True, kw_only=True):
    """The robots.txt of an origin ("https://a.example"), "" for none, and until when it holds.

    `at` is where to ask for it next, after `hops` redirects.
    """

    origin: str
    at: str
    hops: int = 0
    text: str = ""
    expires: float = 0.0


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do now: ask for a feed, a page or a robots.txt; or settle an item without asking anybody."""

    kind: Literal["feed", "page", "robots", "settle"]
    feed: Feed | None = None
    item: Item | None = None
    robots: Robots | None = None
    url: str = ""
    host: str = ""
