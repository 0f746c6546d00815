"""DC-SRP, the Direct Contact Sexual Reoffending Predictor: points, probability, band, and the five-year reduction."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from risk.srp import coefficients
from risk.srp.ages import completed_years
from risk.srp.answers import QUESTIONS, Answers
from risk.srp.faults import Fault
from risk.srp.states import Band, Gender, Supervision

T = TypeVar("T")

ONE_BAND_LOWER = {Band.VERY_HIGH: Band.HIGH, Band.HIGH: Band.MEDIUM, Band.MEDIUM: Band.LOW}


@dataclass(frozen=True)
class Item:
    """One line of the sum: the question, what it was answered (a count, an age in years, yes or no), its points."""

    name: str
    label: str
    value: int | bool | None
    points: int


@dataclass(frozen=True)
class DirectContact:
    """What DC-SRP says. All None where faults stop it; percent 0 and no points where it does not apply.

    The percentage is never reduced: only the band is, and `why_not_reduced` says why where it is not.
    """

    points: int | None = None
    items: tuple[Item, ...] = ()
    percent: Decimal | None = None
    band: Band | None = None
    band_after_reduction: Band | None = None
    why_not_reduced: str | None = None
    faults: tuple[Fault, ...] = ()


def score_direct_contact(answers: Answers, assessed_on: dt.date) -> DirectContact:
    """Scores answers free of faults, as they stood on the day of the assessment."""
    if answers.is_not_applicable:
        return _not_applicable(answers, assessed_on)
    items = items_of(answers)
    points = sum(item.points for item in items)
    band = band_for(points)
    why_not = why_not_reduced(answers, band, assessed_on)
    return DirectContact(
        points=points,
        items=items,
        percent=percent(probability(points)),
        band=band,
        band_after_reduction=band_after(band, is_reduced=why_not is None),
        why_not_reduced=why_not,
    )


def _not_applicable(answers: Answers, assessed_on: dt.date) -> DirectContact:
    band = Band.NOT_APPLICABLE
    why_not = why_not_reduced(answers, band, assessed_on)
    return DirectContact(percent=Decimal("0.00"), band=band, band_after_reduction=band, why_not_reduced=why_not)


def items_of(answers: Answers) -> tuple[Item, ...]:
    """The seven items and their points. Images and indirect contact have none."""
    at_follow_up = age_on(answers.date_of_birth, answers.follow_up_began_on)
    at_last_sanction = age_on(answers.date_of_birth, answers.last_sexual_sanction_on)
    return (
        _item("contact_adult", answers.contact_adult, contact_adult_points(answers.contact_adult or 0)),
        _item("contact_child", answers.contact_child, contact_child_points(answers.contact_child or 0)),
        _item("non_contact", answers.non_contact, non_contact_points(answers.non_contact or 0)),
        Item("follow_up_on", "Age at start of follow-up", at_follow_up, follow_up_age_points(at_follow_up)),
        Item(
            "last_sexual_sanction_on",
            "Age at most recent sexual sanction",
            at_last_sanction,
            sexual_sanction_age_points(at_last_sanction),
        ),
        _item("total_sanctions", answers.total_sanctions, total_points(answers.total_sanctions or 0)),
        _item("is_victim_stranger", answers.is_victim_stranger, stranger_points(answers.is_victim_stranger)),
    )


def age_on(born: dt.date | None, day: dt.date | None) -> int | None:
    """Age in completed years, None where either date is missing."""
    return None if born is None or day is None else completed_years(born, day)


def contact_adult_points(count: int) -> int:
    """Contact adult sexual sanctions: 0, 5, 10, 15."""
    return _by_count(coefficients.CONTACT_ADULT, count)


def contact_child_points(count: int) -> int:
    """Direct contact child sexual sanctions: 0, 3, 6, 9."""
    return _by_count(coefficients.CONTACT_CHILD, count)


def non_contact_points(count: int) -> int:
    """Other non-contact sexual sanctions: 0, 2, 4, 6."""
    return _by_count(coefficients.NON_CONTACT, count)


def total_points(count: int) -> int:
    """All sanctions: 6 unless the current one is the first."""
    return _by_count(coefficients.TOTAL_SANCTIONS, count)


def follow_up_age_points(age: int | None) -> int:
    """14 below 21, one fewer every three years, none from 60."""
    return 0 if age is None else _reached(coefficients.AGE_AT_FOLLOW_UP, age)


def sexual_sanction_age_points(age: int | None) -> int:
    """None below 16, 5 at 16 and 17, 10 from 18."""
    return 0 if age is None else _reached(coefficients.AGE_AT_LAST_SEXUAL_SANCTION, age)


def stranger_points(is_stranger: bool | None) -> int:
    """4 for yes. No answer scores as no."""
    return coefficients.STRANGER if is_stranger else 0


def probability(points: int) -> Decimal:
    """The logistic of the points. Also at 0 points, where it is 0.0178 %, as OASys has it."""
    z = coefficients.INTERCEPT + coefficients.PER_POINT * points
    return 1 / (1 + (-z).exp())


def percent(chance: Decimal) -> Decimal:
    """A probability in per cent, two decimal places, halves up."""
    return (chance * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def band_for(points: int) -> Band:
    """The band of 0 to 64 points; any other sum cannot come about and raises ValueError."""
    if not 0 <= points <= coefficients.MOST_POINTS:
        message = f"DC-SRP points run from 0 to {coefficients.MOST_POINTS}, not {points}."
        raise ValueError(message)
    return _reached(coefficients.BANDS, points)


def band_after(band: Band, *, is_reduced: bool) -> Band:
    """One band lower where reduced; low and not applicable stay."""
    return ONE_BAND_LOWER.get(band, band) if is_reduced else band


def why_not_reduced(answers: Answers, band: Band | None, assessed_on: dt.date) -> str | None:
    """None where five years without offence outside custody lower the band, else the reason they do not."""
    if answers.gender is not Gender.MALE:
        return "Only a man's band is lowered."
    if band not in ONE_BAND_LOWER:
        return "There is no lower band."
    if answers.supervision is Supervision.CUSTODY:
        return "The person is in custody."
    if answers.follow_up_on is None:
        return "The start of follow-up is not given, so the five years cannot be counted."
    for day, event in (
        (answers.follow_up_on, "Follow-up began"),
        (answers.last_sexual_sanction_on, "The most recent sexual sanction was"),
        (answers.last_offence_on, "The most recent offence was"),
    ):
        if day and completed_years(day, assessed_on) < coefficients.REDUCTION_YEARS:
            return f"{event} less than five years before the assessment."
    return None


def _item(name: str, value: int | bool | None, points: int) -> Item:
    return Item(name, QUESTIONS[name].label, value, points)


def _by_count(points: Sequence[int], count: int) -> int:
    return points[min(count, len(points) - 1)]


def _reached(steps: Sequence[tuple[int, T]], value: int) -> T:
    return steps[bisect_right(steps, value, key=lambda step: step[0]) - 1][1]
