"""The pages of the restricted parts: a reason first, each look recorded with it, shut again by themselves."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cases.models import Case, ConfidentialEntry, SensitiveEntry
from mosovo.access.models import Opening
from mosovo.audit.models import Look
from mosovo.force_settings.models import ForceSetting
from tests.factories.cases import ConfidentialEntryFactory, SensitiveEntryFactory
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

PARTS = ("sensitive", "confidential")
CANARY = {"sensitive": "Sensitive canary text.", "confidential": "Confidential canary text."}
READS = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 200) | dict.fromkeys(
    ("same_unit_colleague", "lapsed_vetting_officer"), 403
)
OPENS = {name: 303 if status == 200 else status for name, status in READS.items()}
WHY = {"reason": "visit", "sentence": "Preparing for the visit of today."}
ENTRY = {"title": "Invented", "text": "Invented words."}
KIND = {"sensitive": "medical", "confidential": "victim"}


@pytest.fixture(autouse=True)
def entries(case: Case) -> None:
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)


@pytest.mark.parametrize("part", PARTS)
def test_part_says_that_it_is_restricted_to_those_who_may_open_it(part: str, people: People, case: Case) -> None:
    assert answers(people, f"/cases/{case.reference}/{part}/") == refused_but(people, **READS)
    assert answers(people, f"/cases/N9999999/{part}/") == refused_but(people)


@pytest.mark.parametrize("part", PARTS)
def test_part_is_opened_by_those_with_a_right(part: str, people: People, case: Case) -> None:
    assert answers(people, f"/cases/{case.reference}/{part}/", data=WHY) == refused_but(people, **OPENS)
    assert answers(people, f"/cases/N9999999/{part}/", data=WHY) == refused_but(people)


@pytest.mark.parametrize("part", PARTS)
def test_entry_form_is_refused_while_the_part_is_shut(part: str, people: People, case: Case) -> None:
    url = f"/cases/{case.reference}/restricted/{part}/record/"
    shut = dict.fromkeys(READS, 403)
    assert answers(people, url) == refused_but(people, **shut)
    assert answers(people, url, data={**ENTRY, "kind": KIND[part]}) == refused_but(people, **shut)
    assert answers(people, f"/cases/{case.reference}/restricted/tactics/record/") == refused_but(
        people, **dict.fromkeys(READS, 404)
    )


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_shown_before_a_reason_is_given(part: str, people: People, case: Case) -> None:
    client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/{part}/"
    shut = client.get(url).content.decode()
    assert "restricted" in shut
    assert CANARY[part] not in shut
    assert not Look.objects.filter(kind="opened").exists()
    for missing in ({**WHY, "sentence": ""}, {**WHY, "sentence": "Visit."}, {**WHY, "reason": ""}, {}):
        response = client.post(url, missing)
        assert response.status_code == 422
        assert CANARY[part] not in response.content.decode()
    assert not Opening.objects.exists()


@pytest.mark.parametrize("part", PARTS)
def test_opened_part_is_shown_and_the_look_recorded_with_its_reason(part: str, people: People, case: Case) -> None:
    page = signed_in(people.offender_manager).post(f"/cases/{case.reference}/{part}/", WHY, follow=True)
    assert CANARY[part] in page.content.decode()
    look = Look.objects.get(kind="opened")
    assert (look.person_id, look.compartment, look.case_ids) == (people.offender_manager.pk, part, [case.pk])
    assert look.reason == "Preparing for or writing up a visit: Preparing for the visit of today."


def test_opening_one_part_leaves_the_other_shut(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    client.post(f"/cases/{case.reference}/sensitive/", WHY)
    page = client.get(f"/cases/{case.reference}/confidential/").content.decode()
    assert CANARY["confidential"] not in page


def test_part_shuts_by_itself(people: People, case: Case) -> None:
    client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/sensitive/"
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=31), tick=False):
        client.post(url, WHY)
        assert Opening.objects.get().until < Opening.objects.get().opened_at + dt.timedelta(minutes=31)
    assert CANARY["sensitive"] not in client.get(url).content.decode()


def test_vetting_that_lapses_shuts_a_part_that_is_open(people: People, case: Case) -> None:
    client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/sensitive/"
    client.post(url, WHY)
    people.offender_manager.vetting_expires_on = timezone.localdate() - dt.timedelta(days=1)
    people.offender_manager.save()
    response = client.get(url)
    assert response.status_code == 403
    assert "Vetting lapsed" in response.content.decode()


def test_refused_colleague_learns_nothing_of_what_is_there(people: People, case: Case) -> None:
    page = signed_in(people.same_unit_colleague).get(f"/cases/{case.reference}/sensitive/").content.decode()
    assert "ask one of them" in page
    for words in ("canary", "Invented medical matter", "1 entry"):
        assert words not in page


@pytest.mark.parametrize(("part", "model"), [("sensitive", SensitiveEntry), ("confidential", ConfidentialEntry)])
def test_entry_is_added_to_an_open_part(part: str, model: type, people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    client.post(f"/cases/{case.reference}/{part}/", WHY)
    url = f"/cases/{case.reference}/restricted/{part}/record/"
    assert client.get(url).status_code == 200
    kept = client.post(url, {**ENTRY, "title": ""})
    assert kept.status_code == 422
    assert "Invented words." in kept.content.decode()
    page = client.post(url, {**ENTRY, "kind": KIND[part]}, follow=True).content.decode()
    assert "Invented words." in page
    assert model.objects.filter(recorded_by=people.offender_manager).count() == 1


def test_force_may_ask_for_no_reason_and_the_look_is_still_recorded(people: People, case: Case) -> None:
    ForceSetting.objects.create(
        key="reason_for_restricted", value="no", starts_on=timezone.localdate(), reason="A test without reasons"
    )
    client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/sensitive/"
    assert CANARY["sensitive"] not in client.get(url).content.decode()
    assert CANARY["sensitive"] in client.post(url, {}, follow=True).content.decode()
    assert Look.objects.filter(kind="opened").exists()
