"""The nightly sweep: what time alone made due, late, or somebody else's concern.

In batches, each a transaction of its own, so that nobody waits long for a case and a sweep that is cut off keeps what
it had done. Sweeping twice, or two sweeps at once, changes nothing the second time.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from mosovo.access.protection import case_model
from mosovo.access.sight import visible
from mosovo.days import in_words
from mosovo.diary.actions.deadlines import refresh_cases, refresh_officers
from mosovo.diary.actions.notifications import Line, tell
from mosovo.diary.duties import Duty, reminding, swept
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.rules import reminder_step
from mosovo.diary.states import DeadlineState, Escalation
from mosovo.force_settings.queries import values_on
from mosovo.identity import acting_as_system
from mosovo.staff.actions import drop_old_drafts
from mosovo.staff.models import Officer, Unit
from mosovo.staff.queries import chains

BATCH = 500
REASON = "nightly sweep: what has come due, is late, or must be told"
Work = Callable[[Sequence[int]], int]


@dataclass(frozen=True)
class Swept:
    """What one sweep did. changed: deadlines opened, ended or brought up to date; told: lines in the application."""

    cases: int
    officers: int
    changed: int
    to_supervisors: int
    to_managers: int
    told: int


def sweep(*, now: dt.datetime, today: dt.date) -> Swept:
    """Bring the diary of every active case and officer up to ``today``, pass on what is overdue, and tell people."""
    with acting_as_system("sweep", reason=REASON):
        drop_old_drafts(now=now)
        settings = values_on(today)
    cases = _with_open_deadlines("case")
    officers = _with_open_deadlines("officer")
    changed = _in_batches(cases, lambda ids: refresh_cases(ids, now=now, today=today))
    changed += _in_batches(officers, lambda ids: refresh_officers(ids, now=now, today=today))
    told = sum(_remind(duty, now=now, today=today) for duty in reminding())
    told += _tell_owners(now=now, today=today)
    passed_on = {}
    for level, key in (
        (Escalation.SUPERVISOR, "escalate_days_supervisor"),
        (Escalation.MANAGER, "escalate_days_manager"),
    ):
        late_since = today - dt.timedelta(days=int(settings[key]))
        passed_on[level], lines = _escalate(level, late_since, now=now, today=today)
        told += lines
    return Swept(
        cases=len(cases),
        officers=len(officers),
        changed=changed,
        to_supervisors=passed_on[Escalation.SUPERVISOR],
        to_managers=passed_on[Escalation.MANAGER],
        told=told,
    )


def _with_open_deadlines(about: str) -> list[int]:
    """Those with a diary today, and those that still have an open deadline from before."""
    with acting_as_system("sweep", reason=REASON):
        held = Deadline.objects.filter(state=DeadlineState.OPEN, **{f"{about}__isnull": False})
        ids = set(swept(about).values_list("pk", flat=True)) | set(held.values_list(about, flat=True).distinct())
    return sorted(ids)


def _in_batches(ids: Sequence[int], work: Work) -> int:
    done = 0
    for start in range(0, len(ids), BATCH):
        with acting_as_system("sweep", reason=REASON):
            done += work(ids[start : start + BATCH])
    return done


def _remind(duty: Duty, *, now: dt.datetime, today: dt.date) -> int:
    """Remind the owner and the unit's supervisors of what is due soon, once at each step."""
    until = today + dt.timedelta(days=max(duty.remind_days))
    rows = Deadline.objects.filter(state=DeadlineState.OPEN, kind=duty.kind, due_on__range=(today, until))

    def work(ids: Sequence[int]) -> int:
        due = _told_of(Deadline.objects.filter(pk__in=ids))
        above = chains((deadline.unit_id for deadline in due), today=today)
        lines = []
        for deadline in due:
            step = reminder_step((deadline.due_on - today).days, duty.remind_days)
            people = {deadline.owner_id, *(above[deadline.unit_id].supervisors if deadline.unit_id else ())}
            text = f"{_subject(deadline)}: due on {in_words(deadline.due_on)}."
            lines += [
                Line(to_id, f"remind:{deadline.pk}:{step}", text, deadline.url, deadline.pk)
                for to_id in people
                if to_id and step
            ]
        return tell(_in_sight(lines), now=now)

    return _in_batches(_numbers(rows), work)


