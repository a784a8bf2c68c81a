"""Text from outside made safe to show: it cannot move the cursor, hide words or reorder what stands around it."""

import re

_WHITE = re.compile(r"\s+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ud800-\udfff]")
# What shows nothing: direction controls, zero-width spaces, tags. The joiners that emoji and many scripts need stay.
_UNSEEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


def visible(text: str) -> str:
    """The text on one line, white space as single spaces, made safe as by `harmless`."""
    return harmless(_WHITE.sub(" ", text)).strip()


def harmless(text: str) -> str:
    """The text with U+FFFD for control characters and unpaired surrogates; line breaks and tabs stay.

    Characters that show nothing and only reorder or hide others are left out.
    """
    return _UNSEEN.sub("", _CONTROLS.sub("\ufffd", text))
