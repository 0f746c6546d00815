"""What is on record of one case: who changed what, who looked, who was refused; as far as the reader's sight goes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cases.models import Case
from mosovo.access.holdings import held_by
from mosovo.access.policies import denial
from mosovo.access.protection import Protection
from mosovo.access.record import events_of_cases
from mosovo.access.states import RESTRICTED_RIGHTS, Compartment
from mosovo.audit import queries
from mosovo.audit.queries import Change, Search
from mosovo.days import in_words, time_in_words
from mosovo.staff.models import Officer

CHANGED, LOOKED, REFUSED = "change", "look", "refusal"
KINDS = ((CHANGED, "Changes"), (LOOKED, "Looks"), (REFUSED, "Refusals"))
LONGEST = 60
Events = dict[tuple[str, int], tuple[Protection, list[str]]]


@dataclass(frozen=True)
class Entry:
    """One line. details: what was changed, or seen, in words; reason: as it was given."""

    at: dt.datetime
    kind: str
    title: str
    by: str
    details: tuple[str, ...] = ()
    reason: str = ""


def case_record(person: Officer, case: Case, search: Search, *, most: int) -> list[Entry]:
    """The newest ``most`` entries, newest first; ``search.kind`` names one of KINDS, or all where it is empty."""
    sources = {CHANGED: _changes, LOOKED: _looks, REFUSED: _refusals}
    asked = [sources[search.kind]] if search.kind in sources else list(sources.values())
    found = [entry for source in asked for entry in source(person, case, search, most)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:most]


def _looks(person: Officer, case: Case, search: Search, most: int) -> Iterable[Entry]:
    rows = queries.looks(person, replace(search, kind="", case=""))
    labels = {part.value: part.label.lower() for part in Compartment}
    for line in queries.named(rows.filter(case_ids__contains=[case.pk])[:most]):
        look = line.entry
        yield Entry(
            look.at,
            LOOKED,
            f"{look.get_kind_display()}: {labels.get(look.compartment, look.compartment)}",  # type: ignore[attr-defined]
            line.who,
            (look.path,),
            look.reason,  # type: ignore[attr-defined]
        )


def _refusals(person: Officer, case: Case, search: Search, most: int) -> Iterable[Entry]:
    rows = queries.refusals(person, replace(search, kind="", case=""))
    for line in queries.named(rows.filter(case_id=case.pk)[:most]):
        yield Entry(line.entry.at, REFUSED, "Refused", line.who, (line.entry.path, line.entry.sentence))  # type: ignore[attr-defined]


def _changes(person: Officer, case: Case, search: Search, most: int) -> Iterable[Entry]:
    found = queries.changes(case.pk, search, most=most)
    people = queries.names_of(change.uid for change in found)
    shut = {
        part
        for part in RESTRICTED_RIGHTS
        if case.pk not in held_by(person.pk).opened(part) or denial(person, f"{part}.open", case)
    }
    known = _read(found, shut)
    for change in found:
        protection, details = known[change.source, change.event]
        if protection.compartment in shut:
            title, reason = f"Something was changed in the {protection.compartment.label.lower()} part", ""
        else:
            title, reason = queries.in_words(change.label, protection.model), change.reason
        yield Entry(change.at, CHANGED, title, _who(change, people), tuple(details), reason)


def _who(change: Change, people: Mapping[int, Officer]) -> str:
    if change.uid is None:
        return f"The system: {change.system}" if change.system else "The system"
    return people[change.uid].full_name if change.uid in people else f"Person {change.uid}"


def _read(changes: Iterable[Change], shut: set[Compartment]) -> Events:
    """Table and number of each event -> what it is about and what it says; of a part that is shut, nothing is read."""
    tables = {event._meta.db_table: (protection, event) for protection, event in events_of_cases()}
    numbers: dict[str, list[int]] = {}
    for change in changes:
        numbers.setdefault(change.source, []).append(change.event)
    found: Events = {}
    for source, events in numbers.items():
        protection, model = tables[source]
        found |= {(source, number): (protection, []) for number in events}
        if protection.compartment not in shut:
            found |= {
                (source, number): (protection, words) for number, words in _differences(protection, model, events)
            }
    return found


def _differences(
    protection: Protection, model: type[models.Model], numbers: list[int]
) -> Iterable[tuple[int, list[str]]]:
    """Each event of ``numbers`` with the fields in which it differs from the one before it; two queries."""
    earlier = model._default_manager.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    newest = earlier.order_by("-pgh_id").values("pgh_id")[:1]
    rows = list(model._default_manager.filter(pk__in=numbers).annotate(before_id=Subquery(newest)))
    before = model._default_manager.in_bulk([row.before_id for row in rows if row.before_id])  # type: ignore[attr-defined]
    for row in rows:
        old = before.get(row.before_id)  # type: ignore[attr-defined]
        is_change = row.pgh_label == "update" and old is not None  # type: ignore[attr-defined]
        yield row.pk, _in_words(protection, row, old) if is_change else []


def _in_words(protection: Protection, row: models.Model, old: models.Model | None) -> list[str]:
    found = []
    for field in protection.model._meta.concrete_fields:
        if not hasattr(row, field.attname) or getattr(row, field.attname) == getattr(old, field.attname):
            continue
        label = f"{str(field.verbose_name)[:1].upper()}{str(field.verbose_name)[1:]}"
        texts = [_text(field, one) for one in (old, row)]
        short = not field.is_relation and all(len(text) <= LONGEST for text in texts)
        found.append(_became(label, *texts) if short else f"{label} {'changed' if texts[0] else 'now filled in'}")
    return found


def _became(label: str, before: str, after: str) -> str:
    if not before:
        return f"{label}: {after}"
    return f"{label}: {before} became {after}" if after else f"{label}: {before} was taken out"


def _text(field: "models.Field[object, object]", row: models.Model | None) -> str:
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bytes | memoryview):
        return ""
    if isinstance(value, dt.datetime):
        return f"{in_words(timezone.localtime(value))} at {time_in_words(value)}"
    if isinstance(value, dt.date):
        return in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(field.flatchoices).get(value, value))
