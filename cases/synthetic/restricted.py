"""Made-up sensitive and confidential entries."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Model

from cases.models import ConfidentialEntry, SensitiveEntry
from cases.states import RestrictedKind
from cases.synthetic.subject import Subject

SENSITIVE_SHARE, CONFIDENTIAL_SHARE = 0.22, 0.18
SENSITIVE = (
    (RestrictedKind.MEDICAL, "Mental health", "Under the care of the community team; medication reviewed in spring.",
     "Testshire Mental Health Trust"),
    (RestrictedKind.MEDICAL, "Physical health", "Heart condition; carries a spray. Tell custody staff.", ""),
    (RestrictedKind.THIRD_PARTY_MATERIAL, "School report", "Report of the school about the family, for our use only.",
     "Testshire children's social care"),
)  # fmt: skip
CONFIDENTIAL = (
    (
        RestrictedKind.VICTIM,
        "Victim's wishes",
        "Does not want to be told of releases; contact through the liaison officer.",
    ),
    (RestrictedKind.VICTIM, "Potential victim", "A new partner has two children at primary school; not yet told."),
    (RestrictedKind.THIRD_PARTY, "Relative's account", "A relative speaks to us on the promise that it stays with us."),
    (RestrictedKind.TACTICS, "Observation", "The address is passed on the night tour, on no fixed day."),
    (
        RestrictedKind.PROSECUTOR,
        "Advice on breach",
        "Prosecutor's advice on a possible breach of the order; privileged.",
    ),
)


def restricted_rows(subject: Subject) -> Iterable[Model]:
    """Entries for some of the people, as a unit would have."""
    rng = subject.rng
    if rng.random() < SENSITIVE_SHARE:
        kind, title, text, originator = rng.choice(SENSITIVE)
        yield SensitiveEntry(
            case=subject.case, kind=kind, title=title, text=text, originator=originator, **_recorded(subject)
        )
    if rng.random() < CONFIDENTIAL_SHARE:
        kind, title, text = rng.choice(CONFIDENTIAL)
        yield ConfidentialEntry(case=subject.case, kind=kind, title=title, text=text, **_recorded(subject))


def _recorded(subject: Subject) -> dict[str, object]:
    first = max(subject.facts.opened_on, subject.today - dt.timedelta(days=800))
    at = subject.moment(subject.day_between(first, subject.today))
    return {"recorded_by": subject.writer, "recorded_at": at}
