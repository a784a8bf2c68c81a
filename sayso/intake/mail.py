"""E-mail (RFC 5322) to reports: messages, what is attached to them, and mailboxes of them."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake import html
from sayso.intake.complete import complete
from sayso.intake.dates import iso_date
from sayso.intake.decoding import decode
from sayso.intake.documents import read_story
from sayso.intake.origin import LARGEST, Captured, InputFailure, Many, Origin, Passed, read_bounded
from sayso.report import LONGEST, Capture, Furniture, Report, Span

_DEEPEST = 5  # messages within messages
_MOST_PARTS = 200  # of one message
_LONGEST_SIGNATURE = 12  # lines; one that is longer is a text
_LONGEST_FIELD = 2000  # characters of a header field; a longer subject or name is none
# What malformed messages raise in the standard library, each of them.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

_REPLY = re.compile(r"(?:\s*(?:re|fwd?|aw|wg)\s*(?:\[\d+\])?:)+\s*", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
_QUOTED = re.compile(
    r"^(?:[^\n>]{0,300}(?:wrote|writes):[ \t\r]*\n(?:[ \t\r]*\n)?)?(?:>[^\n]*(?:\n|\Z))+", re.MULTILINE
)
_FROM = re.compile(rb"From \S+ [^\r\n]{0,60}\d{2}:\d{2}")

_TEXTS = frozenset({"text/plain", "text/html", "application/xhtml+xml"})
_STORYLESS = "without a story"
_MALFORMED = "this message is malformed; save its text and read that"


class _Envelope(NamedTuple):
    """What a message says about itself; `None` where it does not."""

    subject: str | None
    sender: str | None
    sent: str | None
    received: str | None
    list_name: str | None


def parse(head: bytes, rest: BinaryIO, origin: Origin) -> Many:
    """The reports of one message: its own text, and each attached message, text, page or PDF document with a story.

    Raises `InputError` where the message is larger than any, or malformed beyond reading.
    """
    return (yield from _parse(read_bounded(head, rest), origin))


def parse_mbox(head: bytes, rest: BinaryIO, origin: Origin) -> Many:
    """The reports of a mailbox, message by message; what cannot be read is named with the line where it begins."""
    passed = Passed()
    for line, message in _messages(head, rest):
        try:
            if message is None:
                raise InputError(
                    f"a message of over {LARGEST >> 20} MiB, which no report is; take out the part that is"
                )
            passed += yield from _parse(message, origin)
        except InputError as error:
            yield Captured(InputFailure(source=origin.source, line=line, message=error.message))
    return passed


def _messages(head: bytes, rest: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each message of a mailbox with the number of its first line, 1-based; `None` for one that is too large."""
    first = head + rest.readline(LARGEST)
    lines: Iterator[bytes] = chain(BytesIO(first), iter(partial(rest.readline, LARGEST), b""))
    message: list[bytes] = []
    size, begun, blank = 0, 1, True
    for number, line in enumerate(lines, 1):
        if blank and _FROM.match(line):
            if number > 1:
                yield begun, b"".join(message) if size <= LARGEST else None
            message, size, begun = [], 0, number
        else:
            size += len(line)
            if size <= LARGEST:
                message.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line[:1] == b">" else line)
            else:
                message.clear()
        blank = not line.strip(b"\r\n")
    yield begun, b"".join(message) if size <= LARGEST else None


