"""Unusual looking is reviewed: the unit manager's task, or the superintendent's where it is about the unit manager.

The deadline belongs to whoever reviews, and says neither who nor what: the unit's other supervisors see it too, and one
of them may be whom it is about.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from mosovo.audit.models import UnusualLooking
from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register
from mosovo.working_days import add_working_days

REVIEW = "unusual_looking"
# A review this old has met its deadline long ago.
REMEMBERED = 90


@dataclass(frozen=True)
class Waiting:
    """One finding, who reviews it, their unit, and when it was reviewed."""

    reference: str
    reviewer_id: int
    unit_id: int | None
    found_on: dt.date
    reviewed_on: dt.date | None


def gather(ids: Sequence[int]) -> list[Waiting]:
    """What these officers are to review, or have lately; one query."""
    rows = UnusualLooking.objects.filter(reviewer__in=ids).select_related("review", "reviewer")
    return [
        Waiting(
            str(row.pk),
            row.reviewer_id or 0,
            row.reviewer.unit_id if row.reviewer else None,
            timezone.localdate(row.found_at),
            timezone.localdate(row.review.made_at) if hasattr(row, "review") else None,
        )
        for row in rows
    ]


def due(waiting: Waiting, settings: Settings, today: dt.date) -> Iterable[Due]:
    """Review by so many working days after it was found; done by the review."""
    if waiting.reviewed_on and (today - waiting.reviewed_on).days > REMEMBERED:
        return
    days = int(settings["looking_review_days"])
    yield Due(
        kind=REVIEW,
        subject=f"looking:{waiting.reference}",
        title="Review unusual looking at cases",
        due_on=None if waiting.reviewed_on else add_working_days(waiting.found_on, days),
        why=f"Found on {in_words(waiting.found_on)}. It is reviewed within {days} working days.",
        basis="Data Protection Act 2018, section 62; force setting for the days",
        url=reverse("looking-review", args=[waiting.reference]),
        owner_id=waiting.reviewer_id,
        officer_id=waiting.reviewer_id,
        unit_id=waiting.unit_id,
        done_on=waiting.reviewed_on,
    )


register(
    Duty(REVIEW, "officer", gather, due, instead="Unusual looking is not waived: record the review, with its outcome.")
)
