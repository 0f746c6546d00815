"""Pages of meetings: who is let in to look and to act, what typing alone keeps, documents to take away."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone

from cases.actions.minutes import make_minutes, sign_meeting
from cases.models import Agency, Case, Document, Meeting, MeetingAction
from cases.rules.meeting import WRITTEN
from cases.states import Level, MeetingState
from mosovo.access.models import CaseGrant
from mosovo.audit.models import Look
from mosovo.identity import acting_as
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.cases.meetings import DAY, MINUTE, WEEK, at_level, called, complete_record, with_action
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

IN_SIGHT = ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer")
WRITE_IN_CASE = ("offender_manager", "supervisor", "unit_manager")
READ_ONLY = ("same_unit_colleague", "lapsed_vetting_officer")
SEES = dict.fromkeys((*IN_SIGHT, "chair"), 200)
CALLS = dict.fromkeys(WRITE_IN_CASE, 200) | dict.fromkeys((*READ_ONLY, "chair"), 403)
RECORDS = dict.fromkeys(IN_SIGHT, 403)


@pytest.fixture(autouse=True)
def slow_clock() -> Iterator[None]:
    """A test is one transaction and the database's time its beginning: what is granted in it must lie before."""
    with time_machine.travel(timezone.now() - MINUTE, tick=True):
        yield


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def case(case: Case) -> Case:
    return at_level(case, Level.TWO)


@pytest.fixture
def meeting(people: People, case: Case, now: dt.datetime) -> Meeting:
    return called(people, case, now=now)


@pytest.fixture
def planned(people: People, case: Case, now: dt.datetime) -> Meeting:
    return called(people, case, now=now, held_at=now + 2 * DAY)


@pytest.fixture
def signed(people: People, meeting: Meeting, now: dt.datetime) -> Meeting:
    complete_record(people.chair, meeting, now=now)
    with acting_as(people.chair):
        return sign_meeting(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))


@pytest.fixture
def document(people: People, signed: Meeting, now: dt.datetime) -> Document:
    with acting_as(people.chair):
        make_minutes(by=people.chair, meeting=signed.pk, now=now)
    return Document.objects.get()


def page(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.reference}/{rest}"


def moment(name: str, day: dt.date, time: str) -> dict[str, object]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year, f"{name}_3": time}


def a_call(people: People, day: dt.date) -> dict[str, object]:
    return {"chair": people.chair.pk, "place": "Invented room 1", **moment("held_at", day, "10:30")}


# ------------------------------------------------------------------------------------- who looks, who acts


def test_list_is_for_chairs_and_holds_their_own(people: People, meeting: Meeting) -> None:
    assert answers(people, "/meetings/") == refused_but(people, status=403, chair=200)
    shown = signed_in(people.chair).get("/meetings/").content.decode()
    assert meeting.case.nominal.full_name in shown
    assert "To be signed" in shown


def test_list_lets_go_of_a_case_whose_panel_is_over(people: People, meeting: Meeting, now) -> None:
    CaseGrant.objects.filter(user=people.chair).update(valid_until=now - MINUTE)
    shown = signed_in(people.chair).get("/meetings/").content.decode()
    assert "No meeting waits for you" in shown
    assert meeting.case.reference not in shown
    assert signed_in(people.chair).get(page(meeting)).status_code == 404


@pytest.mark.parametrize("rest", ["", "minutes/"])
def test_meeting_is_seen_with_its_case(rest: str, people: People, meeting: Meeting) -> None:
    done = 286 if rest else 200
    assert answers(people, page(meeting, rest)) == refused_but(people, **dict.fromkeys(SEES, done))


def test_tab_of_a_case_is_seen_with_it(people: People, case: Case, meeting: Meeting) -> None:
    assert answers(people, f"/cases/{case.reference}/meetings/") == refused_but(people, **SEES)


def test_form_to_call_is_for_those_who_write_in_the_case(people: People, case: Case, meeting: Meeting) -> None:
    assert answers(people, f"/cases/{case.reference}/meetings/call/") == refused_but(people, **CALLS)
    assert answers(people, "/cases/N9999999/meetings/call/") == refused_but(people)


def test_meeting_is_called_by_those_who_write_in_the_case(people: People, case: Case, meeting: Meeting) -> None:
    found = {"nobody": 302}
    for days, (name, person) in enumerate(people.items(), start=3):
        data = a_call(people, timezone.localdate() + days * DAY)
        found[name] = signed_in(person).post(f"/cases/{case.reference}/meetings/call/", data).status_code
    assert found == refused_but(people, **(CALLS | dict.fromkeys(WRITE_IN_CASE, 303)))


