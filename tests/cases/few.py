"""Covert material and informants as they stand after somebody has begun them, by rows alone."""

import datetime as dt

from django.utils import timezone

from cases.models import (
    Case,
    CovertContact,
    CovertNaming,
    CovertRecord,
    CovertReview,
    Informant,
    InformantInformation,
    InformantReferral,
    InformantVersion,
)
from mosovo.staff.models import Officer
from tests.factories.cases import NOON

WEEK = dt.timedelta(days=7)
CANARY = "zcanaryofthefewz"


def begun(by: Officer, case: Case, *also: Officer, said: str = CANARY, alone: bool = True) -> CovertRecord:
    """A record that ``by`` leads and ``also`` are named to, with a contact and a review; each text says ``said``.

    alone: False where nobody is named to it yet, not even ``by``.
    """
    today = timezone.localdate()
    record: CovertRecord = CovertRecord.objects.create(
        case=case, title=f"Title {said}", about=f"About {said}", review_on=today, made_by=by, made_at=NOON
    )
    for officer in (by, *also) if alone else ():
        named(record, officer, leads=officer == by)
    CovertContact.objects.create(
        record=record,
        at=NOON,
        tactic="online",
        learnt=f"Learnt {said}",
        authority=f"Authority {said}",
        authority_until=today,
        recorded_by=by,
        recorded_at=NOON,
    )
    CovertReview.objects.create(record=record, words=f"Words {said}", next_on=today, reviewed_by=by, reviewed_at=NOON)
    return record


def named(record: CovertRecord, officer: Officer, *, leads: bool = False, **changes: object) -> CovertNaming:
    """A naming from yesterday on; one who does not lead is named for a week."""
    today = timezone.localdate()
    facts = {
        "leads": leads,
        "reason": f"Reason {CANARY}",
        "from_on": today - dt.timedelta(days=1),
        "until_on": None if leads else today + WEEK,
        "named_by": record.made_by,
        "named_at": NOON,
    }
    naming: CovertNaming = CovertNaming.objects.create(record=record, officer=officer, **facts | changes)
    return naming


def informant_of(case: Case, by: Officer, who: str = "Invented neighbour") -> Informant:
    """Somebody who told us something once and was referred, without an answer yet."""
    today = timezone.localdate()
    informant: Informant = Informant.objects.create(case=case, recorded_by=by, recorded_at=NOON)
    InformantVersion.objects.create(
        informant=informant,
        who=who,
        relation="Lives next door",
        confidence="words",
        harm="He would know at once who spoke.",
        care="Called from outside the street.",
        look_again_on=today + WEEK,
        changed="First written down",
        recorded_by=by,
        recorded_at=NOON,
    )
    InformantInformation.objects.create(
        informant=informant, at=NOON, how="By telephone", was_asked=False, text="Heard it.", recorded_by=by,
        recorded_at=NOON,
    )  # fmt: skip
    InformantReferral.objects.create(
        informant=informant, referred_on=NOON.date(), to_whom="The desk", why="Spoke twice.", recorded_by=by,
        recorded_at=NOON,
    )  # fmt: skip
    return informant
