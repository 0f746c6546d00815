"""What stops a predictor: answers missing, out of range or at odds with each other, one sentence for each answer.

The checks and their order are those of the Ministry's API (CommonValidator.kt, see coefficients.py). Two differ: sexual
sanctions adding up to more than the total only warn, as one sanction may cover several kinds; and the date of the
current conviction stands in for a missing start of follow-up, as in OASys.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from risk.srp.ages import completed_years
from risk.srp.answers import QUESTIONS, SEXUAL_COUNTS, Answers
from risk.srp.coefficients import AGE_LIMIT, MOST_SANCTIONS
from risk.srp.states import FaultKind, Gender

DIRECT_CONTACT_REQUIRED = (
    "gender",
    "supervision",
    "has_sexual_offence",
    "date_of_birth",
    "follow_up_on",
    "total_sanctions",
)
IMAGES_INDIRECT_REQUIRED = ("gender", "has_sexual_offence")
IMAGES_INDIRECT_READS = frozenset((*IMAGES_INDIRECT_REQUIRED, *SEXUAL_COUNTS))


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one answer. `field` is the answer's name in Answers; `message` says what to do."""

    field: str
    message: str
    kind: FaultKind


def direct_contact_faults(answers: Answers, assessed_on: dt.date) -> list[Fault]:
    """Everything that stops DC-SRP, in the API's order."""
    return [
        *missing(answers, DIRECT_CONTACT_REQUIRED),
        *missing_counts(answers),
        *total_out_of_range(answers),
        *no_sexual_sanctions(answers),
        *last_sexual_sanction_faults(answers),
        *follow_up_faults(answers),
        *inconsistent_history(answers),
        *impossible_dates(answers, assessed_on),
    ]


def images_indirect_faults(answers: Answers) -> list[Fault]:
    """Everything that stops IIC-SRP, in the API's order. It asks no dates and no total."""
    return [
        *missing(answers, IMAGES_INDIRECT_REQUIRED),
        *missing_counts(answers),
        *no_sexual_sanctions(answers),
        *inconsistent_history(answers),
    ]


def without_malformed(faults: Iterable[Fault], malformed: Sequence[Fault], reads: frozenset[str]) -> tuple[Fault, ...]:
    """The malformed answers among those read, then the other faults less what merely follows from these.

    An answer that could not be read counts as unanswered, but is not asked for twice; where the history itself could
    not be read, nothing is said to contradict it.
    """
    unread = {fault.field for fault in malformed}
    hushed = {FaultKind.INCONSISTENT} if "has_sexual_offence" in unread else set()
    others = [fault for fault in faults if fault.field not in unread and fault.kind not in hushed]
    return (*(fault for fault in malformed if fault.field in reads), *others)


def missing(answers: Answers, names: Iterable[str]) -> list[Fault]:
    """Required answers not given, the start of follow-up being had from the current conviction where it must."""
    given = {"follow_up_on": answers.follow_up_began_on}
    return [_missing(name) for name in names if given.get(name, getattr(answers, name)) is None]


def missing_counts(answers: Answers) -> list[Fault]:
    """All four counts of sexual sanctions are needed, 0 included, unless the predictor does not apply."""
    return [] if answers.is_not_applicable else missing(answers, SEXUAL_COUNTS)


def total_out_of_range(answers: Answers) -> list[Fault]:
    """The total of sanctions counts the current one, so it is at least 1."""
    total = answers.total_sanctions
    if answers.is_not_applicable or total is None or 1 <= total <= MOST_SANCTIONS:
        return []
    message = f"The total number of sanctions must be from 1 to {MOST_SANCTIONS}, the current one included."
    return [Fault("total_sanctions", message, FaultKind.TOTAL_OUT_OF_RANGE)]


