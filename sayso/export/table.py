"""CSV after RFC 4180: one claim a row, for spreadsheets and data frames."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from sayso.export.rows import Row, Rows
from sayso.reading import Reading

#: The columns, in order.
COLUMNS: tuple[str, ...] = Row.__struct_fields__
# A cell that begins with one of these is a formula to a spreadsheet; to some, the wide forms are too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_csv(outputs: Iterable[object]) -> Iterator[str]:
    """The header, then a line for each claim of each reading; outputs that are no readings have none.

    An unknown value is an empty cell. Text that a spreadsheet would run as a formula has an apostrophe before it;
    numbers never have.
    """
    sheet = StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for output in outputs:
        yield _drained(sheet)
        if isinstance(output, Reading):
            for row in Rows(output):
                writer.writerow([_cell(getattr(row, name)) for name in COLUMNS])
    yield _drained(sheet)


def _cell(value: str | float | int | bool | None) -> str | float | int:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return "" if value is None else value


def _drained(sheet: StringIO) -> str:
    written = sheet.getvalue()
    sheet.seek(0)
    sheet.truncate()
    return written
