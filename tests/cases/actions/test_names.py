"""The search's words follow the names."""

import pytest

from cases.actions.names import refresh_name_tokens
from cases.models import Alias, Case, NameToken, NameWord
from mosovo.identity import acting_as
from tests.factories.cases import NominalFactory
from tests.people import People

pytestmark = pytest.mark.django_db


def tokens() -> set[tuple[str, bool, bool]]:
    return set(NameToken.objects.values_list("word", "is_alias", "is_family"))


def test_words_of_name_and_alias_are_kept() -> None:
    nominal = NominalFactory(given_names="Zoë Anne-Marie", family_name="O'Brien")
    Alias.objects.create(nominal=nominal, name="Red Zoë")
    refresh_name_tokens([nominal])
    assert tokens() == {
        ("ZOE", False, False),
        ("ANNE", False, False),
        ("MARIE", False, False),
        ("OBRIEN", False, True),
        ("RED", True, False),
        ("ZOE", True, False),
    }
    assert set(NameWord.objects.values_list("word", flat=True)) == {"ZOE", "ANNE", "MARIE", "OBRIEN", "RED"}


def test_again_changes_nothing() -> None:
    nominals = NominalFactory.create_batch(3)
    assert refresh_name_tokens(nominals) == 6
    assert refresh_name_tokens(nominals) == 0


def test_changed_name_drops_its_old_words() -> None:
    nominal = NominalFactory(given_names="John", family_name="Smith")
    refresh_name_tokens([nominal])
    nominal.family_name = "Jones"
    nominal.save()
    refresh_name_tokens([nominal])
    assert tokens() == {("JOHN", False, False), ("JONES", False, True)}


def test_person_who_writes_a_name_keeps_its_words_under_row_security(people: People, case: Case) -> None:
    nominal = case.nominal
    nominal.given_names, nominal.family_name = "John", "Smith"
    nominal.save()
    with acting_as(people.offender_manager):
        assert refresh_name_tokens([nominal]) == 2
        nominal.family_name = "Jones"
        assert refresh_name_tokens([nominal]) == 2
    assert tokens() == {("JOHN", False, False), ("JONES", False, True)}
