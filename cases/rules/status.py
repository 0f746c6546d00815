"""Where the person is, and whether the case is open: which change may follow which, and what it must say."""

import datetime as dt

from cases.states import CASE_MOVES, CaseStatus
from mosovo.days import in_words
from mosovo.reasons import is_no_reason

LEAST_REASON = 10

MOVES_IN_WORDS = {
    (CaseStatus.COMMUNITY, CaseStatus.CUSTODY): "Went into custody",
    (CaseStatus.COMMUNITY, CaseStatus.ABROAD): "Went abroad",
    (CaseStatus.COMMUNITY, CaseStatus.CLOSED): "Close the case",
    (CaseStatus.CUSTODY, CaseStatus.COMMUNITY): "Came out of custody",
    (CaseStatus.CUSTODY, CaseStatus.CLOSED): "Close the case",
    (CaseStatus.ABROAD, CaseStatus.COMMUNITY): "Came back from abroad",
    (CaseStatus.ABROAD, CaseStatus.CUSTODY): "Came back from abroad, into custody",
    (CaseStatus.ABROAD, CaseStatus.CLOSED): "Close the case",
    (CaseStatus.CLOSED, CaseStatus.COMMUNITY): "Reopen the case",
}


def moves_from(before: str) -> list[tuple[CaseStatus, str]]:
    """What may follow, each with its words, closing last."""
    return [(after, MOVES_IN_WORDS[start, after]) for start, after in CASE_MOVES if start == before]


def why_closed(status: str, *, before: str) -> str | None:
    """Why nothing may be begun in a case of this status, or None while it is open. ``before``: what comes after."""
    if status == CaseStatus.CLOSED:
        return f"This case is closed. A supervisor of the unit must reopen it before {before}."
    return None


def why_not_become(before: str, after: str) -> str | None:
    """Why a case that is ``before`` cannot become ``after`` next, or None."""
    now, then = CaseStatus(before), CaseStatus(after)
    if (now, then) in CASE_MOVES:
        return None
    if now == then:
        return f"The case is on record as {now.label.lower()} already."
    if now == CaseStatus.CLOSED:
        return (
            f"This case is closed. Reopen it first, which puts the person in the community; then record "
            f"{then.label.lower()}."
        )
    return (
        f"The person is {now.label.lower()}. Record first that they came into the community; then record "
        f"{then.label.lower()}."
    )


def why_not_on(on: dt.date, *, opened_on: dt.date, last_on: dt.date | None, today: dt.date) -> str | None:
    """Why the change cannot have been on this day, or None. last_on: of the last change, if any."""
    if on > today:
        return "The day must be today or in the past; record the change once it has happened."
    if on < opened_on:
        return f"The day must be on or after {in_words(opened_on)}, when the case was opened."
    if last_on and on < last_on:
        return f"The day must be on or after {in_words(last_on)}, the day of the last change."
    return None


def faults_in_change(
    before: str,
    after: str,
    *,
    on: dt.date,
    reason: str,
    opened_on: dt.date,
    last_on: dt.date | None,
    today: dt.date,
) -> dict[str, str]:
    """What is wrong with the change: field -> sentence; empty where nothing is."""
    found = {
        "status": why_not_become(before, after),
        "on": why_not_on(on, opened_on=opened_on, last_on=last_on, today=today),
        "reason": f"Say in a sentence what happened: at least {LEAST_REASON} characters."
        if is_no_reason(reason, least=LEAST_REASON)
        else None,
    }
    return {field: sentence for field, sentence in found.items() if sentence}