def test_call_at_level_1_says_what_must_come_first(people: People, case: Case) -> None:
    at_level(case, Level.ONE)
    for response in (
        signed_in(people.supervisor).get(f"/cases/{case.reference}/meetings/call/"),
        signed_in(people.supervisor).post(
            f"/cases/{case.reference}/meetings/call/", a_call(people, timezone.localdate() + DAY)
        ),
    ):
        assert response.status_code == 409
        assert "Refer it and have it screened to level 2 or 3 first" in response.content.decode()
    assert "Refer it" in signed_in(people.supervisor).get(f"/cases/{case.reference}/meetings/").content.decode()


def test_call_with_faults_keeps_what_was_typed(people: People, case: Case) -> None:
    data = a_call(people, timezone.localdate() - DAY)
    response = signed_in(people.supervisor).post(f"/cases/{case.reference}/meetings/call/", data)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "Call a meeting for today or a later day." in shown
    assert "Invented room 1" in shown


def test_meeting_is_moved_by_those_who_write_in_the_case(people: People, planned: Meeting) -> None:
    assert answers(people, page(planned, "rearrange/")) == refused_but(people, **CALLS)
    data = a_call(people, timezone.localdate() + WEEK)
    moved = CALLS | dict.fromkeys(WRITE_IN_CASE, 303)
    assert answers(people, page(planned, "rearrange/"), data=data) == refused_but(people, **moved)


def test_sight_is_renewed_by_those_who_write_in_the_case(people: People, meeting: Meeting) -> None:
    renewed = CALLS | dict.fromkeys(WRITE_IN_CASE, 303)
    assert answers(people, page(meeting, "renew/"), data={}) == refused_but(people, **renewed)
    looked = CALLS | dict.fromkeys(WRITE_IN_CASE, 405)
    assert answers(people, page(meeting, "renew/")) == refused_but(people, **looked)


POSTS = {
    **{f"write/{code}/": {f"{code}-text": "Invented words of some length"} for code in WRITTEN},
    "disclosure/": {"outcome": "do_not_disclose"},
    "next/": {"next_on": "tomorrow"},
    "attendance/": {"attendance-came": "present", "attendance-name": "Invented", "attendance-agency": "police"},
    "actions/": {"action-text": "Do", "action-owner_name": "Invented", "action-agency": "police", "action-due_on": "x"},
}


def filled(data: dict[str, object]) -> dict[str, object]:
    """The names of agencies and days as what a page sends for them."""
    tomorrow = f"{timezone.localdate() + DAY:%Y-%m-%d}"
    police = Agency.objects.get(code="police").pk
    sent = {name: police if name.endswith("-agency") else value for name, value in data.items()}
    return {name: tomorrow if name.endswith(("next_on", "due_on")) else value for name, value in sent.items()}


@pytest.mark.parametrize("rest", ["write/risk/", "disclosure/", "next/", "attendance/", "actions/"])
def test_only_the_chair_records(rest: str, people: People, meeting: Meeting) -> None:
    data = filled(POSTS[rest])
    assert answers(people, page(meeting, rest), data=data) == refused_but(people, **RECORDS, chair=303)
    assert answers(people, page(meeting, rest)) == refused_but(people, **RECORDS, chair=405)
    other = f"/meetings/{uuid.uuid4()}/{rest}"
    assert answers(people, other, data=data) == refused_but(people)


@pytest.mark.parametrize("rest", ["attendance/remove/", "actions/remove/"])
def test_only_the_chair_takes_lines_out(rest: str, people: People, meeting: Meeting, now) -> None:
    action = with_action(people.chair, meeting, now=now)
    signed_in(people.chair).post(page(meeting, "attendance/"), filled(POSTS["attendance/"]))
    line = action.pk if rest.startswith("actions") else meeting.attendances.get().pk
    assert answers(people, page(meeting, rest), data={"line": line}) == refused_but(people, **RECORDS, chair=303)
    assert signed_in(people.chair).post(page(meeting, rest), {"line": line}).status_code == 404
    assert signed_in(people.chair).post(page(meeting, rest), {"line": "x"}).status_code == 404


def test_only_the_chair_signs(people: People, meeting: Meeting, now) -> None:
    complete_record(people.chair, meeting, now=now)
    assert answers(people, page(meeting, "sign/")) == refused_but(people, **RECORDS, chair=200)
    assert answers(people, page(meeting, "sign/"), data={}) == refused_but(people, **RECORDS, chair=303)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SIGNED


