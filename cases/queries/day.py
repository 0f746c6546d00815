"""An officer's day: what is late, what is due within a week, and which cases they had open last."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from cases.models import Case
from cases.queries.case import DueLine, due_line, risk_rank
from cases.states import ACTIVE_STATUSES
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.models import Look
from mosovo.audit.states import LookKind
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.rules import SOON_DAYS
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer

MOST_DUE = 200
MOST_ALERTS = 10
MOST_RECENT = 6
# One look may be at a case just seen; so many are read to find that many different ones.
LOOKS_READ = 60


@dataclass(frozen=True)
class Day:
    """Deadlines are in order of risk, then date. more_due: how many of those due are not among them."""

    overdue: list[DueLine]
    soon: list[DueLine]
    more_due: int
    alerts: list[Notification]
    cases: int
    recent: list[Case]

    def case_ids(self) -> set[int]:
        """Every case that is named."""
        due = {line.deadline.case_id for line in chain(self.overdue, self.soon) if line.deadline.case_id}
        return due | {case.pk for case in self.recent}


def my_day(person: Officer, *, today: dt.date) -> Day:
    """The day of ``person``; six queries whatever is due."""
    due = visible(person, Deadline).filter(
        owner=person, state=DeadlineState.OPEN, due_on__lte=today + dt.timedelta(days=SOON_DAYS)
    )
    in_order = due.select_related("case__nominal").order_by(risk_rank("case__"), "due_on", "pk")
    lines = [due_line(deadline, today=today) for deadline in in_order[:MOST_DUE]]
    unread = visible(person, Notification).filter(read_at__isnull=True)
    return Day(
        overdue=[line for line in lines if line.state == "overdue"],
        soon=[line for line in lines if line.state != "overdue"],
        more_due=due.count() - MOST_DUE if len(lines) == MOST_DUE else 0,
        alerts=list(unread[:MOST_ALERTS]),
        cases=visible(person, Case).filter(officer=person, status__in=ACTIVE_STATUSES).count(),
        recent=recent_cases(person),
    )


def recent_cases(person: Officer) -> list[Case]:
    """The cases whose pages the person opened last, the latest first."""
    looks = Look.objects.filter(person_id=person.pk, kind=LookKind.PAGE, compartment=Compartment.CASE)
    seen = looks.order_by("-at").values_list("case_ids", flat=True)[:LOOKS_READ]
    ids = list(dict.fromkeys(chain.from_iterable(seen)))[:MOST_RECENT]
    found = visible(person, Case).select_related("nominal").in_bulk(ids)
    return [found[number] for number in ids if number in found]
