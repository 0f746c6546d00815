"""What the attacks walk on: people with roles and people with rights at random, and every kind of record of every case.

Some cases are locked, some have people who must never see them, and each text of each says a word of its own.
"""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone

from cases import models as case_models
from cases.actions.names import refresh_name_tokens
from cases.models import Case
from cases.states import Category, DisclosureAnswer, OrderKind
from mosovo.access.models import CaseGrant, CaseLock, EmergencyAccess, Exclusion
from mosovo.diary.models import Deadline
from mosovo.staff.models import Officer
from sharing.models import DisclosureRequest
from tests.attack.canaries import Aviary, plant
from tests.attack.force import RandomForce
from tests.factories.cases import NOON, AgencyFactory, CaseFactory
from tests.factories.media_comms import EnquiryCaseFactory
from tests.factories.risk import StaticAssessmentFactory
from tests.factories.sharing import DisclosureDecisionFactory
from tests.factories.staff import UnitFactory
from tests.house.world import World, make_world
from tests.people import People, allocate, make_people


@dataclass(frozen=True)
class Ground:
    """askers: everybody who attacks; world: how the addresses that are of no case are filled."""

    askers: list[Officer]
    cases: list[Case]
    world: World
    people: People
    aviary: Aviary


def make_ground(*, cases: int, people: int, changes: int) -> Ground:
    """A force of so many cases, as many people with rights at random, and one of each kind with their roles."""
    unit, other = UnitFactory(), UnitFactory()
    named = make_people(unit, other)
    of_world = CaseFactory(unit=unit)
    allocate(of_world, named.offender_manager)
    # A right given later than the transaction began is not yet one for the database.
    CaseGrant.objects.update(valid_from=timezone.now() - dt.timedelta(days=1))
    world = make_world(named, of_world)
    force = RandomForce(random.Random(5), timezone.now(), units=3, cases=cases, people=people)  # noqa: S311 # the same
    for own, before in zip((unit, other), list(force.units), strict=False):
        Case.objects.filter(unit=before).update(unit=own)
        force.units[force.units.index(before)] = own
    force.change(changes)
    for _ in range(people * 3):
        force.role()
    Officer.objects.filter(pk__in=[person.pk for person in named.everybody()]).update(is_active=True)
    for case in Case.objects.all():
        one_of_everything(case, named)
    aviary = plant(timezone.localdate())
    refresh_name_tokens(list(case_models.Nominal.objects.all()))
    everybody = list(Officer.objects.filter(pk__in=[p.pk for p in [*force.people, *named.everybody()]]).order_by("pk"))
    return Ground(everybody, list(Case.objects.order_by("pk")), world, named, aviary)


def one_of_everything(case: Case, people: People) -> None:
    """A row of every kind that a case may have, where it has none yet."""
    manager, today, now = people.offender_manager, timezone.localdate(), timezone.now()
    agency = AgencyFactory()
    of_case: dict[type[Model], dict[str, Any]] = {
        case_models.CategoryPeriod: {"category": Category.MAPPA_1, "from_on": today, "grounds": "Invented"},
        case_models.LevelPeriod: {"level": 2, "lead_agency": agency, "from_on": today, "reason": "Invented"},
        case_models.Allocation: {"officer": manager, "from_on": today, "until_on": today, "reason": "Invented"},
        case_models.CapException: {
            "officer": manager, "reason": "Invented", "figures": "5 of 4", "from_on": today, "ends_on": today,
            "made_by": people.supervisor, "made_at": NOON,
        },
        case_models.Conviction: {"convicted_on": today, "offence": "Invented", "offence_code": "x", "disposal": "x"},
        case_models.Order: {"kind": OrderKind.values[0], "terms": "Invented", "from_on": today},
        case_models.Licence: {"conditions": "Invented", "from_on": today},
        case_models.StatusChange: {"status": "custody", "on": today, "reason": "Invented"},
        case_models.Contact: {
            "at": NOON, "with_whom": "Somebody", "text": "Invented", "recorded_by": manager, "recorded_at": NOON,
        },
        case_models.Document: {
            "title": "Invented", "content": b"%PDF-1.7", "size": 8, "sha256": "0" * 64, "made_at": NOON,
            "made_by": manager,
        },
        case_models.CaseFile: {
            "part": "case", "title": "Invented", "name": "invented.txt", "kind": "txt", "size": 8, "sha256": "0" * 64,
            "added_by": manager, "added_at": NOON,
        },
        case_models.Meeting: {
            "level": 2, "held_at": now - dt.timedelta(minutes=1), "place": "x", "chair": people.chair
        },
        DisclosureRequest: {
            "proposal": "x", "to_whom": "x", "put_by": manager, "put_to": people.superintendent, "put_at": NOON
        },
        Deadline: {
            "kind": "invented", "subject": f"case:{case.pk}", "owner": manager, "unit": case.unit, "title": "x",
            "why": "x", "basis": "x", "due_on": today, "opened_on": today,
        },
        EmergencyAccess: {
            "officer": people.other_unit_officer, "unit": people.other_unit_officer.unit, "compartment": "case",
            "reason": "child", "sentence": "x", "opened_at": now, "until": now,
        },
    }  # fmt: skip
    for model, facts in of_case.items():
        _unless_there(model, {"case": case}, facts)
    _unless_there(case_models.Alias, {"nominal": case.nominal}, {"name": "Invented Other"})
    _unless_there(case_models.Address, {"nominal": case.nominal}, {"lines": "1 Invented Street"})
    if not case.static_assessments.exists():
        StaticAssessmentFactory(case=case, assessed_by=manager, warnings=["x"])
    _of_meeting(case_models.Meeting.objects.filter(case=case).first(), people)
    request = DisclosureRequest.objects.filter(case=case).first()
    if not hasattr(request, "decision"):
        DisclosureDecisionFactory(request=request, decided_by=people.superintendent)
    EnquiryCaseFactory(case=case, enquiry__unit=case.unit, linked_by=manager)
    if case.pk % 4 == 0:
        _unless_there(CaseLock, {"case": case}, {"reason": "x", "made_by": people.supervisor, "made_at": now})
    if not Exclusion.objects.filter(case=case).exists():
        Exclusion.objects.create(case=case, officer=people.lapsed_vetting_officer, reason="x", made_by=manager)


def _of_meeting(meeting: Any, people: People) -> None:
    agency, of_meeting = AgencyFactory(), {"meeting": meeting}
    document = case_models.Document.objects.filter(case=meeting.case).first()
    decision = {
        "outcome": DisclosureAnswer.values[0], "reasons": "x", "answers": {"x": "x"}, "to_whom": "x",
        "decided_by": people.chair, "decided_rank": "inspector", "authority": "Chair", "decided_at": NOON,
    }  # fmt: skip
    action = {"text": "x", "agency": agency, "owner_name": "x", "due_on": timezone.localdate()}
    _unless_there(case_models.Attendance, of_meeting, {"agency": agency, "name": "Somebody"})
    _unless_there(case_models.MeetingAction, of_meeting, action)
    _unless_there(case_models.MeetingDecision, of_meeting, decision)
    _unless_there(case_models.Minutes, of_meeting, {"document": document, "made_at": NOON})


def _unless_there(model: type[Model], about: dict[str, Any], facts: dict[str, Any]) -> None:
    if not model._default_manager.filter(**about).exists():
        model._default_manager.create(**about, **facts)
