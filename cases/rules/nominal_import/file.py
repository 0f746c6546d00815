"""The file as a whole: its encoding, its header, and its rows with the number of the line each begins on."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cases.rules.nominal_import.columns import BY_NAME, COLUMNS
from cases.rules.nominal_import.faults import Fault

LARGEST = 100_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileFault(ValueError):
    """The file cannot be read at all; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """One row: the line it begins on, and its cells by column; or the fault that keeps it from being read."""

    number: int
    cells: dict[str, str]
    fault: Fault | None = None


def lines_of(content: bytes) -> tuple[list[Fault], list[Line]]:
    """(faults of the header, rows); a fault in the header leaves no rows. FileFault where it is no such file."""
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    header = next(_records(reader), None)
    if header is None:
        raise FileFault("The file is empty. Its first line must name the columns.")
    if header.fault is not None:
        return [header.fault], []
    names = [name.strip().lower() for name in header.record]
    faults = _header_faults(names)
    if faults:
        return faults, []
    return [], [_line(names, found) for found in _records(reader)]


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise FileFault(f"The file is larger than {LARGEST // 1_000_000} million bytes. Split it.")
    if content.startswith(UTF_16):
        raise FileFault("The file is in UTF-16. Save it as CSV in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileFault(f"Line {line} is not text in UTF-8. Save the file as CSV in UTF-8.") from None


@dataclass(frozen=True)
class _Record:
    number: int
    record: list[str]
    fault: Fault | None = None


def _records(reader: Any) -> Iterator[_Record]:
    """The records that hold anything, each with the line it begins on. Nothing can be read after one that is broken."""
    while True:
        number = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Record(number, [], Fault(number, "", _broken(str(error))))
            return
        if any(cell.strip() for cell in record):
            yield _Record(number, record)


def _broken(reason: str) -> str:
    if "field larger" in reason:
        return (
            "a cell is longer than any can be, perhaps for want of a quotation mark; the rest of the file was not read"
        )
    return "a quotation mark is opened and not closed, or stands alone; double it inside a cell. The rest was not read"


def _header_faults(names: list[str]) -> list[Fault]:
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        return [Fault(1, "", "the columns are not separated by commas; save the file as comma separated values")]
    faults = []
    for name in dict.fromkeys(names):
        if not name:
            faults.append(Fault(1, "", "a column has no name; remove the column or name it"))
        elif name not in BY_NAME:
            faults.append(Fault(1, name[:60], "is not a column of this extract; remove it or write its right name"))
        elif names.count(name) > 1:
            faults.append(Fault(1, name, "is there more than once; keep one of them"))
    faults += [
        Fault(1, column.name, "is missing; add the column")
        for column in COLUMNS
        if column.required and column.name not in names
    ]
    return faults


def _line(names: list[str], found: _Record) -> Line:
    if found.fault is not None:
        return Line(found.number, {}, found.fault)
    if len(found.record) != len(names):
        words = f"has {len(found.record)} cells where the header has {len(names)}; look for a comma too many or too few"
        return Line(found.number, {}, Fault(found.number, "", words))
    return Line(found.number, dict(zip(names, found.record, strict=True)))
