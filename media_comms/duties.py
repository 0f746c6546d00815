"""The clock of the press office: an enquiry is settled by the outlet's deadline.

It is the press officer's who logged it, and the unit's supervisors see it too. What another press officer settles is
brought in line by the nightly sweep, because nobody writes in another's diary.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from media_comms.models import Enquiry
from media_comms.states import EnquiryState
from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register

KIND = "media_enquiry"


def gather(officer_ids: Sequence[int]) -> Iterable[Enquiry]:
    """The enquiries with a deadline that these officers logged, however they stand; one query."""
    rows = Enquiry.objects.filter(logged_by__in=officer_ids, deadline_at__isnull=False)
    return rows.select_related("statement")


def due(enquiry: Enquiry, settings: Settings, today: dt.date) -> Iterable[Due]:
    """One deadline an open enquiry; the statement, or closing without one, meets it."""
    settled_at = enquiry.closed_at
    if enquiry.state == EnquiryState.ISSUED:
        settled_at = enquiry.statement.issued_at
    by = timezone.localtime(enquiry.deadline_at)
    yield Due(
        kind=KIND,
        subject=f"enquiry:{enquiry.pk}",
        title=f"Statement to {enquiry.outlet}"[:120],
        due_on=None if settled_at else by.date(),
        why=f"{enquiry.outlet} asked for an answer by {by:%H:%M} on {in_words(by)}.",
        basis="The deadline that the outlet gave.",
        url=reverse("enquiry", args=[enquiry.reference]),
        owner_id=enquiry.logged_by_id,
        officer_id=enquiry.logged_by_id,
        unit_id=enquiry.unit_id,
        done_on=timezone.localdate(settled_at) if settled_at else None,
    )


register(Duty(KIND, "officer", gather, due))