def test_refusal_names_the_chair(people: People, meeting: Meeting) -> None:
    shown = signed_in(people.supervisor).post(page(meeting, "sign/"), {}).content.decode()
    assert "Only the chair of this meeting, Invented Chair, may record and sign it." in shown


def test_minutes_are_asked_for_again_by_the_chair_alone(people: People, signed: Meeting) -> None:
    Job.objects.filter(name="make_minutes").update(state=JobState.PARKED)
    assert "Make the minutes again" in signed_in(people.chair).get(page(signed)).content.decode()
    again = page(signed, "minutes/again/")
    assert answers(people, again, data={}) == refused_but(people, **RECORDS, chair=303)
    assert signed_in(people.chair).post(again, {}).status_code == 409


def test_action_is_completed_by_those_who_may(people: People, meeting: Meeting, now) -> None:
    url = f"/meeting-actions/{with_action(people.chair, meeting, now=now).reference}/complete/"
    may = dict.fromkeys((*WRITE_IN_CASE, "chair"), 200) | dict.fromkeys(READ_ONLY, 403)
    assert answers(people, url) == refused_but(people, **may)
    first_then_done = may | {"offender_manager": 303, "supervisor": 409, "unit_manager": 409, "chair": 409}
    assert answers(people, url, data={"note": "Visited."}) == refused_but(people, **first_then_done)
    assert MeetingAction.objects.get().done_note == "Visited."
    assert signed_in(people.chair).post(url, {"note": ""}).status_code == 422


def test_document_is_seen_with_its_case(people: People, document: Document) -> None:
    assert answers(people, f"/documents/{document.reference}/") == refused_but(people, **SEES)
    assert answers(people, f"/documents/{uuid.uuid4()}/") == refused_but(people)


# -------------------------------------------------------------------------------------------- what is kept


@pytest.mark.parametrize("rest", [f"write/{code}/" for code in WRITTEN])
def test_typing_alone_keeps_a_part(rest: str, people: People, meeting: Meeting) -> None:
    response = signed_in(people.chair).post(page(meeting, rest), POSTS[rest], headers={"HX-Request": "true"})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Saved at" in shown
    assert 'id="lacking"' in shown
    meeting.refresh_from_db()
    code = rest.split("/")[1]
    kept = getattr(meeting, code, None) or meeting.decision_draft[code]
    assert kept == "Invented words of some length"
    assert kept in signed_in(people.chair).get(page(meeting)).content.decode()


def test_part_that_is_none_is_not_there(people: People, meeting: Meeting) -> None:
    assert signed_in(people.chair).post(page(meeting, "write/state/"), {"state-text": "x"}).status_code == 404


def test_disclosure_to_nobody_is_refused_beside_the_box(people: People, meeting: Meeting) -> None:
    client, url = signed_in(people.chair), page(meeting, "disclosure/")
    response = client.post(url, {"outcome": "disclose"})
    assert response.status_code == 422
    assert "Say to whom it is to be disclosed." in response.content.decode()
    by_itself = client.post(url, {"outcome": "disclose"}, headers={"HX-Request": "true"})
    assert by_itself.status_code == 422
    assert "Not saved." in by_itself.content.decode()


@pytest.mark.parametrize(
    ("rest", "data", "sentence"),
    [
        ("attendance/", {"attendance-came": "present"}, "Write who came for the agency."),
        ("attendance/", {"attendance-came": "absent", "attendance-name": "X"}, "Leave the name empty"),
        ("actions/", {"action-text": "Kept words"}, "Enter who does it"),
        ("next/", {"next_on": "2020-01-01"}, "The next meeting must be on a day still to come."),
        ("write/risk/", {"risk-text": "x" * 20_001}, "20000 characters or fewer"),
    ],
)
def test_line_with_faults_is_shown_with_them(rest, data, sentence, people: People, meeting: Meeting) -> None:
    response = signed_in(people.chair).post(page(meeting, rest), data)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_late_next_meeting_is_warned_about(people: People, meeting: Meeting) -> None:
    late = timezone.localdate() + 17 * WEEK
    signed_in(people.chair).post(page(meeting, "next/"), {"next_on": f"{late:%Y-%m-%d}"})
    assert "Level 2 cases meet every 16 weeks" in signed_in(people.chair).get(page(meeting)).content.decode()


def test_what_is_lacking_links_to_its_place(people: People, meeting: Meeting) -> None:
    shown = signed_in(people.chair).get(page(meeting)).content.decode()
    for place in ["attendance", "outcome", "next", *WRITTEN]:
        assert f'href="#{place}"' in shown
        assert f'id="{place}"' in shown


