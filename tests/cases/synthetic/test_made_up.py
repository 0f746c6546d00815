import re
from random import Random

import pytest

from cases.rules.identifiers import why_not_cro_number, why_not_noms_number, why_not_pnc_id
from cases.rules.names import words_of
from cases.synthetic import places, words
from cases.synthetic.force import split_officers, unit_posts
from cases.synthetic.names import person_name

# The letters that begin the postal areas there are (Royal Mail).
AREAS = re.compile(r"^(?![QVX])[A-Z]{1,2}\d")
THINGS = {word for family in words.THINGS.values() for word in family.split()}


def test_every_family_name_is_made_of_household_things():
    rng = Random(1)
    for _ in range(500):
        name = person_name(rng, "male")
        assert set(name.family.split("-")) <= THINGS


def test_every_name_has_words_that_a_search_finds():
    for origin, (men, women) in words.GIVEN.items():
        for name in (*men.split(), *women.split(), *words.THINGS[origin].split()):
            assert words_of(name)


def test_addresses_lie_in_no_postal_area():
    rng = Random(1)
    for _ in range(200):
        lines, postcode = places.address(rng)
        assert lines.endswith("Testshire")
        assert not AREAS.match(postcode)


def test_telephone_numbers_are_those_kept_for_drama():
    assert all(re.fullmatch(r"01632 960\d{3}", places.phone(number)) for number in (0, 7, 999, 1000, 123_456))


@pytest.mark.parametrize("number", [1, 999, 10_000, 123_456])
def test_numbers_of_records_are_well_written_and_from_ranges_not_in_use(number):
    pnc = places.pnc_of(number, 1999)
    assert why_not_pnc_id(pnc) is None
    assert pnc[5] == "9"
    assert why_not_cro_number(places.cro_of(number, 1999)) is None
    assert why_not_noms_number(places.noms_of(number)) is None
    assert places.visor_of(number).startswith("TEST/")


def test_sign_in_names_are_never_given_twice_and_go_on_from_those_taken():
    first = [post.sign_in for post in unit_posts(Random(1), split_officers(25, 2))]
    second = [post.sign_in for post in unit_posts(Random(1), [3], taken=25, units_taken=2)]
    assert len({*first, *second}) == len(first) + len(second)
    assert first[0] == "officer"
