"""The pages of emergency access."""

import pytest

from cases.models import Case
from mosovo.access.models import EmergencyAccess
from mosovo.audit.models import Look
from tests.factories.cases import FlagFactory, SensitiveEntryFactory
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

WORKERS = (
    "offender_manager",
    "same_unit_colleague",
    "other_unit_officer",
    "supervisor",
    "other_unit_supervisor",
    "unit_manager",
    "lapsed_vetting_officer",
)
FLAGS_ALONE = dict.fromkeys(("superintendent", "control_room", "intelligence"), 403)
TYPED = {"compartment": "case", "reason": "child", "sentence": "He is at the school gate with a child."}


def test_page_is_for_those_who_hold_or_supervise_cases(people: People, case: Case) -> None:
    expected = refused_but(people, **dict.fromkeys(WORKERS, 200), **FLAGS_ALONE)
    assert answers(people, f"/people/{case.reference}/emergency/") == expected


def test_the_flag_leads_there_where_something_is_shut(people: People, case: Case) -> None:
    FlagFactory(nominal=case.nominal)
    leads = {
        name
        for name in ("offender_manager", "supervisor", "same_unit_colleague", "other_unit_officer", "control_room")
        if "in an emergency" in signed_in(getattr(people, name)).get(f"/people/{case.reference}/flag/").content.decode()
    }
    assert leads == {"same_unit_colleague", "other_unit_officer"}


def test_case_is_opened_and_the_look_is_on_record_with_its_reason(people: People, case: Case) -> None:
    client, url = signed_in(people.other_unit_officer), f"/people/{case.reference}/emergency/"
    assert client.get(f"/cases/{case.reference}/").status_code == 404
    assert client.post(url, {**TYPED, "sentence": "Now!"}).status_code == 422
    page = client.post(url, TYPED, follow=True)
    assert page.redirect_chain[-1][0] == f"/cases/{case.reference}/"
    look = Look.objects.get(kind="opened")
    assert look.reason == "Emergency. A child is or may be at risk now: He is at the school gate with a child."
    assert client.post(f"/cases/{case.reference}/visits/record/", {}).status_code == 403
    assert "Emergency access" in client.get(f"/cases/{case.reference}/sight/").content.decode()


def test_sensitive_part_is_open_at_once(people: People, case: Case) -> None:
    SensitiveEntryFactory(case=case)
    client = signed_in(people.same_unit_colleague)
    typed = TYPED | {"compartment": "sensitive"}
    page = client.post(f"/people/{case.reference}/emergency/", typed, follow=True).content.decode()
    assert "Sensitive canary text." in page
    assert client.get(f"/cases/{case.reference}/confidential/").status_code == 403


def test_supervisor_reviews_from_their_deadline_without_sight_of_the_case(people: People, case: Case) -> None:
    signed_in(people.other_unit_officer).post(f"/people/{case.reference}/emergency/", TYPED)
    url = f"/emergencies/{EmergencyAccess.objects.get().reference}/"
    client = signed_in(people.other_unit_supervisor)
    assert "Review of emergency access by" in client.get("/deadlines/").content.decode()
    assert case.nominal.full_name in client.get(url).content.decode()
    assert client.get(f"/cases/{case.reference}/").status_code == 404
    assert client.post(url, {"is_justified": "no", "review": ""}).status_code == 422
    page = client.post(url, {"is_justified": "no", "review": "He could have called the unit."}, follow=True)
    assert "Not justified" in page.content.decode()
    assert client.post(url, {"is_justified": "yes", "review": "Changed my mind."}).status_code == 409
    assert "Review of emergency access by" not in client.get("/deadlines/").content.decode()
    timeline = signed_in(people.offender_manager).get(f"/cases/{case.reference}/timeline/").content.decode()
    assert "Opened in an emergency: case file" in timeline
    assert "Reviewed: not justified." in timeline


def test_review_is_seen_by_those_it_is_about_and_made_by_supervisors(people: People, case: Case) -> None:
    signed_in(people.other_unit_officer).post(f"/people/{case.reference}/emergency/", TYPED)
    url = f"/emergencies/{EmergencyAccess.objects.get().reference}/"
    seeing = dict.fromkeys((*WORKERS,), 200)
    assert answers(people, url) == refused_but(people, **seeing)
    given = {"is_justified": "yes", "review": "A child was in danger."}
    told = dict.fromkeys((*WORKERS,), 403) | {"other_unit_supervisor": 303}
    assert answers(people, url, data=given) == refused_but(people, **told)
