"""Writing the made-up force: its people first, then the persons they manage, a batch in a transaction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from random import Random

from django.db import connection
from django.db.models import Max, Model
from django.db.models.functions import Substr

from cases import models
from cases.actions.names import refresh_name_tokens
from cases.synthetic import convictions, encounters, few, files, management, meetings, nominals, restricted
from cases.synthetic.caseloads import Caseload, UnitShare, share_out
from cases.synthetic.force import split_officers
from cases.synthetic.parts import Part, added_parts
from cases.synthetic.people import Facts, deal_people
from cases.synthetic.staff import sign_up_headquarters, sign_up_units
from cases.synthetic.subject import Cast, Subject
from mosovo.access.models import CaseGrant, CaseLock, Exclusion
from mosovo.diary.actions import refresh_cases, refresh_officers
from mosovo.errors import Conflict
from mosovo.identity import acting_as_system

# History rows of one transaction share one context row, which each of them touches: a large batch is slow.
BATCH = 250
ROWS = 2000
SAID_EVERY = 1000
Say = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to make. add: beside the cases that are there already."""

    offenders: int
    officers: int
    units: int
    seed: int
    add: bool = False


@dataclass(frozen=True)
class Made:
    """What was made: numbers of cases, of people, of deadlines."""

    cases: int
    people: int
    deadlines: int


def seed_force(order: Order, *, now: dt.datetime, today: dt.date, say: Say = print) -> Made:
    """Make a force and the people it manages; the same order on the same day makes the same.

    Conflict where cases are there and the order does not say to add, or where the numbers make no force. Each batch is
    a transaction of its own.
    """
    _refuse_nonsense(order)
    with _acting("the people of the force"):
        if models.Case.objects.exists() and not order.add:
            raise Conflict("This database holds cases already. Say --add to put made-up ones beside them.")
        first = _next_number()
        cast = _cast(order, now=now, today=today)
    say(f"{order.units} units and their people signed up")
    rng = Random(f"people {order.seed}")
    people = deal_people(rng, total=order.offenders, first=first, today=today)
    shares = share_out(rng, people, [len(staff.officers) for staff in cast.units])
    subjects = _subjects(order.seed, cast, shares, now=now, today=today)
    deadlines = written = 0
    # A batch at a time: a hundred thousand people at once would not fit into memory.
    while batch := list(islice(subjects, BATCH)):
        deadlines += _write(batch, now=now, today=today)
        written += len(batch)
        if written % SAID_EVERY == 0:
            say(f"{written} of {order.offenders} cases")
    with _acting("deadlines about officers"):
        staff = [one for unit in cast.units for one in (*unit.officers, *unit.supervisors, unit.manager)]
        deadlines += refresh_officers([one.pk for one in staff], now=now, today=today)
    return Made(written, len(staff), deadlines)


def _cast(order: Order, *, now: dt.datetime, today: dt.date) -> Cast:
    rng = Random(f"force {order.seed}")
    superintendent, chair = sign_up_headquarters(rng, now=now, today=today)
    units = sign_up_units(rng, split_officers(order.officers, order.units), now=now, today=today)
    return Cast(units, superintendent, chair, {agency.code: agency for agency in models.Agency.objects.all()})


def _refuse_nonsense(order: Order) -> None:
    if min(order.offenders, order.officers, order.units) < 1:
        raise Conflict("A force has at least one unit, one officer and one offender.")
    if order.officers < order.units:
        raise Conflict("There must be at least as many officers as units.")
    if order.offenders > 1_000_000:
        raise Conflict("A million offenders are the most that their made-up numbers can tell apart.")


def _acting(what: str) -> AbstractContextManager[None]:
    return acting_as_system("seed", reason=f"Making up {what}", source="seed")


def _next_number() -> int:
    ours = models.Nominal.objects.filter(reference__regex=r"^N\d{7}$")
    last: str | None = ours.aggregate(last=Max(Substr("reference", 2)))["last"]
    return int(last or 0) + 1


