"""Cells of a table that a spreadsheet opens: none of them starts a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

# A spreadsheet may calculate what begins so, the full-width forms of the four signs too, and after blanks.
STARTS = tuple("=+-@\t\r\n\0＝＋－＠")


def cell(value: object) -> str:
    """The value as text that is read as text: with an apostrophe before what would start a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STARTS) or text.lstrip().startswith(STARTS) else text


def table(rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV, for a spreadsheet: commas, CRLF, a byte-order mark before the first cell."""
    written = StringIO()
    csv.writer(written).writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + written.getvalue()
