"""Who is found by what, and by whom."""

import datetime as dt

import pytest

from cases.actions.names import refresh_name_tokens
from cases.models import Alias, Nominal
from cases.queries.search import Results, search_people
from mosovo.access.models import Exclusion
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory, NominalFactory
from tests.people import People

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 15)
SEEKERS = {
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


def known(given: str, family: str, *aliases: str, **facts: object) -> Nominal:
    nominal: Nominal = NominalFactory(given_names=given, family_name=family, **facts)
    for name in aliases:
        Alias.objects.create(nominal=nominal, name=name)
    refresh_name_tokens([nominal])
    return nominal


def search(person: Officer, text: str) -> Results:
    with acting_as(person):
        return search_people(person, text, today=TODAY)


def found(person: Officer, text: str) -> list[Nominal]:
    return [row.nominal for row in search(person, text).found]


@pytest.mark.parametrize(
    ("on_record", "typed"),
    [
        ("Mohammed", "Mohamed"),
        ("Mohammed", "Muhammad"),
        ("Muhammad", "Mohammed"),
        ("Smith", "Smyth"),
        ("Smyth", "smith"),
        ("O'Brien", "OBrien"),
        ("OBrien", "o'brien"),
        ("O'Brien", "o brien"),
        ("Catherine", "Kathryn"),
        ("Kathryn", "Catherine"),
        ("Müller", "muller"),
        ("Smith-Jones", "jones"),
        ("Macdonald", "Mac Donald"),
        ("Stephen", "Steven"),
        ("Wojciechowski", "Wojciechovski"),
        ("Featherstone", "feather"),
        ("Featherstone", "Fetherston"),
    ],
)
def test_name_is_found_however_spelt(on_record: str, typed: str, people: People) -> None:
    nominal = known("Given", on_record)
    known("Other", "Quixley")
    assert found(people.control_room, typed) == [nominal]


def test_exact_name_comes_before_a_like_one_and_own_name_before_an_alias(people: People) -> None:
    like = known("John", "Smyth")
    alias = known("Peter", "Quixley", "John Smith")
    exact = known("John", "Smith")
    results = search(people.control_room, "john smith")
    assert [row.nominal for row in results.found] == [exact, alias, like]
    assert [row.how for row in results.found] == ["Name", "Other name", "Like name"]


def test_every_word_must_fit_where_anybody_has_them_all(people: People) -> None:
    both = known("John", "Smith")
    known("John", "Quixley")
    assert found(people.control_room, "smith john") == [both]


def test_word_that_fits_nobody_is_passed_over(people: People) -> None:
    nominal = known("John", "Smith")
    assert found(people.control_room, "xyzzyx smith") == [nominal]


@pytest.mark.parametrize(
    "typed",
    ["N0000077", "n0000077", "2001/0012345P", "01/12345p", "012345/98A", "12345/98a", "A1234BC", "V-778899"],
)
def test_number_finds_its_person_alone(typed: str, people: People) -> None:
    nominal = known(
        "John",
        "Smith",
        reference="N0000077",
        pnc_id="2001/0012345P",
        cro_number="012345/98A",
        noms_number="A1234BC",
        visor_reference="V-778899",
    )
    known("John", "Smith")
    assert found(people.control_room, typed) == [nominal]


def test_date_of_birth_finds_all_born_then_and_narrows_a_name(people: People) -> None:
    smith = known("John", "Smith", date_of_birth=dt.date(1980, 5, 3))
    jones = known("John", "Jones", date_of_birth=dt.date(1980, 5, 3))
    known("John", "Smith", date_of_birth=dt.date(1990, 1, 1))
    assert set(found(people.control_room, "3/5/80")) == {smith, jones}
    assert found(people.control_room, "smyth 3 May 1980") == [smith]


def test_wrong_date_of_birth_still_finds_the_name_and_says_so(people: People) -> None:
    smith = known("John", "Smith", date_of_birth=dt.date(1980, 5, 3))
    results = search(people.control_room, "smith 4/5/1980")
    assert [row.nominal for row in results.found] == [smith]
    assert "4 May 1980" in results.note


def test_case_in_sight_is_told_apart_from_a_flag(people: People) -> None:
    nominal = known("John", "Smith")
    CaseFactory(nominal=nominal, unit=people.offender_manager.unit)
    assert search(people.offender_manager, "smith").found[0].in_sight
    seen = search(people.control_room, "smith").found[0]
    assert not seen.in_sight
    assert seen.risk_level is None


def test_those_who_see_flags_find_everybody_and_others_nobody(people: People) -> None:
    known("John", "Smith")
    assert {name for name, person in people.items() if found(person, "smith")} == SEEKERS


def test_excluded_person_does_not_find_the_one_they_never_see(people: People) -> None:
    case = CaseFactory(nominal=known("John", "Smith"), unit=people.offender_manager.unit)
    Exclusion.objects.create(
        case=case, officer=people.same_unit_colleague, reason="Neighbour", made_by=people.supervisor
    )
    for typed in ("smith", case.reference, "2 January 1980"):
        assert found(people.same_unit_colleague, typed) == []
        assert len(found(people.offender_manager, typed)) == 1


def test_first_fifty_are_given_with_word_of_more(people: People) -> None:
    for _ in range(51):
        known("John", "Smith")
    results = search(people.control_room, "smith")
    assert (len(results.found), results.more) == (50, True)
    assert len(search(people.control_room, "2/1/1980").found) == 50
