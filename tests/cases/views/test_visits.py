"""Pages of visits and conversations: who is let in, what is kept of a form with faults, and sending twice."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.models import Case, Contact, Visit
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

READS = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 200) | dict.fromkeys(
    ("same_unit_colleague", "lapsed_vetting_officer"), 200
)
WRITES = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 200) | dict.fromkeys(
    ("same_unit_colleague", "lapsed_vetting_officer"), 403
)
WRITTEN = {name: 303 if status == 200 else status for name, status in WRITES.items()}


def moment(name: str, day: dt.datetime, time: str) -> dict[str, object]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year, f"{name}_3": time}


def typed(**changes: object) -> dict[str, object]:
    at = timezone.localtime() - dt.timedelta(days=1)
    return {
        "reference": uuid.uuid4(),
        **moment("visited_at", at, "10:30"),
        "announced": "no",
        "safety_assessed_on": f"{at:%Y-%m-%d}",
        "safety_notes": "Two officers, radio checked.",
        "outcome": "seen",
        "who_answered": "The person",
        "seen": "Invented words about an invented visit.",
        **changes,
    }


@pytest.fixture
def visit(people: People, case: Case) -> Visit:
    response = signed_in(people.offender_manager).post(f"/cases/{case.reference}/visits/record/", typed())
    assert response.status_code == 303
    return Visit.objects.get()


@pytest.mark.parametrize("part", ["visits/record/", "conversations/record/"])
def test_form_is_for_those_who_may_write_in_the_file(part: str, people: People, case: Case) -> None:
    assert answers(people, f"/cases/{case.reference}/{part}") == refused_but(people, **WRITES)
    assert answers(people, f"/cases/N9999999/{part}") == refused_but(people)


def test_visit_is_recorded_by_those_who_may_write_in_the_file(people: People, case: Case) -> None:
    found = {}
    for name, person in people.items():
        found[name] = signed_in(person).post(f"/cases/{case.reference}/visits/record/", typed()).status_code
    assert found | {"nobody": 302} == refused_but(people, **WRITTEN)
    assert Visit.objects.count() == 3


def test_conversation_is_recorded_by_those_who_may_write_in_the_file(people: People, case: Case) -> None:
    at = timezone.localtime() - dt.timedelta(days=1)
    data = {**moment("at", at, "9:15am"), "with_whom": "A neighbour", "text": "Invented"}
    found = answers(people, f"/cases/{case.reference}/conversations/record/", data=data)
    assert found == refused_but(people, **WRITTEN)
    assert Contact.objects.count() == 3


def test_visit_is_read_by_those_who_see_the_case(people: People, visit: Visit) -> None:
    assert answers(people, f"/visits/{visit.reference}/") == refused_but(people, **READS)
    assert answers(people, f"/visits/{uuid.uuid4()}/") == refused_but(people)


def test_visit_is_corrected_by_those_who_may_write_in_the_file(people: People, visit: Visit) -> None:
    url = f"/visits/{visit.reference}/correct/"
    assert answers(people, url) == refused_but(people, **WRITES)
    found = answers(people, url, data=typed(seen="Put right."))
    # The first correction is taken; the entry then has one, and the others are told so.
    assert found == refused_but(people, **WRITTEN) | {"supervisor": 409, "unit_manager": 409}
    assert answers(people, f"/visits/{uuid.uuid4()}/correct/", data=typed()) == refused_but(people)


def test_closed_case_takes_no_visit(people: People, case: Case) -> None:
    case.status = "closed"
    case.save()
    response = signed_in(people.offender_manager).post(f"/cases/{case.reference}/visits/record/", typed())
    assert response.status_code == 403
    assert "closed" in response.content.decode()


@pytest.mark.parametrize("status", [403, 404])
def test_words_typed_are_shown_where_the_form_is_refused(status: int, people: People, case: Case) -> None:
    words = "Half a page\nof <words> that must not be lost."
    client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/visits/record/"
    if status == 404:
        url = url.replace(case.reference, "N9999999")
    else:
        Case.objects.filter(pk=case.pk).update(status="closed")
    response = client.post(url, typed(seen=words, next_step="Once"))
    page = response.content.decode()
    assert response.status_code == status
    assert "What you typed" in page
    assert "Half a page<br>of &lt;words&gt; that must not be lost." in page
    assert "Once" not in page
    assert "What you typed" not in client.get(url).content.decode()


def test_words_typed_are_kept_where_a_fault_is_found(people: People, case: Case) -> None:
    words = "Half a page of words that must not be lost."
    data = typed(seen=words, who_answered="", outcome="seen")
    response = signed_in(people.offender_manager).post(f"/cases/{case.reference}/visits/record/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert str(data["reference"]) in page
    assert "Say who answered the door." in page
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "missing", ["visited_at", "announced", "safety_assessed_on", "safety_notes", "outcome", "seen"]
)
def test_compulsory_answer_left_out_is_asked_for(missing: str, people: People, case: Case) -> None:
    data = {name: value for name, value in typed().items() if not name.startswith(missing)}
    response = signed_in(people.offender_manager).post(f"/cases/{case.reference}/visits/record/", data)
    assert response.status_code == 422
    assert not Visit.objects.exists()


@pytest.mark.parametrize("name", ["reference", "announced", "safety_notes", "outcome", "seen", "visited_at_3"])
def test_nul_is_a_fault_of_the_field_it_stands_in(name: str, people: People, case: Case) -> None:
    url = f"/cases/{case.reference}/visits/record/"
    response = signed_in(people.offender_manager).post(url, typed(**{name: "a\0b"}))
    assert response.status_code == 422
    if name == "seen":
        assert "What was seen and said holds a character that no text can hold" in response.content.decode()


def test_form_sent_twice_leads_to_the_one_visit(people: People, case: Case) -> None:
    client, data = signed_in(people.offender_manager), typed()
    first = client.post(f"/cases/{case.reference}/visits/record/", data)
    second = client.post(f"/cases/{case.reference}/visits/record/", data)
    assert first["Location"] == second["Location"]
    assert Visit.objects.count() == 1


def test_correction_begins_from_the_entry_as_it_stands(people: People, visit: Visit) -> None:
    page = signed_in(people.offender_manager).get(f"/visits/{visit.reference}/correct/").content.decode()
    assert visit.seen in page
    assert "10:30" in page
    assert f'name="reference" value="{visit.reference}"' not in page


def test_corrected_visit_leads_to_the_entry_that_counts(people: People, visit: Visit) -> None:
    client = signed_in(people.offender_manager)
    client.post(f"/visits/{visit.reference}/correct/", typed(seen="Put right."))
    correction = Visit.objects.get(corrects=visit)
    assert f"/visits/{correction.reference}/" in client.get(f"/visits/{visit.reference}/").content.decode()
    assert f"/visits/{visit.reference}/" in client.get(f"/visits/{correction.reference}/").content.decode()


def test_visit_and_conversation_join_the_timeline(people: People, case: Case, visit: Visit) -> None:
    page = signed_in(people.offender_manager).get(f"/cases/{case.reference}/timeline/").content.decode()
    assert "Home visit: seen at home" in page
    assert visit.seen in page
