"""Text from outside made safe to show: it cannot move the cursor, hide words or reorder what stands around it."""

import re
from collections.abc import Iterator

_WHITE = re.compile(r"\s+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ud800-\udfff]")
# What shows nothing: direction controls, zero-width spaces, tags. The joiners that emoji and many scripts need stay.
_UNSEEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_ODD = re.compile(f"{_CONTROLS.pattern}|{_UNSEEN.pattern}")


def visible(text: str) -> str:
    """The text on one line, white space as single spaces, made safe as by `harmless`."""
    if text.isprintable() and "  " not in text:  # nearly all names: nothing to replace
        return text.strip()
    return harmless(_WHITE.sub(" ", text)).strip()


def harmless(text: str) -> str:
    """The text with U+FFFD for control characters and unpaired surrogates; line breaks and tabs stay.

    Characters that show nothing and only reorder or hide others are left out.
    """
    return _UNSEEN.sub("", _CONTROLS.sub("\ufffd", text))


def parted(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces as `(words, code)`: `code` names a character left out there, "U+202E", or is empty.

    The words of all pieces, each code replaced by its character, are the text; unpaired surrogates and control
    characters are named like those that show nothing.
    """
    at = 0
    for match in _ODD.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ""
        yield "", f"U+{ord(match[0]):04X}"
        at = match.end()
    if at < len(text):
        yield text[at:], ""
