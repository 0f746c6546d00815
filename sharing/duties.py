"""The clock of sharing: a disclosure that waits is decided within the days the force sets."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register
from mosovo.force_settings.keys import SETTINGS
from mosovo.working_days import add_working_days
from sharing.models import DisclosureRequest
from sharing.states import RequestState

KIND = "disclosure_decision"
KEY = "disclosure_days"


def gather(case_ids: Sequence[int]) -> Iterable[DisclosureRequest]:
    """The requests of these cases that wait or were decided; one query."""
    rows = DisclosureRequest.objects.filter(case__in=case_ids).exclude(state=RequestState.WITHDRAWN)
    return rows.select_related("case", "decision")


def due(request: DisclosureRequest, settings: Settings, today: dt.date) -> Iterable[Due]:
    """One deadline a waiting request, for whoever decides; its decision meets it."""
    days = int(settings[KEY])
    put_on = timezone.localdate(request.put_at)
    decided = request.decision if request.state == RequestState.DECIDED else None
    yield Due(
        kind=KIND,
        subject=f"disclosure:{request.pk}",
        title="Decide on a disclosure",
        due_on=None if decided else add_working_days(put_on, days),
        why=f"It was put on {in_words(put_on)}; a decision is due within {days} working days.",
        basis=f"Force setting: {SETTINGS[KEY].label.lower()}. {SETTINGS[KEY].basis}.",
        url=reverse("disclosure", args=[request.reference]),
        owner_id=request.put_to_id,
        case_id=request.case_id,
        unit_id=request.case.unit_id,
        done_on=timezone.localdate(decided.decided_at) if decided else None,
    )


register(Duty(KIND, "case", gather, due))
