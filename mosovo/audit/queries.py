"""Searching the record of looks and refusals; every row through ``visible``."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import Model, Q, QuerySet

from mosovo.access.record import events_of_cases
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.models import Entry, Look, Refusal
from mosovo.days import midnight
from mosovo.staff.models import Officer

LARGEST_KEY = 2**63 - 1
VERBS = {"insert": "added", "update": "changed", "delete": "taken out"}
# What is called otherwise in front of people than in the code.
CALLED = {"case grant": "right on the case", "case file": "file", "case lock": "lock"}


@dataclass(frozen=True)
class Search:
    """What is looked for; empty means anything. Both days are inclusive, and on each it is the hours that are meant.

    from_time, to_time: from the one until before the other, over midnight where the other comes first.
    """

    who: str = ""
    case: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    from_time: dt.time | None = None
    to_time: dt.time | None = None

    def __str__(self) -> str:
        given = {"person": self.who, "case": self.case, "kind": self.kind, "from": self.since, "to": self.until}
        given |= {"after": f"{self.from_time:%H:%M}" if self.from_time else ""}
        given |= {"before": f"{self.to_time:%H:%M}" if self.to_time else ""}
        return ", ".join(f"{name} {value}" for name, value in given.items() if value) or "everything"


@dataclass(frozen=True)
class Line:
    """An entry with the name of whoever it is about."""

    entry: Entry
    who: str
    number: str

    @property
    def part(self) -> str:
        """The part of the case that was seen, in words; empty where it was none."""
        labels = {part.value: part.label for part in Compartment if part is not Compartment.PLAIN}
        return labels.get(getattr(self.entry, "compartment", ""), "")


def looks(person: Officer, search: Search) -> QuerySet[Look]:
    """The looks on record that ``person`` may read and ``search`` finds, newest first."""
    rows = visible(person, Look).filter(_common(search))
    if search.kind:
        rows = rows.filter(kind=search.kind)
    number = _number(search.case)
    if number is not None:
        rows = rows.filter(case_ids__contains=[number])
    elif search.case:
        rows = rows.filter(path__icontains=search.case)
    return rows.order_by("-at", "-pk")


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and int(typed) <= LARGEST_KEY else None


def refusals(person: Officer, search: Search) -> QuerySet[Refusal]:
    """The refusals on record that ``person`` may read and ``search`` finds, newest first."""
    rows = visible(person, Refusal).filter(_common(search))
    number = _number(search.case)
    if number is not None:
        rows = rows.filter(case_id=number)
    elif search.case:
        rows = rows.filter(path__icontains=search.case)
    return rows.order_by("-at", "-pk")


@dataclass(frozen=True)
class Change:
    """That something of a case was changed. uid: for whom the database took it, None where that was the system."""

    source: str
    event: int
    at: dt.datetime
    uid: int | None
    label: str
    reason: str
    from_where: str
    system: str


def changes(case_id: int, search: Search, *, most: int) -> list[Change]:
    """The newest changes of one case, all compartments, without what they hold; for its supervisors and auditors.

    The database asks who may read this: it gives anybody else nothing.
    """
    since = midnight(search.since) if search.since else None
    until = midnight(search.until + dt.timedelta(days=1)) if search.until else None
    who = list(_people(search.who).values_list("pk", flat=True)) if search.who else None
    hours: list[Any] = [search.from_time, search.to_time]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM sec.changes_of(%s, %s, %s, %s, %s, %s, %s)",
            [case_id, since, until, who, *hours, most],
        )
        rows = cursor.fetchall()
        cursor.execute("SELECT id, metadata FROM sec.contexts(%s::uuid[])", [[row[5] for row in rows if row[5]]])
        words = dict(cursor.fetchall())
    found = []
    for source, event, at, uid, label, context in rows:
        said = words.get(context) or {}
        said = json.loads(said) if isinstance(said, str) else said
        texts = (str(said.get(name) or "") for name in ("reason", "source", "system"))
        found.append(Change(source, event, at, uid, label, *texts))
    return found


def in_words(label: str, model: type[Model]) -> str:
    """What was done to a row of ``model``: Visit added."""
    name = str(model._meta.verbose_name)
    name = CALLED.get(name, name)
    return f"{name[:1].upper()}{name[1:]} {VERBS.get(label, label)}"


def models_of_events() -> dict[str, type[Model]]:
    """Table of events -> what they are events of, for every part of a case."""
    return {event._meta.db_table: protection.model for protection, event in events_of_cases()}


def names_of(numbers: Iterable[int | None]) -> dict[int, Officer]:
    """The officers with these numbers, by number; one query."""
    return Officer.objects.in_bulk({number for number in numbers if number is not None})


def named(entries: Iterable[Entry]) -> list[Line]:
    """The entries with names, in one query; the record keeps numbers, which outlive any row."""
    kept = list(entries)
    people = names_of(entry.person_id for entry in kept)
    return [_line(entry, people.get(entry.person_id or 0)) for entry in kept]


def _line(entry: Entry, officer: Officer | None) -> Line:
    if officer is not None:
        return Line(entry, officer.full_name, officer.number)
    if entry.system:
        return Line(entry, f"The system: {entry.system}", "")
    return Line(entry, f"Person {entry.person_id}" if entry.person_id else "Nobody signed in", "")


def _common(search: Search) -> Q:
    condition = Q()
    if search.since:
        condition &= Q(at__gte=midnight(search.since))
    if search.until:
        condition &= Q(at__lt=midnight(search.until + dt.timedelta(days=1)))
    condition &= _hours(search.from_time, search.to_time)
    if search.who:
        condition &= Q(person_id__in=_people(search.who).values("pk"))
    return condition


def _hours(since: dt.time | None, until: dt.time | None) -> Q:
    after = Q(at__time__gte=since) if since else Q()
    before = Q(at__time__lt=until) if until else Q()
    return after | before if since and until and since > until else after & before


def _people(who: str) -> QuerySet[Officer]:
    words = [
        Q(given_names__icontains=word)
        | Q(family_name__icontains=word)
        | Q(sign_in__iexact=word)
        | Q(number__iexact=word)
        for word in who.split()
    ]
    return Officer.objects.filter(reduce(and_, words, Q()))
