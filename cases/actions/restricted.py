"""Opening a restricted part of a case, and adding to it."""

import datetime as dt

from django.db import transaction

from cases.models import Case, ConfidentialEntry, SensitiveEntry
from cases.states import CONFIDENTIAL_KINDS, SENSITIVE_KINDS, RestrictedKind
from mosovo.access.actions import open_restricted_part
from mosovo.access.models import Opening
from mosovo.access.policies import require
from mosovo.access.states import Compartment, OpeningReason
from mosovo.errors import Conflict
from mosovo.staff.models import Officer

RestrictedEntry = SensitiveEntry | ConfidentialEntry
MODELS: dict[Compartment, type[RestrictedEntry]] = {
    Compartment.SENSITIVE: SensitiveEntry,
    Compartment.CONFIDENTIAL: ConfidentialEntry,
}
KINDS: dict[Compartment, tuple[RestrictedKind, ...]] = {
    Compartment.SENSITIVE: SENSITIVE_KINDS,
    Compartment.CONFIDENTIAL: CONFIDENTIAL_KINDS,
}
NOT_ASKED = "The force does not ask for a reason."


@transaction.atomic
def open_part(
    *,
    by: Officer,
    case: Case,
    compartment: Compartment,
    now: dt.datetime,
    reason: OpeningReason = OpeningReason.OTHER,
    sentence: str = NOT_ASKED,
) -> Opening:
    """Open the sensitive or confidential part for a while (force setting), with a reason and a sentence on record.

    Reason and sentence are left out only where the force asks for none. Denied without the right or vetting.
    """
    require(by, f"{compartment}.open", case)
    return open_restricted_part(by=by, case=case, compartment=compartment, reason=reason, sentence=sentence, now=now)


@transaction.atomic
def record_restricted(
    *,
    by: Officer,
    case: Case,
    compartment: Compartment,
    kind: RestrictedKind,
    title: str,
    text: str,
    now: dt.datetime,
    originator: str = "",
) -> RestrictedEntry:
    """Add an entry to a part that the person has open; the same words again by the same person are one entry.

    Conflict where a thing of this kind belongs in the other part.
    """
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, f"{compartment}.record", held)
    if kind not in KINDS[compartment]:
        raise Conflict(f"{RestrictedKind(kind).label} does not belong in the {compartment.label.lower()} part.")
    words = {"kind": kind, "title": title, "text": text, "originator": originator}
    entries = MODELS[compartment]._default_manager
    same = entries.filter(case=held, recorded_by=by, **words).first()
    return same or entries.create(case=held, recorded_by=by, recorded_at=now, **words)
