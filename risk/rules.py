"""What follows from a score, from a level, and from the days since. Functions of plain values."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from cases.states import RiskLevel
from mosovo.days import in_words
from mosovo.reasons import is_no_reason
from risk.srp import QUESTIONS, Answers, Band, Fault, FaultKind, Gender, Result, unanswered
from risk.srp.direct_contact import items_of

LEAST_REASON = 20
# From the highest; what a predictor's band would suggest if it were all there is to know.
SUGGESTS = {
    Band.VERY_HIGH: RiskLevel.VERY_HIGH,
    Band.HIGH: RiskLevel.HIGH,
    Band.MEDIUM: RiskLevel.MEDIUM,
    Band.LOW: RiskLevel.LOW,
}
ORDER = (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.VERY_HIGH)
GENDER_ON_RECORD: Mapping[str, Gender] = {"male": Gender.MALE, "female": Gender.FEMALE, "other": Gender.OTHER}
BAND_WORDS = {band.value: band.value.replace("_", " ").capitalize() for band in Band}


def suggested_level(*bands: str) -> RiskLevel | None:
    """The higher of the levels that the predictors' bands suggest; None where neither applies.

    It is a suggestion to compare with: no tool sets the level.
    """
    levels = [SUGGESTS[Band(band)] for band in bands if band in SUGGESTS]
    return max(levels, key=ORDER.index, default=None)


def is_rise_to_high(before: str, level: str) -> bool:
    """Whether the level has gone up, and to high or very high."""
    place = ORDER.index(RiskLevel(before)) if before else -1
    return level in {RiskLevel.HIGH, RiskLevel.VERY_HIGH} and ORDER.index(RiskLevel(level)) > place


def faults_to_keep(result: Result, *, today: dt.date, unread: Sequence[Fault] = ()) -> list[Fault]:
    """Everything that stops an assessment from being kept, each once: what stops a predictor, and what is still to ask.

    unread: answers that could not be read; they are not asked for again.
    """
    names = {fault.field for fault in unread}
    missing = [fault for fault in unanswered(result.answers) if fault.field not in names]
    late = Fault("assessed_on", "The date of the assessment is in the future.", FaultKind.ASSESSED_IN_FUTURE)
    return list(dict.fromkeys((*unread, *result.errors, *missing, *([late] if result.assessed_on > today else []))))


def why_not_reasons(reasons: str) -> str | None:
    """The sentence that says why these reasons cannot stand, or None."""
    if is_no_reason(reasons, least=LEAST_REASON):
        return f"Give the reasons in at least {LEAST_REASON} characters: what you know, and why it comes to this level."
    return None


def why_not_differ(level: str, suggested: str, differs_because: str) -> str | None:
    """The sentence that asks why the level is not the one the score suggests, or None."""
    if not suggested or level == suggested or not is_no_reason(differs_because, least=LEAST_REASON):
        return None
    return (
        f"The score suggests {RiskLevel(suggested).label.lower()} and you chose {RiskLevel(level).label.lower()}: "
        f"say why they differ, in at least {LEAST_REASON} characters."
    )


def inputs_of(answers: Answers) -> dict[str, object]:
    """The answers as given, as plain values by the published names; ``read`` makes the same answers of them."""
    given = {question.api_name: getattr(answers, name) for name, question in QUESTIONS.items()}
    return {name: str(value) if isinstance(value, dt.date | str) else value for name, value in given.items()}


@dataclass(frozen=True)
class Line:
    """One line of the sum in words."""

    label: str
    value: str
    points: int


@dataclass(frozen=True)
class Scored:
    """A result as pages show it, made just now or long ago. Bands are names of the predictors' lists, empty for none.

    names: the direct contact and the images predictor. points: those so far, where an answer is still open.
    """

    names: tuple[str, str]
    lines: tuple[Line, ...]
    points: int | None
    percent: Decimal | None
    band: str
    band_after_reduction: str
    why_not_reduced: str
    images_percent: Decimal | None
    images_band: str
    rule: str
    warnings: tuple[str, ...]

    @property
    def is_reduced(self) -> bool:
        """Whether five years without offence lowered the band."""
        return bool(self.band_after_reduction) and self.band_after_reduction != self.band

    @property
    def suggests(self) -> RiskLevel | None:
        """The level to compare with."""
        return suggested_level(self.band_after_reduction or self.band, self.images_band)


def scored(result: Result, differences: Sequence[str] = ()) -> Scored:
    """A result, complete or not; ``differences`` from the record join its warnings."""
    direct, images = result.direct_contact, result.images_indirect
    items = direct.items if direct.band or result.answers.is_not_applicable else items_of(result.answers)
    return Scored(
        names=predictors(result.algorithm),
        lines=tuple(Line(item.label, item_words(item.name, item.value), item.points) for item in items),
        points=sum(item.points for item in items) if items else None,
        percent=direct.percent,
        band=direct.band or "",
        band_after_reduction=direct.band_after_reduction or "",
        why_not_reduced=direct.why_not_reduced or "",
        images_percent=images.percent,
        images_band=images.band or "",
        rule=images.rule,
        warnings=(*result.warnings, *differences),
    )


def columns_of(result: Result, differences: Sequence[str] = ()) -> dict[str, Any]:
    """The columns of a kept assessment that follow from its result, and from what differs from the record."""
    shown = scored(result, differences)
    return {
        "inputs": inputs_of(result.answers),
        "working": working_of(shown),
        "dc_points": shown.points,
        "dc_percent": shown.percent,
        "dc_band": shown.band,
        "dc_band_after_reduction": shown.band_after_reduction,
        "iic_percent": shown.images_percent,
        "iic_band": shown.images_band,
        "warnings": list(shown.warnings),
        "algorithm": result.algorithm,
        "version": result.version,
        "assessed_on": result.assessed_on,
    }


def working_of(shown: Scored) -> dict[str, object]:
    """How a result came about, as plain values."""
    return {
        "items": [asdict(line) for line in shown.lines],
        "why_not_reduced": shown.why_not_reduced,
        "rule": shown.rule,
    }


def item_words(name: str, value: int | bool | None) -> str:
    """The value of one scored item in words: a count, an age, yes or no."""
    if value is None:
        return "Not answered"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if not name.endswith("_on"):
        return str(value)
    return f"{value} years" if value >= 0 else "Before birth"


def input_words(value: object) -> str:
    """One stored answer in words; text that is neither a date nor a word of the lists stays as it is."""
    if value is None or value == "":
        return "Not answered"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    if text.replace("_", "").isupper():
        return text.replace("_", " ").capitalize()
    try:
        day = dt.date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        day = None
    return in_words(day) if day else text


def predictors(algorithm: str) -> tuple[str, str]:
    """The names of the direct contact and of the images predictor that an algorithm is made of."""
    first, _, second = algorithm.partition(" and ")
    return first, second or first


def file_warnings(answers: Answers, *, sex: str, date_of_birth: dt.date | None) -> list[str]:
    """Where the answers are not what the record of the person says."""
    warnings = []
    if answers.date_of_birth and date_of_birth and answers.date_of_birth != date_of_birth:
        warnings.append(
            f"The date of birth given, {in_words(answers.date_of_birth)}, is not the one on record, "
            f"{in_words(date_of_birth)}; check both."
        )
    on_record = GENDER_ON_RECORD.get(sex)
    if answers.gender and on_record and answers.gender is not on_record:
        warnings.append(
            f"The gender given is {answers.gender.lower()}, on record it is {on_record.lower()}; check both."
        )
    return warnings
