"""The flag: seen by every police user, and nothing of any other compartment on it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from cases.models import Address, Alias, Case, Flag
from cases.queries.flag import age_on
from mosovo.access.models import Exclusion
from mosovo.access.sight import visible
from mosovo.audit.models import Look
from tests.factories.cases import ConfidentialEntryFactory, FlagFactory, SensitiveEntryFactory
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

SEES_FLAG = {
    "offender_manager",
    "same_unit_colleague",
    "other_unit_officer",
    "supervisor",
    "other_unit_supervisor",
    "unit_manager",
    "superintendent",
    "control_room",
    "intelligence",
    "lapsed_vetting_officer",
}


@pytest.fixture
def flag(case: Case, people: People) -> Flag:
    made: Flag = FlagFactory(
        nominal=case.nominal,
        risk_factors="Invented risk factors.",
        conditions="Invented conditions.",
        people_at_risk="Invented people at risk.",
        approach="Invented approach.",
        call_officer=people.offender_manager,
        call_unit=case.unit,
        reviewed_on=dt.date(2026, 2, 3),
    )
    Alias.objects.create(nominal=case.nominal, name="Invented Alias")
    Address.objects.create(nominal=case.nominal, lines="1 Invented Street", postcode="ZZ1 1ZZ")
    Address.objects.create(nominal=case.nominal, lines="2 Old Street", until_on=dt.date(2020, 1, 1))
    return made


def url(case: Case) -> str:
    return reverse("flag", args=[case.reference])


def test_flag_is_seen_by_police_users_alone(people: People, case: Case, flag: Flag) -> None:
    assert answers(people, url(case)) == refused_but(people, **dict.fromkeys(SEES_FLAG, 200))


def test_everything_for_the_doorstep_is_on_it(people: People, case: Case, flag: Flag) -> None:
    page = signed_in(people.control_room).get(url(case)).content.decode()
    for text in (
        case.nominal.full_name,
        "Invented Alias",
        "1 Invented Street ZZ1 1ZZ",
        flag.warning,
        flag.method,
        flag.risk_factors,
        flag.conditions,
        flag.people_at_risk,
        flag.approach,
        people.offender_manager.full_name,
        case.unit.name,
        case.unit.phone,
        "3 February 2026",
    ):
        assert text in page
    assert "2 Old Street" not in page


def test_nothing_of_another_compartment_is_on_it(people: People, case: Case, flag: Flag) -> None:
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    page = signed_in(people.control_room).get(url(case)).content.decode()
    assert "canary" not in page
    assert "Open the case file" not in page
    assert "Level 1" not in page
    assert "Category" not in page


def test_person_without_a_flag_is_shown_as_unknown(people: People, case: Case) -> None:
    page = signed_in(people.control_room).get(url(case)).content.decode()
    assert "no flag has been written" in page


def test_looking_is_written_down(people: People, case: Case, flag: Flag) -> None:
    signed_in(people.control_room).get(url(case))
    look = Look.objects.get()
    assert (look.person_id, look.case_ids, look.compartment) == (people.control_room.pk, [case.pk], "operational")


def test_excluded_person_does_not_see_it(people: People, case: Case, flag: Flag) -> None:
    Exclusion.objects.create(case=case, officer=people.control_room, reason="Brother", made_by=people.supervisor)
    assert signed_in(people.control_room).get(url(case)).status_code == 404


def test_unknown_reference_is_not_found(people: People) -> None:
    assert signed_in(people.control_room).get(reverse("flag", args=["N9999999"])).status_code == 404


def test_nobody_sees_no_flag(case: Case, flag: Flag) -> None:
    assert not visible(AnonymousUser(), Flag).exists()


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (None, None),
        (dt.date(2000, 3, 1), 25),
        (dt.date(2000, 2, 28), 26),
        (dt.date(2000, 2, 29), 25),
    ],
)
def test_age_counts_whole_years(born: dt.date | None, years: int | None) -> None:
    assert age_on(born, dt.date(2026, 2, 28)) == years
