"""Answers as plain values ready for JSON."""

from collections.abc import Iterable

from cases.notification.answers import Answer, Deadline, Period, ReviewAnswer
from cases.notification.reading import Fault
from cases.notification.spans import LONDON


def written(name: str, answer: Answer, warnings: Iterable[str] = ()) -> dict[str, object]:
    """One person's answer."""
    reasons = [*answer.period.reasons, *answer.terrorism.reasons, *answer.violent_offender.reasons]
    return {
        "id": name,
        "period": _period(answer.period),
        "terrorism": _period(answer.terrorism),
        "violent_offender": _period(answer.violent_offender),
        "next": [_deadline(deadline) for deadline in answer.to_come],
        "late": [_deadline(deadline) for deadline in answer.late],
        "settled": [_deadline(deadline) for deadline in answer.settled],
        "review": _review(answer.review),
        "reasons": reasons,
        "errors": [],
        "warnings": [*warnings, *answer.warnings],
    }


def refused(name: str, faults: Iterable[Fault], warnings: Iterable[str] = ()) -> dict[str, object]:
    """What is written for a record with faults: these, and no answer."""
    return {
        "id": name,
        "period": None,
        "terrorism": None,
        "violent_offender": None,
        "next": [],
        "late": [],
        "settled": [],
        "review": None,
        "reasons": [],
        "errors": [{"field": fault.field, "message": fault.message} for fault in faults],
        "warnings": list(warnings),
    }


def _period(period: Period) -> dict[str, object] | None:
    """None where somebody is not subject to notification under that Act."""
    if not period.stretches and not period.not_worked_out:
        return None
    return {
        "indefinite": period.is_indefinite,
        "begins_on": _iso(period.begins_on),
        "last_day": _iso(period.last_on),
        "first_free_day": _iso(period.free_on),
        "stretches": [{"from": _iso(part.begins_on), "until": _iso(part.last_on)} for part in period.stretches],
        "basis": period.basis,
        "not_worked_out": period.not_worked_out or None,
    }


def _deadline(deadline: Deadline) -> dict[str, object]:
    return {
        "kind": deadline.duty,
        "state": deadline.standing,
        "of": deadline.of or None,
        "event_on": _iso(deadline.event_on),
        "due_on": _iso(deadline.due_on),
        "due_at": deadline.due_at.astimezone(LONDON).isoformat() if deadline.due_at else None,
        "done_on": _iso(deadline.done_on),
        "late_days": deadline.late_days,
        "late_hours": deadline.late_hours,
        "breach": deadline.breach,
        "basis": deadline.basis,
        "why": deadline.why,
        "lacks": list(deadline.lacks),
        "to_ask": list(deadline.to_ask),
    }


def _review(review: ReviewAnswer) -> dict[str, object]:
    return {
        "may_apply": review.may_apply,
        "qualifying_on": _iso(review.qualifying_on),
        "next_soonest_on": _iso(review.next_soonest_on),
        "next_latest_on": _iso(review.next_latest_on),
        "reasons": list(review.reasons),
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None
