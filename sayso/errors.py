"""What can go wrong, one kind for each thing a caller would do about it."""


class SaysoError(Exception):
    """The root of all errors that Sayso raises on purpose.

    `source` names the input (a path, a URL, "<stdin>", a report id), `line` the place in it
    (1-based) where that is known. The message says what is wrong and what to do.
    """

    def __init__(self, message: str, *, source: str | None = None, line: int | None = None) -> None:
        self.message = message
        self.source = source
        self.line = line
        place = ":".join(str(part) for part in (source, line) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)


class InputError(SaysoError):
    """The input holds no report that can be read: not text, empty, malformed, no article in it."""


class AccessError(SaysoError):
    """The input could not be reached: no such file, no permission, dead link, refused address, time-out."""


class RefusedError(AccessError):
    """The input will not be had later either: a private or wrong address, or more than is ever read."""


class ModelError(SaysoError):
    """The language model is missing, damaged or of another version."""


class LedgerError(SaysoError):
    """The ledger cannot be used (no ledger, damaged, of a newer version, not writable) or lacks what was asked for."""


class LedgerBusyError(LedgerError):
    """Another program holds the ledger: the same again, a little later, will do."""


class GazetteerError(SaysoError):
    """The gazetteer is missing, damaged, of another version, or no gazetteer at all."""


class EngineError(SaysoError):
    """An engine cannot run: it is not installed, no cluster answers, or its workers cannot start."""
