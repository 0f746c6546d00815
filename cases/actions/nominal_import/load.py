"""The run: a batch of rows in a transaction, each row in a savepoint of its own, allocations at the end."""

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager

from django.db import IntegrityError, transaction

from cases.actions.names import refresh_name_tokens
from cases.actions.nominal_import.allocate import allocate_wanted
from cases.actions.nominal_import.known import Known
from cases.actions.nominal_import.report import Outcome, Report, What
from cases.actions.nominal_import.store import store_new
from cases.actions.nominal_import.update import update_known
from cases.models import Nominal
from cases.rules.nominal_import import Fault, Line, Row, lines_of, read_row
from mosovo.diary.actions import refresh_cases
from mosovo.identity import acting_as_system

# Rows of history in one transaction share a row that each of them touches: a large batch is slow.
BATCH = 250
Read = tuple[int, str, Row | list[Fault]]


def import_nominals(content: bytes, *, dry_run: bool, now: dt.datetime, today: dt.date) -> Report:
    """Take in a nominal extract, and say what became of each row; FileFault where it cannot be read at all.

    A good row goes in whatever the others hold. Run again, it changes nothing. An empty cell leaves what is on record.
    Nothing is kept of a dry run. Officers are given cases at the end, low risk first, so that the order of rows does
    not decide who passes the cap on high risk; a case its officer may not take stays unallocated, with a warning.
    """
    header, lines = lines_of(content)
    read = [_read(line, today=today) for line in lines]
    if not dry_run:
        return Report(_run(read, now=now, today=today), header)
    with _acting():
        outcomes = _run(read, now=now, today=today)
        transaction.set_rollback(True)
    return Report(outcomes, header)


def _acting() -> AbstractContextManager[None]:
    return acting_as_system("import", reason="Nominal extract", source="import_nominals")


def _read(line: Line, *, today: dt.date) -> Read:
    reference = line.cells.get("reference", "").strip()[:20]
    if line.fault is not None:
        return line.number, reference, [line.fault]
    return line.number, reference, read_row(line.number, line.cells, today=today)


def _run(read: Sequence[Read], *, now: dt.datetime, today: dt.date) -> list[Outcome]:
    rows = [row for _, _, row in read if isinstance(row, Row)]
    with _acting():
        known = Known(rows)
    outcomes: list[Outcome] = []
    for start in range(0, len(read), BATCH):
        with _acting():
            outcomes += _load(read[start : start + BATCH], known, now=now, today=today)
    by_line = {outcome.line: outcome for outcome in outcomes}
    kept = [row for row in rows if by_line[row.line].what is not What.REFUSED and row.officer]
    # From the lowest risk up, so that each officer's share is reckoned over the whole of their caseload.
    kept.sort(key=lambda row: (known.is_high(row), row.line))
    for start in range(0, len(kept), BATCH):
        with _acting():
            allocate_wanted(kept[start : start + BATCH], known, by_line, now=now, today=today)
    return outcomes


def _load(read: Sequence[Read], known: Known, *, now: dt.datetime, today: dt.date) -> list[Outcome]:
    known.fetch([row.reference for _, _, row in read if isinstance(row, Row)])
    outcomes = [_take(number, reference, row, known, now=now, today=today) for number, reference, row in read]
    touched = [one.reference for one in outcomes if one.what in {What.NEW, What.CHANGED}]
    nominals = list(Nominal.objects.filter(reference__in=touched))
    refresh_name_tokens(nominals)
    refresh_cases([nominal.pk for nominal in nominals], now=now, today=today)
    return outcomes


def _take(
    number: int, reference: str, row: Row | list[Fault], known: Known, *, now: dt.datetime, today: dt.date
) -> Outcome:
    faults = row if isinstance(row, list) else known.faults(row)
    if isinstance(row, list) or faults:
        return Outcome(number, reference, What.REFUSED, faults=faults)
    try:
        with transaction.atomic():
            case = known.cases.get(row.reference)
            if case is not None:
                return update_known(row, case, lead=known.lead, now=now, today=today)
            known.cases[row.reference] = store_new(row, known.units[row.unit], lead=known.lead)
            return Outcome(row.line, row.reference, What.NEW)
    except IntegrityError:
        words = "clashes with a record that somebody wrote at this moment; run the file again"
        return Outcome(number, row.reference, What.REFUSED, faults=[Fault(number, "", words)])