def no_sexual_sanctions(answers: Answers) -> list[Fault]:
    """A sexual offence was committed, yet all four counts are 0."""
    if answers.is_not_applicable or any(count != 0 for count in answers.sexual_counts):
        return []
    message = "There was a sexual offence, so at least one of the four counts of sexual sanctions must be 1 or more."
    return [Fault(name, message, FaultKind.NO_SEXUAL_SANCTIONS) for name in SEXUAL_COUNTS]


def last_sexual_sanction_faults(answers: Answers) -> list[Fault]:
    """For a man with a sexual offence the last sexual sanction must be dated, after birth and before the age of 110."""
    if answers.gender is not Gender.MALE or not answers.has_sexual_offence:
        return []
    name, day = "last_sexual_sanction_on", answers.last_sexual_sanction_on
    if day is None:
        return [_missing(name)]
    return _age_faults(
        name, day, answers.date_of_birth, FaultKind.SEXUAL_SANCTION_BEFORE_BIRTH, FaultKind.SEXUAL_SANCTION_TOO_LATE
    )


def follow_up_faults(answers: Answers) -> list[Fault]:
    """The start of follow-up, or the conviction in its place, must be after birth and before the age of 110."""
    day = answers.follow_up_began_on
    if answers.is_not_applicable or day is None:
        return []
    return _age_faults(
        answers.follow_up_field,
        day,
        answers.date_of_birth,
        FaultKind.FOLLOW_UP_BEFORE_BIRTH,
        FaultKind.FOLLOW_UP_TOO_LATE,
    )


def inconsistent_history(answers: Answers) -> list[Fault]:
    """Sexual sanctions are counted for someone not said to have committed a sexual offence."""
    counted = [name for name, count in zip(SEXUAL_COUNTS, answers.sexual_counts, strict=True) if count]
    if answers.is_not_male or answers.has_sexual_offence or not counted:
        return []
    kind = FaultKind.INCONSISTENT
    history = "Sexual sanctions are counted, so say yes here, or take the sanctions out."
    count = "A sexual sanction is counted here, but it is not said that a sexual offence was ever committed."
    return [Fault("has_sexual_offence", history, kind), *(Fault(name, count, kind) for name in counted)]


def impossible_dates(answers: Answers, assessed_on: dt.date) -> list[Fault]:
    """Two contradictions the API lets through, though each would change the result."""
    born = answers.date_of_birth
    if answers.is_not_applicable or born is None:
        return []
    faults = []
    if born > assessed_on:
        message = "The date of birth is after the date of the assessment."
        faults.append(Fault("date_of_birth", message, FaultKind.BORN_AFTER_ASSESSMENT))
    if answers.last_offence_on and answers.last_offence_on <= born:
        message = f"{QUESTIONS['last_offence_on'].label} must be after the date of birth."
        faults.append(Fault("last_offence_on", message, FaultKind.LAST_OFFENCE_BEFORE_BIRTH))
    return faults


def unanswered(answers: Answers) -> list[Fault]:
    """What the interview must still ask: 1.41, and 1.44 unless 1.41 is no (OASys). The score can do without either."""
    if answers.is_not_applicable:
        return []
    faults = []
    if answers.is_current_offence_sexual is None:
        faults.append(_missing("is_current_offence_sexual"))
    if answers.is_current_offence_sexual is not False and answers.is_victim_stranger is None:
        faults.append(_missing("is_victim_stranger"))
    return faults


def _missing(name: str) -> Fault:
    return Fault(name, QUESTIONS[name].ask, FaultKind.MISSING)


def _age_faults(
    name: str, day: dt.date, born: dt.date | None, before_birth: FaultKind, too_late: FaultKind
) -> list[Fault]:
    if born is None:
        return []
    label = QUESTIONS[name].label
    if day <= born:
        return [Fault(name, f"{label} must be after the date of birth.", before_birth)]
    if completed_years(born, day) >= AGE_LIMIT:
        return [Fault(name, f"{label} must be before the age of {AGE_LIMIT}; check the date of birth too.", too_late)]
    return []