def _subjects(
    seed: int, cast: Cast, shares: Sequence[UnitShare], *, now: dt.datetime, today: dt.date
) -> Iterator[Subject]:
    """Everybody in the order of their numbers within a unit, each with chance of their own."""
    for staff, share in zip(cast.units, shares, strict=True):
        first_place = share.caseloads[0].place
        placed: list[tuple[Facts, Caseload | None]] = [(one, None) for one in (*share.waiting, *share.closed)]
        placed += [(one, caseload) for caseload in share.caseloads for one in caseload.people]
        for facts, caseload in sorted(placed, key=lambda pair: pair[0].number):
            rng = Random(f"{seed} {facts.number}")
            officer = staff.officers[caseload.place - first_place] if caseload else None
            nominal, name = nominals.nominal_of(rng, facts)
            case = management.case_of(facts, nominal=nominal, unit=staff.unit, officer=officer)
            yield Subject(
                facts=facts, rng=rng, now=now, today=today, cast=cast, staff=staff, officer=officer,
                caseload=caseload, nominal=nominal, name=name, case=case,
                sanctions=convictions.sanctions_of(rng, facts),
            )  # fmt: skip


def _write(batch: list[Subject], *, now: dt.datetime, today: dt.date) -> int:
    """Save one batch with its search words and its deadlines; the number of deadlines."""
    with _acting("cases"):
        with connection.cursor() as cursor:
            # Else millions of checks would wait in memory for the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        rows: dict[type[Model], list[Model]] = defaultdict(list)
        parts = [*_own_parts(), *added_parts()]
        for subject in batch:
            for part in parts:
                for row in part.rows(subject):
                    rows[type(row)].append(row)
        models.Nominal.objects.bulk_create([subject.nominal for subject in batch], batch_size=ROWS)
        models.Case.objects.bulk_create([subject.case for subject in batch], batch_size=ROWS)
        for part in parts:
            _save(part, rows)
        if rows:
            raise LookupError(f"parts made rows they did not name: {sorted(model.__name__ for model in rows)}")
        refresh_name_tokens(subject.nominal for subject in batch)
        return refresh_cases([subject.case.pk for subject in batch], now=now, today=today)


def _save(part: Part, rows: dict[type[Model], list[Model]]) -> None:
    mine = [(model, rows.pop(model, [])) for model in part.models]
    for model, objects in mine:
        model._default_manager.bulk_create(objects, batch_size=ROWS)
    if part.finish is not None:
        part.finish(mine[0][1])


def _own_parts() -> list[Part]:
    return [
        Part((models.Alias,), nominals.alias_rows),
        Part((models.Address,), nominals.address_rows),
        Part((models.Flag,), nominals.flag_rows),
        Part((models.CategoryPeriod, models.LevelPeriod), management.case_rows),
        Part((models.Allocation, models.CapException), management.allocation_rows),
        Part((CaseGrant, Exclusion, CaseLock), management.grant_rows()),
        Part((models.Conviction,), convictions.conviction_rows),
        Part((models.Order, models.Licence), convictions.order_rows),
        Part((models.StatusChange,), convictions.status_rows),
        Part((models.Visit,), encounters.visit_rows),
        Part((models.Contact,), encounters.contact_rows),
        Part((models.SensitiveEntry, models.ConfidentialEntry), restricted.restricted_rows),
        Part(
            (models.Meeting, models.Attendance, models.MeetingDecision, models.MeetingAction),
            meetings.meeting_rows,
            finish=meetings.sign_meetings,
        ),
        Part((models.CovertRecord, models.CovertNaming, models.CovertContact, models.CovertReview), few.covert_rows),
        Part(
            (models.Informant, models.InformantVersion, models.InformantInformation, models.InformantReferral),
            few.informant_rows,
        ),
        Part((models.CaseFile, models.FileContent), files.file_rows, finish=files.decide_files),
    ]
