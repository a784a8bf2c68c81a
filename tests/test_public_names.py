import subprocess
import sys
from importlib import import_module

import pytest

import sayso


def test_the_public_names() -> None:
    assert sayso.__all__ == [
        "AccessError",
        "Actor",
        "Argument",
        "Capture",
        "Check",
        "Claim",
        "Correction",
        "Dateline",
        "EngineError",
        "Entity",
        "Event",
        "Evidence",
        "FilesRead",
        "Furniture",
        "InputError",
        "InputFailure",
        "Knowledge",
        "Ledger",
        "LedgerBusyError",
        "LedgerError",
        "Link",
        "Meta",
        "ModelError",
        "Place",
        "Quantity",
        "Reading",
        "Report",
        "SaysoError",
        "Span",
        "Statement",
        "Time",
        "__version__",
        "check",
        "json_schema",
        "open",
        "open_captured",
        "open_sources",
        "quantities",
        "read",
        "read_files",
        "read_many",
        "report_from_bytes",
        "report_from_text",
    ]
    assert dir(sayso) == sayso.__all__


@pytest.mark.parametrize("name", sayso.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(sayso, name)
    assert value is getattr(import_module(getattr(value, "__module__", "sayso")), name)
    assert value.__doc__


def test_there_are_no_others() -> None:
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        _ = sayso.write


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, sayso; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith("sayso")] == ["sayso"]
    assert not {"onnxruntime", "numpy", "msgspec", "rich"} & set(loaded)
