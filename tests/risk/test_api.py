"""Assessments and risk levels through the API."""

import uuid
from typing import Any

import pytest

from cases.models import Case
from risk.models import LevelDecision, StaticAssessment
from risk.rules import inputs_of
from tests.api import api_answers, api_refused_but, program
from tests.people import People
from tests.risk.srp.people import COMPLETE

pytestmark = pytest.mark.django_db

REFUSED = dict.fromkeys(("same_unit_colleague", "lapsed_vetting_officer"), 403)
WRITES = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 201)
READS = dict.fromkeys((*REFUSED, *WRITES), 200)
REASONS = "Invented reasons that say what is known, from where, and why it comes to this level."


def test_level_is_set_by_those_who_may_change_the_case(people: People, case: Case) -> None:
    body = {"case": case.reference, "level": "high", "reasons": REASONS, "seen": None}
    found = api_answers(people, "risk-levels/", **body)
    # Who comes second has not seen the level that the first has set.
    assert found == api_refused_but(people, **REFUSED, **WRITES | {"supervisor": 409, "unit_manager": 409})
    case.refresh_from_db()
    assert case.risk_level == "high"
    assert LevelDecision.objects.count() == 1


def test_level_is_read_by_those_who_see_the_case(people: People, case: Case) -> None:
    made = program(people.offender_manager).post(
        "risk-levels/", case=case.reference, level="low", reasons=REASONS, seen=None
    )
    assert api_answers(people, f"risk-levels/{made.json()['id']}/") == api_refused_but(people, **READS)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"level": "extreme"}, 400),
        ({"seen": 0}, 400),
        ({"seen": 10**30}, 400),
        ({"reasons": "short"}, 409),
        ({"assessment": str(uuid.uuid4())}, 404),
        ({"case": "N9999999"}, 404),
    ],
)
def test_bad_level_is_refused(people: People, case: Case, change: dict[str, Any], status: int) -> None:
    body = {"case": case.reference, "level": "high", "reasons": REASONS, "seen": None} | change
    assert program(people.offender_manager).post("risk-levels/", **body).status_code == status
    assert not LevelDecision.objects.exists()


def test_answers_are_scored_and_kept_by_those_who_may_change_the_case(people: People, case: Case) -> None:
    body = {"case": case.reference, "reference": str(uuid.uuid4()), "inputs": inputs_of(COMPLETE)}
    assert api_answers(people, "static-assessments/", **body) == api_refused_but(people, **REFUSED, **WRITES)
    kept = StaticAssessment.objects.get()
    assert (kept.assessed_by, kept.inputs) == (people.offender_manager, inputs_of(COMPLETE))
    path = f"static-assessments/{kept.reference}/"
    assert api_answers(people, path) == api_refused_but(people, **READS)
    assert program(people.supervisor).get(path).json()["dc_band"] == kept.dc_band


def test_faults_in_the_answers_are_named_by_their_published_names(people: People, case: Case) -> None:
    answer = program(people.offender_manager).post(
        "static-assessments/", case=case.reference, inputs={"dateOfBirth": "soon", "gender": 7}
    )
    assert answer.status_code == 400
    assert "dateOfBirth" in answer.json()["fields"]
    assert not StaticAssessment.objects.exists()


def test_what_is_missing_is_named_field_by_field(people: People, case: Case) -> None:
    answer = program(people.offender_manager).post("static-assessments/", case=case.reference, inputs={})
    assert answer.status_code == 400
    assert {"gender", "dateOfBirth", "hasEverCommittedSexualOffence"} <= set(answer.json()["fields"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"dateOfBrith": "1980-02-28"}, "dateOfBrith"),
        ({"dateOfBirth": "2300-01-01"}, "dateOfBirth"),
        ({"assessmentDate": "2300-01-01"}, "assessmentDate"),
        ({"totalNumberOfSanctionsForAllOffences": 0}, "totalNumberOfSanctionsForAllOffences"),
    ],
)
def test_fault_of_an_assessment_is_given_at_its_field(
    people: People, case: Case, change: dict[str, Any], field: str
) -> None:
    answer = program(people.offender_manager).post(
        "static-assessments/", case=case.reference, inputs=inputs_of(COMPLETE) | change
    )
    assert answer.status_code == 400
    assert field in answer.json()["fields"]
    assert not StaticAssessment.objects.exists()


def test_field_of_another_predictor_stops_nothing(people: People, case: Case) -> None:
    inputs = inputs_of(COMPLETE) | {"temperControl": 1}
    answer = program(people.offender_manager).post("static-assessments/", case=case.reference, inputs=inputs)
    assert answer.status_code == 201