def _tell_owners(*, now: dt.datetime, today: dt.date) -> int:
    """Tell each owner once of each deadline that has passed."""
    key = Concat(Value("overdue:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    told = Notification.objects.filter(to=OuterRef("owner"), key=key)
    rows = Deadline.objects.filter(~Exists(told), state=DeadlineState.OPEN, due_on__lt=today, owner__isnull=False)

    def work(ids: Sequence[int]) -> int:
        lines = [
            Line(
                deadline.owner_id or 0,
                f"overdue:{deadline.pk}",
                f"{_subject(deadline)}: was due on {in_words(deadline.due_on)}.",
                deadline.url,
                deadline.pk,
            )
            for deadline in _told_of(Deadline.objects.filter(pk__in=ids))
        ]
        return tell(_in_sight(lines), now=now)

    return _in_batches(_numbers(rows), work)


def _escalate(level: Escalation, late_since: dt.date, *, now: dt.datetime, today: dt.date) -> tuple[int, int]:
    """Pass on what was due on ``late_since`` or before; how many deadlines, and how many people were told of them."""
    rows = Deadline.objects.filter(state=DeadlineState.OPEN, escalation__lt=level, due_on__lte=late_since)
    told = 0

    def work(ids: Sequence[int]) -> int:
        nonlocal told
        # Asked again under the lock: another sweep may have passed them on, or their owner ended them.
        held = rows.filter(pk__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk")
        units = dict(held.values_list("pk", "unit"))
        Deadline.objects.filter(pk__in=units).update(escalation=level)
        told += _tell_those_above(level, {unit for unit in units.values() if unit}, now=now, today=today)
        return len(units)

    return _in_batches(_numbers(rows), work), told


def _tell_those_above(level: Escalation, units: Iterable[int], *, now: dt.datetime, today: dt.date) -> int:
    """One line a day, unit and level, not one for each deadline: the page it leads to lists them."""
    names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
    role = "supervisor" if level is Escalation.SUPERVISOR else "unit manager"
    lines = [
        Line(
            to_id,
            f"passed_on:{level}:{unit_id}:{today}",
            f"{names[unit_id]}: overdue work has come to you as {role}.",
            f"{reverse('deadline-list')}?age=overdue",
        )
        for unit_id, above in chains(names, today=today).items()
        for to_id in (above.supervisors if level is Escalation.SUPERVISOR else above.managers)
    ]
    return tell(lines, now=now)


def _numbers(rows: QuerySet[Any]) -> list[int]:
    with acting_as_system("sweep", reason=REASON):
        return list(rows.order_by("pk").values_list("pk", flat=True))


def _in_sight(lines: Sequence[Line]) -> list[Line]:
    """Those whose reader sees the deadline today: who owns one may have lost the right to it meanwhile."""
    told_of: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        told_of[line.to_id].add(line.deadline_id or 0)
    people = Officer.objects.in_bulk(told_of)
    seen = {
        (to_id, deadline_id)
        for to_id, ids in told_of.items()
        for deadline_id in visible(people[to_id], Deadline).filter(pk__in=ids).values_list("pk", flat=True)
    }
    return [line for line in lines if (line.to_id, line.deadline_id) in seen]


def _told_of(rows: QuerySet[Deadline]) -> list[Deadline]:
    """The deadlines with the reference of their case: nobody is named in a line that may go further."""
    reference = case_model()._default_manager.filter(pk=OuterRef("case")).values("nominal__reference")
    return list(rows.annotate(reference=reference[:1]).order_by("pk"))


def _subject(deadline: Deadline) -> str:
    reference = getattr(deadline, "reference", None)
    return f"{reference}, {deadline.title[:1].lower()}{deadline.title[1:]}" if reference else deadline.title
