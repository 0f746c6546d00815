"""What a person is named to. No row of it is joined to its case: the case may be out of their sight."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cases.access.few import leads_of
from cases.models import Case, CovertContact, CovertNaming, CovertRecord, CovertReview, Nominal
from mosovo.access.sight import named_to, visible
from mosovo.diary.rules import standing
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class Line:
    """A record; nominal: whom it is about, where their flag is in sight; case: where the case is."""

    record: CovertRecord
    nominal: Nominal | None
    case: Case | None
    state: str
    days: int


@dataclass(frozen=True)
class Whole:
    """Everything in a record. namings: those that last; lapsed: those that have ended, or run out.

    leads: how many lead it and could act.
    """

    line: Line
    namings: list[CovertNaming]
    lapsed: list[CovertNaming]
    leads: int
    contacts: list[CovertContact]
    reviews: list[CovertReview]


def named_records(person: Officer, *, today: dt.date, case: Case | None = None) -> list[Line]:
    """The records that the person is named to, what is to be looked at first first; no query where there is none.

    case: those about this case alone.
    """
    wanted = named_to(person)
    if case is not None:
        wanted = {record: about for record, about in wanted.items() if about == case.pk}
    if not wanted:
        return []
    return lines(person, visible(person, CovertRecord).filter(pk__in=wanted), today=today)


def due_records(person: Officer, *, today: dt.date) -> list[Line]:
    """Those that are to be looked at again within a week, or should have been."""
    return [line for line in named_records(person, today=today) if line.state != "later"]


def lines(person: Officer, records: Iterable[CovertRecord], *, today: dt.date) -> list[Line]:
    """The records, with as much of whom they are about as the person may see anyhow: being named shows none of it."""
    found = list(records)
    numbers = {record.case_id for record in found}
    nominals = visible(person, Nominal).in_bulk(numbers)
    cases = visible(person, Case).select_related("nominal").in_bulk(numbers)
    return [_line(record, nominals.get(record.case_id), cases.get(record.case_id), today) for record in found]


def whole(person: Officer, record: CovertRecord, *, today: dt.date) -> Whole:
    """Everything in the record."""
    people = ("officer", "named_by", "ended_by")
    namings = list(visible(person, CovertNaming).filter(record=record).select_related(*people))
    lasting = [one for one in namings if is_lasting(one, today=today)]
    return Whole(
        line=lines(person, [record], today=today)[0],
        namings=lasting,
        lapsed=[one for one in namings if one not in lasting],
        leads=len(leads_of(record)),
        contacts=list(visible(person, CovertContact).filter(record=record).select_related("recorded_by")),
        reviews=list(visible(person, CovertReview).filter(record=record).select_related("reviewed_by")),
    )


def is_lasting(naming: CovertNaming, *, today: dt.date) -> bool:
    """Whether the naming has neither ended nor run out."""
    return naming.ended_at is None and (naming.until_on is None or naming.until_on >= today)


def live_naming(record: CovertRecord, officer: Officer, *, today: dt.date) -> CovertNaming | None:
    """The naming by which the officer is named to the record today."""
    rows = CovertNaming.objects.filter(record=record, officer=officer, ended_at__isnull=True).select_related("record")
    return next((one for one in rows if is_lasting(one, today=today)), None)


def _line(record: CovertRecord, nominal: Nominal | None, case: Case | None, today: dt.date) -> Line:
    return Line(record, nominal, case, *standing(record.review_on, today=today))