def _parse(data: bytes, origin: Origin) -> Many:
    try:
        message = message_from_bytes(data, policy=default)
    except _FAULTS as error:
        raise InputError(f"{_MALFORMED} ({type(error).__name__})") from error
    passed = Passed()
    found = False
    messages = [(message, 0)]
    while messages:
        message, depth = messages.pop(0)
        envelope = _envelope(message)
        here = replace(
            origin,
            suffix="",
            retrieved=envelope.received or origin.retrieved,
            outlet=origin.outlet or envelope.list_name,
        )
        try:
            own = _own_text(message, envelope, here)
            parts = list(_parts(message))
        except _FAULTS as error:
            raise InputError(f"{_MALFORMED} ({type(error).__name__})") from error
        if own:
            found = True
            yield Captured(own, Capture(body=data, retrieved=here.retrieved))
        for part in parts[:_MOST_PARTS]:
            if isinstance(part.get_payload(), list):  # an attached message
                inner = [each for each in part.get_payload() if isinstance(each, EmailMessage)]
                messages.extend((each, depth + 1) for each in inner[:1] if depth < _DEEPEST)
            elif document := _attached(part, replace(here, outlet=origin.outlet)):
                found = True
                yield document
    if not found:
        passed[_STORYLESS] += 1
    return passed


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are attached to a message, in order, without those of messages within it."""
    pending: list[Any] = [message]
    while pending:
        part = pending.pop()
        payload = part.get_payload()
        if isinstance(payload, list) and (part is message or part.get_content_maintype() == "multipart"):
            pending.extend(reversed(payload))
        elif part is not message or part.get_content_type() == "application/pdf":
            yield part


def _own_text(message: EmailMessage, envelope: _Envelope, origin: Origin) -> Report | None:
    """The report of what the message itself says: its plain text, or else its page."""
    published = origin.published or envelope.sent
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        body = part.get_payload(decode=True) if part else None
        if part is None or not isinstance(body, bytes):
            continue
        origin = replace(
            origin, published=published, content_type=f"text/{kind}; charset={part.get_content_charset() or ''}"
        )
        try:
            report = _plain(body, envelope, origin) if kind == "plain" else html.parse(body, origin)
        except InputError:
            continue
        if not html.is_article(report.text) or len(report.text) > LONGEST:
            continue
        report = replace(report, title=envelope.subject or report.title, author=envelope.sender or report.author)
        return replace(report, furniture=_with_leavings(report)) if kind == "plain" else report
    return None


def _plain(body: bytes, envelope: _Envelope, origin: Origin) -> Report:
    words, _, warnings = decode(body, origin.charset)
    report = Report(id="", text=words, title=envelope.subject, outlet=origin.outlet, warnings=warnings)
    return complete(replace(report, published=origin.published, retrieved=origin.retrieved))


def _with_leavings(report: Report) -> tuple[Furniture, ...]:
    """The furniture with what is not the message's own: quoted lines, and a signature at its end."""
    words = report.text
    spans = [match.span() for match in _QUOTED.finditer(words)]
    signatures = [match.start() for match in _SIGNATURE.finditer(words)]
    if signatures and words.count("\n", signatures[-1]) <= _LONGEST_SIGNATURE:
        end = len(words.rstrip())
        spans = [span for span in spans if span[1] <= signatures[-1]] + [(signatures[-1], end)]
    trimmed = [Span(start, start + len(words[start:end].rstrip())) for start, end in spans]
    others = (
        item
        for item in report.furniture
        if all(item.span.end <= start or end <= item.span.start for start, end in trimmed)
    )
    return tuple(
        sorted((*others, *(Furniture(span=span, kind="boilerplate") for span in trimmed)), key=lambda item: item.span)
    )


def _attached(part: EmailMessage, origin: Origin) -> Captured | None:
    """The report of an attached document, if it holds a story; what stands in the message's own text is none."""
    try:
        media = part.get_content_type()
        named = part.get_filename() or ""
        wanted = (
            media == "application/pdf" or named.lower().endswith(".pdf") or (media in _TEXTS and part.is_attachment())
        )
        body = part.get_payload(decode=True) if wanted else None
        if not isinstance(body, bytes):
            return None
        charset = part.get_content_charset() or ""
        return read_story(body, replace(origin, content_type=f"{media}; charset={charset}"))
    except (InputError, *_FAULTS):
        return None


def _envelope(message: EmailMessage) -> _Envelope:
    subject = _field(message, "subject")
    list_id = _field(message, "list-id")
    return _Envelope(
        subject=(_REPLY.sub("", str(subject), count=1).strip() if subject else "") or None,
        sender=next(
            (str(each.display_name).strip() for each in getattr(_field(message, "from"), "addresses", ())), None
        )
        or None,
        sent=iso_date(str(_field(message, "date") or "")),
        received=iso_date(str(_field(message, "received") or "").rpartition(";")[2]),
        list_name=(str(list_id).partition("<")[0].strip(' "') if list_id else "") or None,
    )


def _field(message: EmailMessage, name: str) -> Any:
    """The first header field of a name, decoded; `None` where there is none that can be read."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    written = decode(raw.encode("utf-8", "surrogateescape")).text
    try:
        return default.header_factory(name, " ".join(written.split())) if 0 < len(raw) <= _LONGEST_FIELD else None
    except _FAULTS:
        return None
