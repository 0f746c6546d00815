"""Deadlines follow from the facts: refreshed by the action that changed them, and every night for all."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q

from mosovo.access.models import UnitGrant
from mosovo.access.policies import require
from mosovo.access.protection import case_model
from mosovo.access.states import UnitRight
from mosovo.diary.duties import Due, Duty, duties_about
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict
from mosovo.force_settings.queries import values_on
from mosovo.identity import current_actor
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer

# What a fresh set of facts may change in an open deadline without ending it.
FOLLOWED = ("owner_id", "officer_id", "unit_id", "title", "why", "basis", "url")
ENDED = ("state", "ended_at", "ended_by_id")
AT_ONCE = 250

Key = tuple[str, str]


@transaction.atomic
def refresh_cases(case_ids: Sequence[int], *, now: dt.datetime, today: dt.date) -> int:
    """Bring the deadlines of these cases in line with the facts; the number of rows changed. Twice changes nothing."""
    _lock_cases(case_ids)
    return _refresh("case", case_ids, now=now, today=today)


@transaction.atomic
def refresh_officers(officer_ids: Iterable[int | None], *, now: dt.datetime, today: dt.date) -> int:
    """Bring the deadlines about these officers in line with the facts; the number of rows changed.

    Where a person acts, it sees to those officers whose diary that person may write in: their own, and those of the
    units they supervise. The others wait for the nightly sweep. Nobody (None) is left out.
    """
    ids = sorted({officer_id for officer_id in officer_ids if officer_id is not None})
    actor = current_actor()
    if actor.person_id is not None:
        units = UnitGrant.objects.allowing(actor.person_id, UnitRight.CHANGE_CASES).values("content_object")
        within = Officer.objects.filter(Q(pk=actor.person_id) | Q(unit__in=units), pk__in=ids)
        ids = sorted(within.values_list("pk", flat=True))
    # Locks of the diary's own, taken in one order. The officers' rows will not do: an allocation locks the officer
    # before the case, and others who call this hold the case already.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_advisory_xact_lock(hashtextextended('diary:officer:' || id, 0)))"
            " FROM unnest(%s::bigint[]) id",
            [ids],
        )
    return _refresh("officer", ids, now=now, today=today)


def _lock_cases(case_ids: Sequence[int]) -> None:
    """Before their deadlines, and in one order, so that whoever writes those of the same case waits for the other."""
    rows = case_model()._default_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=case_ids)
    list(rows.order_by("pk").values_list("pk"))


def _refresh(about: str, ids: Sequence[int], *, now: dt.datetime, today: dt.date) -> int:
    duties = duties_about(about)
    wanted = _wanted(duties, ids, today=today)
    rows = Deadline.objects.select_for_update(of=("self",), no_key=True).filter(
        state=DeadlineState.OPEN, kind__in=[duty.kind for duty in duties], **{f"{about}__in": ids}
    )
    followed, ended, fresh = [], [], []
    for row in rows.order_by("pk"):
        due = wanted.pop((row.kind, row.subject), None)
        if due is None or due.due_on != row.due_on:
            ended.append(_end(row, due, now=now))
            fresh += [due] if due else []
        elif _follow(row, due):
            followed.append(row)
    Deadline.objects.bulk_update(followed, [name.removesuffix("_id") for name in FOLLOWED], batch_size=AT_ONCE)
    # Ended before their successors open: one duty has one open deadline.
    Deadline.objects.bulk_update(ended, [name.removesuffix("_id") for name in ENDED], batch_size=AT_ONCE)
    fresh = _not_let_go([*fresh, *wanted.values()])
    Deadline.objects.bulk_create((_opened(due, today) for due in fresh), batch_size=AT_ONCE)
    return len(followed) + len(ended) + len(fresh)


def _wanted(duties: Iterable[Duty], ids: Sequence[int], *, today: dt.date) -> dict[Key, Due]:
    settings = values_on(today)
    return {
        (due.kind, due.subject): due
        for duty in duties
        for facts in duty.gather(ids)
        for due in duty.due(facts, settings, today)
    }


def _follow(row: Deadline, due: Due) -> bool:
    """Take over what may change without ending the deadline; whether anything did."""
    moved = [name for name in FOLLOWED if getattr(row, name) != getattr(due, name)]
    for name in moved:
        setattr(row, name, getattr(due, name))
    return bool(moved)


def _end(row: Deadline, due: Due | None, *, now: dt.datetime) -> Deadline:
    """Met where the duty has been done since this deadline opened; else superseded by other facts."""
    done_on = due.done_on if due else None
    is_met = done_on is not None and (row.last_done_on is None or done_on > row.last_done_on)
    row.state = DeadlineState.MET if is_met else DeadlineState.SUPERSEDED
    row.ended_at = now
    row.ended_by_id = current_actor().person_id
    return row


def _not_let_go(dues: Iterable[Due]) -> list[Due]:
    """Those that open: what was waived stays let go until the facts give another day."""
    open_ones = {(due.kind, due.subject, due.due_on): due for due in dues if due.due_on}
    waived = Deadline.objects.filter(
        state=DeadlineState.WAIVED,
        kind__in={kind for kind, _, _ in open_ones},
        subject__in={subject for _, subject, _ in open_ones},
    )
    for key in waived.values_list("kind", "subject", "due_on"):
        open_ones.pop(key, None)
    return list(open_ones.values())


def _opened(due: Due, today: dt.date) -> Deadline:
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
        last_done_on=due.done_on,
    )


@transaction.atomic
def waive_deadline(*, by: Officer, deadline: Deadline, reason: str, now: dt.datetime) -> Deadline:
    """Let a deadline go, with a reason. Refuses the owner's own, one that has ended, and one that has another way."""
    _lock_cases([deadline.case_id] if deadline.case_id else [])
    held = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    require(by, "deadline.waive", held)
    if held.state != DeadlineState.OPEN:
        raise Conflict("This deadline has ended already; nothing is left to waive.")
    if is_no_reason(reason):
        raise Conflict("Say why the deadline is waived.")
    held.state, held.ended_at, held.ended_by, held.ended_reason = DeadlineState.WAIVED, now, by, reason.strip()
    held.save(update_fields=["state", "ended_at", "ended_by", "ended_reason"])
    return held