def test_planned_meeting_says_when_it_opens(people: People, planned: Meeting) -> None:
    shown = signed_in(people.chair).get(page(planned)).content.decode()
    assert "It can be recorded from that day on." in shown
    assert "<textarea" not in shown


# --------------------------------------------------------------------------------------- minutes and looks


def test_progress_is_asked_after_until_the_minutes_are_made(people: People, signed: Meeting, now) -> None:
    chair = signed_in(people.chair)
    assert chair.get(page(signed, "minutes/")).status_code == 200
    with acting_as(people.chair):
        make_minutes(by=people.chair, meeting=signed.pk, now=now)
    made = chair.get(page(signed, "minutes/"))
    assert made.status_code == 286
    assert f"/documents/{Document.objects.get().reference}/" in made.content.decode()


def test_document_is_a_file_that_can_do_nothing(people: People, document: Document) -> None:
    response = signed_in(people.chair).get(f"/documents/{document.reference}/")
    assert response.content == bytes(document.content)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="')
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert response.headers["Content-Security-Policy"].endswith("; sandbox")


def test_document_opened_is_a_look_at_a_document(people: People, document: Document) -> None:
    signed_in(people.chair).get(f"/documents/{document.reference}/")
    look = Look.objects.get(person_id=people.chair.pk)
    assert (look.kind, look.case_ids, look.compartment) == ("document", [document.case_id], "case")


def test_minutes_stand_in_the_tab_and_on_the_timeline(people: People, document: Document, signed: Meeting) -> None:
    client = signed_in(people.offender_manager)
    tab = client.get(f"/cases/{signed.case.reference}/meetings/").content.decode()
    assert f"/documents/{document.reference}/" in tab
    assert document.title in tab
    timeline = client.get(f"/cases/{signed.case.reference}/timeline/?kind=Meeting").content.decode()
    assert page(signed) in timeline
    assert "Decision on disclosure: disclose." in timeline


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_meetings_asks_the_database_no_more_for_more(
    count: int, people: People, case: Case, now, django_assert_num_queries
) -> None:
    for days in range(count):
        called(people, case, now=now, held_at=now + days * DAY)
    client = signed_in(people.chair)
    client.get("/meetings/")
    with django_assert_num_queries(10):
        client.get("/meetings/")


@pytest.mark.parametrize("count", [1, 30])
def test_meeting_asks_the_database_no_more_for_more_lines(
    count: int, people: People, meeting: Meeting, django_assert_num_queries
) -> None:
    housing = Agency.objects.get(code="housing")
    for number in range(count):
        meeting.attendances.create(agency=housing, name=f"Invented {number}")
        meeting.actions.create(agency=housing, text="Do", owner_name="Invented", due_on=timezone.localdate())
    client = signed_in(people.chair)
    client.get(page(meeting))
    with django_assert_num_queries(21):
        client.get(page(meeting))


@pytest.mark.parametrize("count", [1, 30])
def test_tab_asks_the_database_no_more_for_more(
    count: int, people: People, case: Case, now, django_assert_num_queries
) -> None:
    for days in range(count):
        called(people, case, now=now, held_at=now + days * DAY)
    client = signed_in(people.supervisor)
    client.get(f"/cases/{case.reference}/meetings/")
    with django_assert_num_queries(13):
        client.get(f"/cases/{case.reference}/meetings/")


def test_ladder_of_cancelling(people: People, planned: Meeting) -> None:
    url = f"/meetings/{planned.reference}/cancel/"
    may = CALLS | {"chair": 200}
    assert answers(people, url) == refused_but(people, **may)


def test_cancelled_meeting_says_so_with_its_reason(people: People, planned: Meeting) -> None:
    client = signed_in(people.supervisor)
    page = f"/meetings/{planned.reference}/"
    assert "Cancel this meeting" in client.get(page).content.decode()
    assert client.post(f"{page}cancel/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}cancel/", {"reason": "Called by mistake"}).status_code == 303
    shown = client.get(page).content.decode()
    assert "Called by mistake" in shown
    assert "Cancel this meeting" not in shown
    assert client.get(f"{page}cancel/").status_code == 409
    assert "Planned" not in client.get(f"/cases/{planned.case.reference}/meetings/").content.decode()


def test_chair_who_cancels_is_led_to_their_list(people: People, planned: Meeting) -> None:
    client = signed_in(people.chair)
    answer = client.post(f"/meetings/{planned.reference}/cancel/", {"reason": "Called by mistake"})
    assert (answer.status_code, answer.url) == (303, "/meetings/")
    assert client.get("/meetings/").status_code == 200
