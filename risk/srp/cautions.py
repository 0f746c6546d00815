"""What does not stop a predictor, but whoever reads its result should know."""

import datetime as dt

from risk.srp.answers import QUESTIONS, SEXUAL_COUNTS, Answers
from risk.srp.faults import unanswered

NOT_AFTER_ASSESSMENT = ("last_sexual_sanction_on", "last_offence_on")


def count_warnings(answers: Answers) -> list[str]:
    """Sexual sanctions against the total. One sanction may cover several kinds, so too many are never refused."""
    total = answers.total_sanctions
    if answers.is_not_applicable or total is None:
        return []
    counts = dict(zip(SEXUAL_COUNTS, (count or 0 for count in answers.sexual_counts), strict=True))
    over = [
        f"{QUESTIONS[name].label} ({count}) are more than the total number of sanctions ({total}); check both."
        for name, count in counts.items()
        if count > total
    ]
    if over or sum(counts.values()) <= total:
        return over
    message = (
        f"The four counts of sexual sanctions add up to {sum(counts.values())}, more than the total number of "
        f"sanctions, {total}; this is right only if one sanction covers several kinds."
    )
    return [message]


def direct_contact_warnings(answers: Answers, assessed_on: dt.date) -> list[str]:
    """What DC-SRP took for granted."""
    if answers.is_not_applicable:
        return []
    return [*_stand_in(answers), *_unasked(answers), *_odd_dates(answers, assessed_on)]


def _stand_in(answers: Answers) -> list[str]:
    if answers.follow_up_on or not answers.convicted_on:
        return []
    day = answers.convicted_on
    message = (
        f"The start of follow-up is not given; the date of the current conviction, {day.day} {day:%B} {day.year}, "
        "was used for the age, and the band cannot be lowered after five years."
    )
    return [message]


def _unasked(answers: Answers) -> list[str]:
    warnings = [
        f"Question {QUESTIONS[each.field].oasys} is not answered. {each.message}" for each in unanswered(answers)
    ]
    if warnings and answers.is_victim_stranger is None:
        warnings.append("With no answer about a stranger the current offence scored 0 points for it.")
    if answers.is_current_offence_sexual is False and answers.is_victim_stranger:
        warnings.append(
            "Points were given for a stranger though the current offence has no sexual motivation; check both answers."
        )
    return warnings


def _odd_dates(answers: Answers, assessed_on: dt.date) -> list[str]:
    late = [
        f"{QUESTIONS[name].label} is after the date of the assessment."
        for name in NOT_AFTER_ASSESSMENT
        if (day := getattr(answers, name)) and day > assessed_on
    ]
    if answers.last_offence_on and answers.follow_up_on and answers.last_offence_on < answers.follow_up_on:
        late.append("The offence given as since the start of follow-up is before it.")
    return late
