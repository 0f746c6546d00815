"""Emergency access is reviewed on the next working day, by a supervisor of the officer who took it.

About the officer, not the case: whoever reviews it answers for the officer, and may have no sight of the case.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from mosovo.access.models import EmergencyAccess
from mosovo.diary.duties import Due, Duty, Settings, register
from mosovo.staff.queries import posts_in
from mosovo.staff.rules import Post, chain
from mosovo.working_days import add_working_days

REVIEW = "emergency_review"
REVIEWED_WITHIN = 1


@dataclass(frozen=True)
class Access:
    """One emergency access, and the posts held in the unit that answers for it."""

    pk: int
    reference: str
    officer_id: int
    name: str
    unit_id: int | None
    opened_on: dt.date
    reviewed_on: dt.date | None
    unit_posts: tuple[Post, ...]


def gather(ids: Sequence[int]) -> list[Access]:
    """Every emergency access of the officers; two queries."""
    rows = list(EmergencyAccess.objects.filter(officer__in=ids).select_related("officer"))
    by_unit = posts_in(row.unit_id for row in rows)
    return [
        Access(
            row.pk,
            str(row.reference),
            row.officer_id,
            str(row.officer),
            row.unit_id,
            timezone.localdate(row.opened_at),
            timezone.localdate(row.reviewed_at) if row.reviewed_at else None,
            tuple(by_unit.get(row.unit_id or 0, ())),
        )
        for row in rows
    ]


def due(access: Access, settings: Settings, today: dt.date) -> Iterable[Due]:
    """One deadline until it is reviewed."""
    yield Due(
        kind=REVIEW,
        subject=f"emergency:{access.pk}",
        title=f"Review of emergency access by {access.name}"[:120],
        due_on=None if access.reviewed_on else add_working_days(access.opened_on, REVIEWED_WITHIN),
        why="A case was opened in an emergency, without a right to it. Say whether that was justified.",
        basis="Ours: reviewed by the next working day; Data Protection Act 2018, section 62 (logging)",
        url=reverse("emergency", args=[access.reference]),
        owner_id=chain(access.unit_posts, today=today).supervisor_of(access.officer_id),
        officer_id=access.officer_id,
        unit_id=access.unit_id,
        done_on=access.reviewed_on,
    )


register(
    Duty(REVIEW, "officer", gather, due, instead="Emergency access is not waived: record whether it was justified.")
)
