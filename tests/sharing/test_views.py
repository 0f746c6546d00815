"""The pages of sharing: who is let in, what is refused and how, what is shown."""

import pytest

from cases.models import Case
from sharing.models import DisclosureDecision, DisclosureRequest
from sharing.rules import DISCLOSURE
from sharing.states import RequestState
from tests.factories.sharing import ANSWERS
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

UNIT = dict.fromkeys(
    ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
)
FILLED = {**ANSWERS, "outcome": "share", "reasons": "The children of the club are safer for it."}


def test_sharing_tab_is_for_the_unit(people: People, case: Case) -> None:
    assert answers(people, f"/cases/{case.reference}/sharing/") == refused_but(people, **UNIT)


def test_page(people: People, waiting: DisclosureRequest) -> None:
    page = f"/disclosures/{waiting.reference}/"
    assert answers(people, page) == refused_but(people, **UNIT, superintendent=200)


def test_decide(people: People, waiting: DisclosureRequest) -> None:
    response = signed_in(people.superintendent).post(f"/disclosures/{waiting.reference}/", FILLED)
    assert response.status_code == 303
    waiting.refresh_from_db()
    assert waiting.state == RequestState.DECIDED
    assert DisclosureDecision.objects.get().answers == ANSWERS
    assert signed_in(people.superintendent).get(f"/disclosures/{waiting.reference}/").status_code == 200
