"""The journal of a lot: where its worker is, so that the next one knows what the last one died of."""

import json
from collections import Counter
from contextlib import suppress
from pathlib import Path

Step = tuple[int, int, str]
"""The index of a file in its lot, the position of an item in it, and what is done: "open" (get at it) or "read"."""

_ENOUGH = 2  # deaths at one step: the first may have been chance


class Journal:
    """Says where a worker is in a lot. It is written before each step and taken away when the lot is done.

    A worker that finds one takes over from a worker that died there; what two died of is `deadly`.
    """

    def __init__(self, path: Path) -> None:
        """Raises `OSError`."""
        self._path = path
        self._died: Counter[Step] = Counter()
        with suppress(FileNotFoundError, ValueError, KeyError, TypeError):  # cut short: it says nothing
            said = json.loads(path.read_bytes())
            self._died = Counter({(i, p, what): count for i, p, what, count in said["died"]})
            file, position, what = said["at"]
            self._died[file, position, what] += 1

    def deadly(self, step: Step) -> bool:
        """Whether this step is not to be taken again."""
        return self._died[step] >= _ENOUGH

    def at(self, step: Step) -> None:
        """Notes the step that is taken next. Raises `OSError`."""
        died = [(*earlier, count) for earlier, count in self._died.items()]
        self._path.write_bytes(json.dumps({"at": step, "died": died}).encode())

    def close(self) -> None:
        """Takes it away."""
        self._path.unlink(missing_ok=True)
