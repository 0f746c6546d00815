"""Keeping the diary: refresh from the facts, waive, tell people."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from mosovo.access.policies import require
from mosovo.access.protection import case_model
from mosovo.diary.duties import Due, duties_about
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict
from mosovo.force_settings.queries import values_on
from mosovo.identity import current_actor
from mosovo.staff.models import Officer

# What a fresh set of facts may change in an open deadline without ending it.
FOLLOWED = ("owner_id", "unit_id", "title", "why", "basis", "url")


def refresh_cases(case_ids: Sequence[int], *, now: dt.datetime, today: dt.date) -> int:
    """Bring the deadlines of these cases in line with the facts; the number of rows changed. Twice changes nothing."""
    return _refresh("case", case_ids, now=now, today=today)


def refresh_officers(officer_ids: Sequence[int], *, now: dt.datetime, today: dt.date) -> int:
    """Bring the deadlines about these officers in line with the facts; the number of rows changed."""
    return _refresh("officer", officer_ids, now=now, today=today)


@transaction.atomic
def _refresh(about: str, ids: Sequence[int], *, now: dt.datetime, today: dt.date) -> int:
    # Rows are locked in one order, so that two refreshes of the same case wait for each other.
    held = case_model() if about == "case" else Officer
    list(held._default_manager.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    settings = values_on(today)
    duties = duties_about(about)
    wanted = {
        (due.kind, due.subject): due
        for duty in duties
        for facts in duty.gather(ids)
        for due in duty.due(facts, settings, today)
    }
    rows = Deadline.objects.filter(
        state=DeadlineState.OPEN, kind__in=[duty.kind for duty in duties], **{f"{about}__in": ids}
    )
    changed = 0
    for row in rows:
        changed += _settle(row, wanted.pop((row.kind, row.subject), None), now=now, today=today)
    waived = _waived(wanted)
    fresh = [_fresh(due, today) for due in wanted.values() if due.due_on and (due.subject, due.due_on) not in waived]
    Deadline.objects.bulk_create(fresh)
    return changed + len(fresh)


def _waived(wanted: dict[tuple[str, str], Due]) -> set[tuple[str, dt.date]]:
    """What was let go stays let go until the facts give another day."""
    rows = Deadline.objects.filter(
        state=DeadlineState.WAIVED, kind__in={kind for kind, _ in wanted}, subject__in={about for _, about in wanted}
    )
    return set(rows.values_list("subject", "due_on"))


def _settle(row: Deadline, due: Due | None, *, now: dt.datetime, today: dt.date) -> int:
    """Keep, follow, or end one open deadline; 1 where anything changed."""
    if due is not None and due.due_on == row.due_on:
        moved = [name for name in FOLLOWED if getattr(row, name) != getattr(due, name)]
        for name in moved:
            setattr(row, name, getattr(due, name))
        if moved:
            row.save(update_fields=moved)
        return bool(moved)
    done = due is not None and due.done_on is not None and due.done_on >= row.opened_on
    row.state = DeadlineState.MET if done else DeadlineState.SUPERSEDED
    row.ended_at = now
    row.ended_by_id = current_actor().person_id
    row.save(update_fields=["state", "ended_at", "ended_by"])
    if due is not None and due.due_on is not None:
        Deadline.objects.bulk_create([_fresh(due, today)])
    return 1


def _fresh(due: Due, today: dt.date) -> Deadline:
    if due.due_on is None:
        raise ValueError(f"{due.kind} {due.subject} is done: it opens no deadline")
    return Deadline(
        kind=due.kind,
        subject=due.subject,
        case_id=due.case_id,
        officer_id=due.officer_id,
        unit_id=due.unit_id,
        owner_id=due.owner_id,
        title=due.title,
        due_on=due.due_on,
        why=due.why,
        basis=due.basis,
        url=due.url,
        opened_on=today,
    )


@transaction.atomic
def waive_deadline(*, by: Officer, deadline: Deadline, reason: str, now: dt.datetime) -> Deadline:
    """Let a deadline go, with a reason. Refuses the owner's own, and one that has ended."""
    held = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    require(by, "deadline.waive", held)
    if held.state != DeadlineState.OPEN:
        raise Conflict("This deadline has ended already; nothing is left to waive.")
    if not reason.strip():
        raise Conflict("Say why the deadline is waived.")
    held.state, held.ended_at, held.ended_by, held.ended_reason = DeadlineState.WAIVED, now, by, reason.strip()
    held.save(update_fields=["state", "ended_at", "ended_by", "ended_reason"])
    return held


def notify(people: Iterable[Officer], *, key: str, text: str, url: str, now: dt.datetime) -> None:
    """Tell each of ``people`` once for each ``key``. The text names a case by its reference only."""
    Notification.objects.bulk_create(
        (Notification(to=person, key=key, text=text, url=url, at=now) for person in people), ignore_conflicts=True
    )
