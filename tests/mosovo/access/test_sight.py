"""The two layers, each by itself: the application's condition, and row security with that condition left out."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Case, ConfidentialEntry, Nominal, SensitiveEntry
from mosovo.access.actions import open_restricted_part
from mosovo.access.models import Exclusion
from mosovo.access.sight import excluded_from, is_excluded, visible
from mosovo.access.states import Compartment, OpeningReason
from mosovo.identity import acting_as, seal
from mosovo.staff.models import Unit
from tests.factories.cases import CaseFactory, ConfidentialEntryFactory, SensitiveEntryFactory
from tests.people import People

pytestmark = pytest.mark.django_db

SEES_CASE = {"offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"}
SEES_FLAG = SEES_CASE | {
    "other_unit_officer",
    "other_unit_supervisor",
    "superintendent",
    "control_room",
    "intelligence",
}


def seen_by_application(people: People, model: type) -> set[str]:
    """Who is shown the row by ``visible`` alone, run as the owner whom row security does not bind."""
    return {name for name, person in people.items() if visible(person, model).exists()}


def seen_by_database(people: People, model: type) -> set[str]:
    """Who is shown the row by row security alone."""
    found = set()
    for name, person in people.items():
        with acting_as(person):
            if model.objects.exists():
                found.add(name)
    return found


@pytest.mark.parametrize("layer", [seen_by_application, seen_by_database])
def test_case_file_is_seen_by_its_unit_alone(layer, people: People, case: Case) -> None:
    assert layer(people, Case) == SEES_CASE


@pytest.mark.parametrize("layer", [seen_by_application, seen_by_database])
def test_nominal_is_seen_by_all_who_see_flags(layer, people: People, case: Case) -> None:
    assert layer(people, Nominal) == SEES_FLAG


@pytest.mark.parametrize("layer", [seen_by_application, seen_by_database])
def test_locked_case_is_seen_by_those_named_on_it(layer, people: People, case: Case) -> None:
    case.locked = True
    case.save(update_fields=["locked"])
    assert layer(people, Case) == {"offender_manager"}


@pytest.mark.parametrize("layer", [seen_by_application, seen_by_database])
def test_exclusion_beats_every_grant(layer, people: People, case: Case) -> None:
    Exclusion.objects.create(case=case, officer=people.offender_manager, reason="Neighbour", made_by=people.supervisor)
    assert "offender_manager" not in layer(people, Case) | layer(people, Nominal)


@pytest.mark.parametrize("layer", [seen_by_application, seen_by_database])
@pytest.mark.parametrize(
    ("model", "factory", "compartment", "may"),
    [
        (
            SensitiveEntry,
            SensitiveEntryFactory,
            Compartment.SENSITIVE,
            {"offender_manager", "supervisor", "unit_manager"},
        ),
        (
            ConfidentialEntry,
            ConfidentialEntryFactory,
            Compartment.CONFIDENTIAL,
            {"offender_manager", "supervisor", "unit_manager"},
        ),
    ],
)
def test_restricted_part_is_seen_only_once_opened(
    layer, model, factory, compartment, may, people: People, case: Case
) -> None:
    factory(case=case)
    assert layer(people, model) == set()
    for person in people.everybody():
        open_restricted_part(
            by=person,
            case=case,
            compartment=compartment,
            reason=OpeningReason.VISIT,
            sentence="Preparing for the visit of today",
            now=timezone.now() - dt.timedelta(seconds=1),
        )
    assert layer(people, model) == may


def test_an_exclusion_is_of_one_person_and_one_case(people: People, case: Case, unit: Unit) -> None:
    other = CaseFactory(unit=unit)
    Exclusion.objects.create(case=case, officer=people.supervisor, reason="Neighbour", made_by=people.unit_manager)
    assert is_excluded(people.supervisor, case)
    assert not is_excluded(people.supervisor, other)
    assert not is_excluded(people.offender_manager, case)
    assert (list(excluded_from(case)), list(excluded_from(other))) == ([people.supervisor.pk], [])


@pytest.mark.parametrize("identity", ["", "abc", "1 or 1=1", "99999999999999999999"])
def test_forged_identity_sees_nothing(identity: str, people: People, case: Case) -> None:
    with acting_as(people.stranger):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.uid', %s, true)", [identity])
        assert not Case.objects.exists()


def test_identity_of_an_earlier_transaction_sees_nothing(people: People, case: Case) -> None:
    with acting_as(people.offender_manager):
        assert Case.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            earlier = seal(people.offender_manager.pk, *cursor.fetchone(), "2020-01-01 00:00:00+00")
            cursor.execute("SELECT set_config('app.seal', %s, true)", [earlier])
        assert not Case.objects.exists()
