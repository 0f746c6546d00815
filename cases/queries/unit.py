"""A unit's work on one page: loads against the cap, what is late, vetting, exceptions, and cases with nobody."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max, Q, QuerySet, Value, When

from cases.models import CapException, Case
from cases.queries.allocation import holders
from cases.queries.caseload import Load, loads
from cases.queries.files import count_waiting
from cases.rules.caseload import Caseload, is_over, percent, share_in_words
from cases.states import ACTIVE_STATUSES, RiskLevel
from mosovo.access.sight import visible
from mosovo.diary.models import Deadline
from mosovo.diary.queries import AGES
from mosovo.diary.states import DeadlineState
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer, Unit
from mosovo.staff.rules import VettingStanding, vetting_standing
from mosovo.working_days import working_days_between

# The first of those who wait; the list of cases has them all.
MOST = 10


@dataclass(frozen=True)
class Late:
    """How much of somebody's work is overdue, by how long."""

    week: int = 0
    month: int = 0
    longer: int = 0

    @property
    def total(self) -> int:
        return self.week + self.month + self.longer

    @property
    def words(self) -> str:
        """How much by how long, for example "2 up to a week, 1 longer"."""
        parts = ((self.week, "up to a week"), (self.month, "up to 30 days"), (self.longer, "longer"))
        return ", ".join(f"{count} {age}" for count, age in parts if count)


@dataclass(frozen=True)
class OfficerLine:
    """One officer of the unit. unseen: cases that count towards the cap and that the asking person may not open."""

    officer: Officer
    holds_cases: bool
    caseload: Caseload
    percent: int
    share: str
    is_over: bool
    excepted_until: dt.date | None
    unseen: int
    late: Late
    vetting: VettingStanding


@dataclass(frozen=True)
class Waiting:
    """A case with no offender manager, and the working days it has waited for one."""

    case: Case
    days: int


@dataclass(frozen=True)
class UnitPage:
    """Everything on the supervisor's page.

    late: all overdue work of the unit, of those too who hold no cases. waiting_count: all cases without an offender
    manager, of which ``waiting`` are the first.
    """

    cap: int
    officers: list[OfficerLine]
    late: int
    exceptions: list[CapException]
    waiting: list[Waiting]
    waiting_count: int
    in_quarantine: int

    @property
    def over_cap(self) -> int:
        return sum(line.is_over for line in self.officers)

    @property
    def to_renew(self) -> int:
        """How many are not vetted, or soon will not be."""
        return sum(line.vetting.state != "valid" for line in self.officers)


def unit_page(person: Officer, unit: Unit, *, today: dt.date) -> UnitPage:
    """The unit's work as ``person`` may see it; nine queries, however many officers and cases there are."""
    settings = values_on(today)
    cap, least = int(settings["cap_percent"]), str(settings["vetting_level"])
    active = visible(person, Case).filter(unit=unit, status__in=ACTIVE_STATUSES)
    seen = dict(active.order_by().values_list("officer").annotate(Count("pk")))
    holding = set(holders(unit, today=today).values_list("pk", flat=True))
    officers = list(
        Officer.objects.filter(Q(pk__in=holding) | Q(pk__in=[pk for pk in seen if pk])).order_by(
            "family_name", "given_names", "pk"
        )
    )
    figures = loads(officer.pk for officer in officers)
    late = _late(person, unit, today=today)
    lines = [
        _line(
            officer,
            figures[officer.pk],
            late.get(officer.pk, Late()),
            vetting_standing(officer.vetting_level, officer.vetting_expires_on, least=least, today=today),
            cap=cap,
            seen=seen.get(officer.pk, 0),
            holds_cases=officer.pk in holding,
            today=today,
        )
        for officer in officers
    ]
    return UnitPage(
        cap=cap,
        officers=lines,
        late=sum(each.total for each in late.values()),
        exceptions=list(_exceptions(person, officers, today=today)),
        waiting=_waiting(active.filter(officer=None), today=today),
        waiting_count=seen.get(None, 0),
        in_quarantine=count_waiting([unit]),
    )


def _line(
    officer: Officer,
    load: Load,
    late: Late,
    vetting: VettingStanding,
    *,
    cap: int,
    seen: int,
    holds_cases: bool,
    today: dt.date,
) -> OfficerLine:
    return OfficerLine(
        officer=officer,
        holds_cases=holds_cases,
        caseload=load.caseload,
        percent=percent(load.caseload),
        share=share_in_words(load.caseload, cap),
        is_over=is_over(load.caseload, cap),
        excepted_until=load.excepted_until if load.is_excepted(today) else None,
        unseen=load.caseload.total - seen,
        late=late,
        vetting=vetting,
    )


def _late(person: Officer, unit: Unit, *, today: dt.date) -> dict[int | None, Late]:
    """Owner (None: nobody) -> what of the unit's open work is overdue."""
    ages = {name: _age(today, *span) for name, span in AGES.items()}
    rows = visible(person, Deadline).filter(state=DeadlineState.OPEN, due_on__lt=today, unit=unit)
    counted = rows.order_by().values("owner").annotate(**{name: Count("pk", filter=age) for name, age in ages.items()})
    return {owner: Late(*counts) for owner, *counts in counted.values_list("owner", *ages)}


def _age(today: dt.date, least: int, most: int | None) -> Q:
    late = Q(due_on__lte=today - dt.timedelta(days=least))
    return late & Q(due_on__gte=today - dt.timedelta(days=most)) if most else late


def _exceptions(person: Officer, officers: list[Officer], *, today: dt.date) -> QuerySet[CapException]:
    in_force = visible(person, CapException).filter(officer__in=officers, from_on__lte=today, ends_on__gte=today)
    return in_force.select_related("officer", "case__nominal", "made_by").order_by("ends_on", "pk")


def _waiting(rows: QuerySet[Case], *, today: dt.date) -> list[Waiting]:
    """The highest risk first, then the longest wait."""
    places = [When(risk_level=level, then=Value(place)) for place, level in enumerate(RiskLevel)]
    order = models.Case(*places, default=Value(len(RiskLevel)))
    rows = rows.annotate(left_on=Max("allocations__until_on")).select_related("nominal").order_by(order, "opened_on")
    return [
        Waiting(case, working_days_between(case.left_on or case.opened_on, today))  # type: ignore[attr-defined]
        for case in rows[:MOST]
    ]
