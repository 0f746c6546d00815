"""What the case file itself brings to the timeline: a source for each kind, read through ``visible``."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from cases.models import Allocation, Case, CategoryPeriod, Contact, Document, LevelPeriod, StatusChange, Visit
from cases.timeline import Entry, Source
from mosovo.access.sight import visible
from mosovo.days import midnight
from mosovo.staff.models import Officer


def _by(officer: Officer | None) -> str:
    return officer.full_name if officer else ""


def visits(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Home visits, at the time of the visit."""
    for visit in visible(person, Visit).filter(case=case).select_related("recorded_by")[:most]:
        title = f"Home visit: {visit.get_outcome_display().lower()}"
        title += " (a correction)" if visit.corrects_id else ""
        url = reverse("visit", args=[visit.reference])
        yield Entry(visit.visited_at, "Visit", title, visit.seen, _by(visit.recorded_by), url)


def conversations(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Conversations, at the time of talking."""
    for contact in visible(person, Contact).filter(case=case).select_related("recorded_by")[:most]:
        title = f"Conversation with {contact.with_whom}"
        yield Entry(contact.at, "Conversation", title, contact.text, _by(contact.recorded_by))


def status_changes(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Into custody, out of it, abroad, closed."""
    for change in visible(person, StatusChange).filter(case=case).select_related("recorded_by")[:most]:
        title = change.get_status_display()
        yield Entry(midnight(change.on), "Status", title, change.reason, _by(change.recorded_by), timed=False)


def allocations(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Each change of offender manager."""
    rows = visible(person, Allocation).filter(case=case).select_related("officer", "allocated_by")[:most]
    for row in rows:
        title = f"Allocated to {row.officer.full_name}"
        yield Entry(midnight(row.from_on), "Allocation", title, row.reason, _by(row.allocated_by), timed=False)


def categories_and_levels(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Each category and level from its first day, and a category's end."""
    kind = "Category and level"
    for level in visible(person, LevelPeriod).filter(case=case).select_related("lead_agency")[:most]:
        title = f"{level.get_level_display()}, lead agency {level.lead_agency.name}"
        yield Entry(midnight(level.from_on), kind, title, level.reason, timed=False)
    for category in visible(person, CategoryPeriod).filter(case=case)[:most]:
        title = category.get_category_display()
        yield Entry(midnight(category.from_on), kind, title, category.grounds, timed=False)
        if category.until_on:
            ended = midnight(category.until_on + dt.timedelta(days=1))
            yield Entry(ended, kind, f"{title} ended", timed=False)


def documents(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Documents of the file, without their content."""
    rows = visible(person, Document).filter(case=case).select_related("made_by").defer("content")[:most]
    for document in rows:
        url = reverse("document", args=[document.reference])
        yield Entry(document.made_at, "Document", document.title, document.marking, _by(document.made_by), url)


SOURCES: dict[str, Source] = {
    "Visit": visits,
    "Conversation": conversations,
    "Status": status_changes,
    "Allocation": allocations,
    "Category and level": categories_and_levels,
    "Document": documents,
}
