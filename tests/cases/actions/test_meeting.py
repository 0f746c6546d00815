"""Calling, moving, recording and signing a meeting; who may, and what each refusal says."""

import dataclasses
import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.actions.meeting import call_meeting, cancel_meeting, rearrange_meeting, renew_panel
from cases.actions.meeting_record import (
    add_meeting_action,
    answer_disclosure,
    complete_meeting_action,
    record_attendance,
    remove_attendance,
    remove_meeting_action,
    set_next_meeting,
    write_part,
)
from cases.actions.minutes import sign_meeting
from cases.models import Agency, Attendance, Case, Meeting, MeetingAction, MeetingDecision
from cases.rules.meeting import DISCLOSURE, LONGEST, PARTS, WRITTEN
from cases.states import ActionState, CaseStatus, DisclosureAnswer, Level, MeetingState
from mosovo.access.models import CaseGrant, Exclusion
from mosovo.access.sight import visible
from mosovo.access.states import GrantBasis
from mosovo.diary.actions import refresh_cases
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied, Missing
from mosovo.force_settings.models import ForceSetting
from mosovo.identity import acting_as
from mosovo.outbox.models import Job
from mosovo.staff.models import Officer
from tests.cases.meetings import DAY, MINUTE, WEEK, at_level, called, complete_record, with_action
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def case(case: Case) -> Case:
    return at_level(case, Level.TWO)


@pytest.fixture
def meeting(people: People, case: Case, now: dt.datetime) -> Meeting:
    return called(people, case, now=now)


def call(people: People, case: Case, now: dt.datetime, **others: object) -> Meeting:
    facts = {
        "by": people.supervisor,
        "case": case,
        "chair": people.chair,
        "held_at": now + DAY,
        "place": "Invented room 1",
        "now": now,
        "today": timezone.localdate(now),
    } | others
    with acting_as(facts["by"]):
        return call_meeting(**facts)


def sees(person: object, case: Case) -> bool:
    """By the application's condition and by the database, which must agree."""
    by_application = visible(person, Case).filter(pk=case.pk).exists()
    with acting_as(person):
        by_database = Case.objects.filter(pk=case.pk).exists()
    assert by_application == by_database
    return by_application


# ------------------------------------------------------------------------------------------------- calling


def test_chair_sees_the_case_from_the_call_until_the_panels_time_is_over(people: People, case: Case, now) -> None:
    assert not sees(people.chair, case)
    meeting = call(people, case, now - MINUTE)
    assert sees(people.chair, case)
    grant = CaseGrant.objects.get(user=people.chair, content_object=case)
    assert (grant.permission.codename, grant.basis, grant.given_by) == (
        "view_case",
        GrantBasis.PANEL,
        people.supervisor,
    )
    assert grant.valid_until == meeting.held_at + dt.timedelta(days=28)


def test_panels_time_is_a_force_setting(people: People, case: Case, now) -> None:
    ForceSetting.objects.create(key="panel_days", value="3", starts_on=dt.date(2020, 1, 1), reason="Invented")
    meeting = call(people, case, now - MINUTE)
    grant = CaseGrant.objects.get(user=people.chair, content_object=case)
    assert grant.valid_until == meeting.held_at + dt.timedelta(days=3)


def test_sight_ends_with_the_panel(people: People, case: Case, now) -> None:
    called(people, case, now=now)
    assert sees(people.chair, case)
    CaseGrant.objects.filter(user=people.chair).update(valid_until=now - MINUTE)
    assert not sees(people.chair, case)


def test_longer_right_is_not_cut_down_to_the_panels(people: People, case: Case, now) -> None:
    call(people, case, now - MINUTE)
    CaseGrant.objects.filter(user=people.chair).update(valid_until=None, basis=GrantBasis.NEED_TO_KNOW)
    call(people, case, now, held_at=now + 2 * DAY)
    grant = CaseGrant.objects.get(user=people.chair, content_object=case, basis=GrantBasis.NEED_TO_KNOW)
    assert grant.valid_until is None
    CaseGrant.objects.filter(basis=GrantBasis.PANEL).update(valid_until=now)
    assert sees(people.chair, case)


def test_chair_is_told_without_the_name_of_the_person(people: People, case: Case, now) -> None:
    call(people, case, now)
    told = Notification.objects.get(to=people.chair)
    assert case.reference in told.text
    assert case.nominal.family_name not in told.text


def test_next_meeting_and_minutes_enter_the_diary(people: People, case: Case, now) -> None:
    meeting = call(people, case, now)
    owners = {row.kind: row.owner for row in Deadline.objects.filter(case=case, kind__in=["meeting", "minutes"])}
    assert owners == {"meeting": people.offender_manager, "minutes": people.chair}
    assert Deadline.objects.get(kind="minutes").subject == f"meeting:{meeting.pk}"


def test_level_1_is_told_what_must_come_first(people: People, case: Case, now) -> None:
    at_level(case, Level.ONE)
    with pytest.raises(Conflict, match="Refer it and have it screened to level 2 or 3 first"):
        call(people, case, now)


def test_closed_case_is_refused(people: People, case: Case, now) -> None:
    case.status = CaseStatus.CLOSED
    case.save(update_fields=["status"])
    with pytest.raises(Conflict, match="This case is closed"):
        call(people, case, now)


def test_past_day_is_refused(people: People, case: Case, now) -> None:
    with pytest.raises(Conflict, match="today or a later day"):
        call(people, case, now, held_at=now - DAY)


def test_second_meeting_on_a_day_is_refused(people: People, case: Case, now) -> None:
    meeting = call(people, case, now)
    with pytest.raises(Conflict, match="already called for"):
        call(people, case, now, held_at=meeting.held_at)


def test_somebody_who_is_no_chair_is_refused(people: People, case: Case, now) -> None:
    with pytest.raises(Conflict, match="is not a meeting chair"):
        call(people, case, now, chair=people.superintendent)


def test_chair_whose_vetting_lapses_before_the_meeting_is_not_named(people: People, case: Case, now) -> None:
    people.chair.vetting_expires_on = timezone.localdate(now + DAY)
    people.chair.save(update_fields=["vetting_expires_on"])
    call(people, case, now, held_at=now + DAY)
    with pytest.raises(Conflict, match=r"may not chair this meeting: vetting runs until .* renewed first"):
        call(people, case, now, held_at=now + 2 * DAY)


def test_manager_of_the_case_does_not_chair_it(people: People, case: Case, now) -> None:
    case.officer = people.chair
    case.save(update_fields=["officer"])
    with pytest.raises(Conflict, match="nobody chairs a meeting on a case of their own"):
        call(people, case, now)


def test_excluded_chair_is_refused(people: People, case: Case, now) -> None:
    Exclusion.objects.create(case=case, officer=people.chair, reason="Neighbour", made_by=people.supervisor)
    with pytest.raises(Conflict, match="may not see this case"):
        call(people, case, now)


MAY_CALL = {"offender_manager", "supervisor", "unit_manager"}


def test_only_those_who_may_write_in_the_case_call(people: People, case: Case, now) -> None:
    did = set()
    for days, (name, person) in enumerate(people.items(), start=1):
        try:
            with transaction.atomic():
                call(people, case, now, by=person, held_at=now + days * DAY)
            did.add(name)
        except (Denied, Case.DoesNotExist):
            pass
    assert did == MAY_CALL


# -------------------------------------------------------------------------------------------------- moving


def move(people: People, meeting: Meeting, now: dt.datetime, **others: object) -> Meeting:
    facts = {
        "by": people.unit_manager,
        "meeting": meeting,
        "chair": meeting.chair,
        "held_at": meeting.held_at,
        "place": meeting.place,
        "now": now,
        "today": timezone.localdate(now),
    } | others
    with acting_as(facts["by"]):
        return rearrange_meeting(**facts)


def test_planned_meeting_moves_and_the_chairs_sight_with_it(people: People, case: Case, now) -> None:
    meeting = call(people, case, now - MINUTE)
    moved = move(people, meeting, now, held_at=now + WEEK, place="Invented room 2")
    assert (moved.held_at, moved.place) == (now + WEEK, "Invented room 2")
    assert CaseGrant.objects.get(user=people.chair).valid_until == now + WEEK + 28 * DAY


def test_another_chair_takes_the_sight_of_the_one_before(people: People, case: Case, now) -> None:
    meeting = call(people, case, now - MINUTE)
    people.superintendent.holdings.create(
        role=people.chair.holdings.get().role, unit=None, starts_on=timezone.localdate(now)
    )
    move(people, meeting, now - MINUTE, chair=people.superintendent)
    assert sees(people.superintendent, case)
    assert not sees(people.chair, case)


def test_meeting_whose_day_has_come_is_not_moved(people: People, meeting: Meeting, now) -> None:
    with pytest.raises(Conflict, match="can no longer be moved"):
        move(people, meeting, now, held_at=now + WEEK)


def test_meeting_is_not_moved_onto_another(people: People, case: Case, now) -> None:
    meeting = call(people, case, now)
    call(people, case, now, held_at=now + WEEK)
    with pytest.raises(Conflict, match="already called for"):
        move(people, meeting, now, held_at=now + WEEK)


def test_chair_does_not_move_the_meeting(people: People, case: Case, now) -> None:
    meeting = call(people, case, now - MINUTE)
    with pytest.raises(Denied, match="may call a meeting"):
        move(people, meeting, now, by=people.chair)


# ---------------------------------------------------------------------------------------------- cancelling


NOT_CANCELLED = {"cancelled_at": None, "cancelled_by": None, "cancelled_reason": ""}


def cancelled(people: People, now: dt.datetime) -> dict[str, object]:
    """The columns of a cancelled meeting."""
    return {"cancelled_at": now, "cancelled_by": people.chair, "cancelled_reason": "Invented"}


def cancel(by: Officer, meeting: Meeting, now: dt.datetime, reason: str = " Called by mistake ") -> Meeting:
    with acting_as(by):
        return cancel_meeting(by=by, meeting=meeting, reason=reason, now=now, today=timezone.localdate(now))


def test_cancelled_meeting_keeps_who_when_and_why(people: People, case: Case, now) -> None:
    cancel(people.supervisor, call(people, case, now - MINUTE), now)
    kept = Meeting.objects.get()
    assert (kept.state, kept.cancelled_reason) == (MeetingState.CANCELLED, "Called by mistake")
    assert (kept.cancelled_by, kept.cancelled_at) == (people.supervisor, now)


def test_cancelling_puts_the_diary_back_as_it_was(people: People, case: Case, now) -> None:
    with acting_as(people.supervisor):
        refresh_cases([case.pk], now=now, today=timezone.localdate(now))
    before = Deadline.objects.values_list("due_on", "why", "state").get(kind="meeting")
    meeting = call(people, case, now - MINUTE)
    cancel(people.supervisor, meeting, now)
    assert Deadline.objects.values_list("due_on", "why", "state").get(kind="meeting") == before
    assert Deadline.objects.get(kind="minutes").state == DeadlineState.SUPERSEDED


def test_cancelling_ends_the_chairs_sight_but_not_for_another_meeting(people: People, case: Case, now) -> None:
    first = call(people, case, now - MINUTE)
    second = call(people, case, now - MINUTE, held_at=now + WEEK)
    cancel(people.chair, first, now)
    assert sees(people.chair, case)
    cancel(people.chair, second, now - MINUTE)
    assert not sees(people.chair, case)


def test_day_of_a_cancelled_meeting_is_free_for_another(people: People, case: Case, now) -> None:
    meeting = call(people, case, now)
    cancel(people.supervisor, meeting, now)
    assert call(people, case, now, held_at=meeting.held_at).state == MeetingState.OPEN


def test_those_concerned_are_told_but_not_whoever_cancelled(people: People, case: Case, now) -> None:
    meeting = call(people, case, now - MINUTE)
    cancel(people.chair, meeting, now)
    told = Notification.objects.filter(key=f"meeting:{meeting.pk}:cancelled")
    assert [line.to for line in told] == [people.offender_manager]
    assert told.get().text.endswith("is cancelled.")


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(People)])
def test_chair_and_those_who_may_call_it_cancel(name: str, people: People, case: Case, now) -> None:
    meeting = call(people, case, now - MINUTE)
    if name in MAY_CALL | {"chair"}:
        assert cancel(getattr(people, name), meeting, now).state == MeetingState.CANCELLED
    else:
        with pytest.raises((Denied, Meeting.DoesNotExist)):
            cancel(getattr(people, name), meeting, now)


def test_meeting_that_did_not_take_place_is_cancelled(people: People, meeting: Meeting, now) -> None:
    assert cancel(people.supervisor, meeting, now).state == MeetingState.CANCELLED


def test_meeting_that_somebody_attended_is_not_cancelled(people: People, meeting: Meeting, now) -> None:
    with_action(people.chair, meeting, now=now)
    with pytest.raises(Conflict, match="has been begun"):
        cancel(people.supervisor, meeting, now)


def test_meeting_whose_record_is_begun_is_not_cancelled(people: People, case: Case, now) -> None:
    meeting = call(people, case, now - MINUTE, held_at=now + MINUTE)
    Meeting.objects.filter(pk=meeting.pk).update(risk="Invented words")
    with pytest.raises(Conflict, match="has been begun"):
        cancel(people.supervisor, meeting, now)


def test_cancelling_needs_a_reason(people: People, case: Case, now) -> None:
    with pytest.raises(Conflict, match="Say why the meeting is cancelled"):
        cancel(people.supervisor, call(people, case, now), now, reason="  ")


def test_cancelled_meeting_is_not_moved_cancelled_recorded_or_renewed(people: People, case: Case, now) -> None:
    meeting = call(people, case, now)
    cancel(people.supervisor, meeting, now)
    with pytest.raises(Conflict, match="Call another one instead"):
        move(people, meeting, now, held_at=now + WEEK)
    with pytest.raises(Conflict, match="cancelled already"):
        cancel(people.supervisor, meeting, now)
    with acting_as(people.supervisor), pytest.raises(Conflict, match="was cancelled"):
        renew_panel(by=people.supervisor, meeting=meeting, now=now, today=timezone.localdate(now))
    with pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(place="Elsewhere")


def test_chairs_sight_is_renewed_until_the_minutes_are_made(people: People, case: Case, meeting: Meeting, now) -> None:
    CaseGrant.objects.filter(user=people.chair).update(valid_until=now - MINUTE)
    assert not sees(people.chair, case)
    with acting_as(people.offender_manager):
        renew_panel(by=people.offender_manager, meeting=meeting, now=now - MINUTE, today=timezone.localdate(now))
    assert sees(people.chair, case)


def test_chair_does_not_renew_their_own_sight(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair), pytest.raises(Denied):
        renew_panel(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))


# ----------------------------------------------------------------------------------------------- recording


def records(meeting: Meeting, now: dt.datetime) -> dict[str, object]:
    """Every act of recording, as a function of who does it."""
    today, police = timezone.localdate(now), Agency.objects.get(code="police")
    who = {"meeting": meeting, "today": today}
    return {
        "write_part": lambda by: write_part(by=by, **who, part="risk", text="Invented"),
        "answer": lambda by: answer_disclosure(by=by, **who, outcome="disclose", to_whom="Invented"),
        "next": lambda by: set_next_meeting(by=by, **who, next_on=today + WEEK),
        "attend": lambda by: record_attendance(
            by=by, **who, agency=police, present=True, name="Invented", report_sent=False, now=now
        ),
        "unattend": lambda by: remove_attendance(by=by, **who, line=1, now=now),
        "act": lambda by: add_meeting_action(
            by=by, **who, text="Invented", agency=police, owner_name="Invented", due_on=today, now=now
        ),
        "unact": lambda by: remove_meeting_action(by=by, **who, line=1, now=now),
        "sign": lambda by: sign_meeting(by=by, meeting=meeting, now=now, today=today),
    }


ACTS = ["write_part", "answer", "next", "attend", "unattend", "act", "unact", "sign"]
SEE_ONLY = ["offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_chair_of_the_meeting_records(act: str, people: People, meeting: Meeting, now) -> None:
    sentence = "Only the chair of this meeting, Invented Chair, may record and sign it."
    for name, person in people.items():
        if name == "chair":
            continue
        refusal = Denied if name in SEE_ONLY else Meeting.DoesNotExist
        with acting_as(person), pytest.raises(refusal) as raised:
            records(meeting, now)[act](person)
        if refusal is Denied:
            assert raised.value.message == sentence, name


@pytest.mark.parametrize("act", ACTS)
def test_chair_whose_role_has_ended_does_not_record(act: str, people: People, meeting: Meeting, now) -> None:
    people.chair.holdings.update(ends_on=timezone.localdate(now) - DAY)
    with acting_as(people.chair), pytest.raises(Denied, match="role as a meeting chair has ended"):
        records(meeting, now)[act](people.chair)


@pytest.mark.parametrize("act", ACTS)
def test_planned_meeting_is_not_recorded(act: str, people: People, case: Case, now) -> None:
    meeting = called(people, case, now=now, held_at=now + DAY)
    with acting_as(people.chair), pytest.raises(Conflict, match="It can be recorded from that day on"):
        records(meeting, now)[act](people.chair)


@pytest.mark.parametrize("act", ACTS)
def test_signed_meeting_is_not_recorded(act: str, people: People, meeting: Meeting, now) -> None:
    signed(people, meeting, now)
    with acting_as(people.chair), pytest.raises(Conflict, match="its record is closed"):
        records(meeting, now)[act](people.chair)


def test_each_part_is_kept_by_itself(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair):
        for code in WRITTEN:
            write_part(by=people.chair, meeting=meeting, part=code, text=f"About {code}", today=timezone.localdate(now))
    meeting.refresh_from_db()
    assert {prompt.code: getattr(meeting, prompt.code) for prompt in PARTS} == {
        prompt.code: f"About {prompt.code}" for prompt in PARTS
    }
    assert meeting.decision_draft == {
        code: f"About {code}" for code in ["reasons", *(prompt.code for prompt in DISCLOSURE.prompts)]
    }


def test_part_that_is_none_is_missing(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair), pytest.raises(Missing):
        write_part(by=people.chair, meeting=meeting, part="state", text="signed", today=timezone.localdate(now))


def test_part_too_long_is_refused(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair), pytest.raises(Conflict, match="no more than 20,000 characters"):
        write_part(
            by=people.chair, meeting=meeting, part="risk", text="x" * (LONGEST + 1), today=timezone.localdate(now)
        )


def test_answer_on_disclosure_cannot_be_blank(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair), pytest.raises(Conflict, match="it cannot be left blank"):
        answer_disclosure(by=people.chair, meeting=meeting, outcome="", to_whom="", today=timezone.localdate(now))


def test_nobody_is_named_where_nothing_is_disclosed(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair):
        kept = answer_disclosure(
            by=people.chair,
            meeting=meeting,
            outcome=DisclosureAnswer.DO_NOT_DISCLOSE,
            to_whom="Somebody",
            today=timezone.localdate(now),
        )
    assert kept.decision_draft == {"outcome": "do_not_disclose", "to_whom": ""}


def attend(people: People, meeting: Meeting, now: dt.datetime, **facts: object) -> Attendance:
    with acting_as(people.chair):
        return record_attendance(
            by=people.chair,
            meeting=meeting,
            agency=Agency.objects.get(code="housing"),
            now=now,
            today=timezone.localdate(now),
            **{"present": True, "name": "Invented Housing", "report_sent": False} | facts,
        )


def test_same_agency_and_name_is_one_line(people: People, meeting: Meeting, now) -> None:
    attend(people, meeting, now)
    attend(people, meeting, now)
    attend(people, meeting, now, name="Second Housing")
    assert sorted(meeting.attendances.values_list("name", flat=True)) == ["Invented Housing", "Second Housing"]


def test_agency_that_was_absent_and_then_came_is_present(people: People, meeting: Meeting, now) -> None:
    attend(people, meeting, now, present=False, name="", report_sent=True)
    attend(people, meeting, now)
    assert list(meeting.attendances.values_list("present", flat=True)) == [True]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": " "}, "Write who came for the agency."),
        ({"present": False}, "Leave the name empty for an agency that was absent."),
    ],
)
def test_attendance_that_contradicts_itself_is_refused(people, meeting, now, facts, sentence) -> None:
    with pytest.raises(Conflict, match=sentence):
        attend(people, meeting, now, **facts)


def test_present_agency_is_not_absent_too(people: People, meeting: Meeting, now) -> None:
    attend(people, meeting, now)
    with pytest.raises(Conflict, match="recorded as present"):
        attend(people, meeting, now, present=False, name="")


def test_slips_are_taken_out_again(people: People, meeting: Meeting, now) -> None:
    line, action = attend(people, meeting, now), with_action(people.chair, meeting, now=now)
    who = {"by": people.chair, "meeting": meeting, "now": now, "today": timezone.localdate(now)}
    with acting_as(people.chair):
        remove_attendance(**who, line=line.pk)
        remove_meeting_action(**who, line=action.pk)
    assert not meeting.attendances.exists()
    assert not meeting.actions.exists()
    with acting_as(people.chair), pytest.raises(Missing):
        remove_attendance(**who, line=line.pk)


def test_action_is_due_on_the_day_of_the_meeting_or_later(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair), pytest.raises(Conflict, match="due on the day of the meeting or later"):
        add_meeting_action(
            by=people.chair,
            meeting=meeting,
            text="Invented",
            agency=Agency.objects.get(code="police"),
            owner_name="Invented",
            due_on=timezone.localdate(meeting.held_at) - DAY,
            now=now,
            today=timezone.localdate(now),
        )


# ------------------------------------------------------------------------------------------------- signing


def signed(people: People, meeting: Meeting, now: dt.datetime) -> Meeting:
    complete_record(people.chair, meeting, now=now)
    with acting_as(people.chair):
        return sign_meeting(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))


LEFT_OUT = {
    "information": "Information shared: write at least 10 characters.",
    "risk": "Risk and how it is managed: write at least 10 characters.",
    "human_rights": "Human rights: write at least 10 characters.",
    "diversity": "Diversity: write at least 10 characters.",
    "reasons": "Reasons for the decision: write at least 10 characters.",
    "ndm_information": "Information and intelligence: answer this in at least 10 characters.",
    "ndm_assessment": "Threat, risk and working strategy: answer this in at least 10 characters.",
    "ndm_powers": "Powers and policy: answer this in at least 10 characters.",
    "ndm_options": "Options and contingencies: answer this in at least 10 characters.",
    "ndm_action": "Action and review: answer this in at least 10 characters.",
    "lawful": "Lawful: answer this in at least 10 characters.",
    "necessary": "Necessary: answer this in at least 10 characters.",
    "proportionate": "Proportionate: answer this in at least 10 characters.",
    "secure": "Secure: answer this in at least 10 characters.",
    "accountable": "Accountable: answer this in at least 10 characters.",
    "outcome": "Decision on disclosure: decide whether to disclose or not; it cannot be left blank.",
    "attendance": "Attendance: at least 2 agencies must have been present; 1 is recorded.",
    "next": "Next meeting: set the day.",
}


@pytest.mark.parametrize("place", LEFT_OUT)
def test_record_with_a_part_left_out_is_not_signed(place: str, people: People, meeting: Meeting, now) -> None:
    complete_record(people.chair, meeting, now=now, but=place)
    with acting_as(people.chair), pytest.raises(Conflict) as refused:
        sign_meeting(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))
    assert refused.value.message == LEFT_OUT[place]
    assert not MeetingDecision.objects.exists()


def test_meeting_later_today_is_not_signed_yet(people: People, case: Case) -> None:
    now = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(9)))
    meeting = called(people, case, now=now, held_at=now + MINUTE)
    complete_record(people.chair, meeting, now=now)
    with acting_as(people.chair), pytest.raises(Conflict, match=r"^The meeting has not been held yet\.$"):
        sign_meeting(by=people.chair, meeting=meeting, now=now, today=now.date())


def test_least_number_of_agencies_is_a_force_setting(people: People, meeting: Meeting, now) -> None:
    ForceSetting.objects.create(
        key="meeting_least_agencies", value="3", starts_on=dt.date(2020, 1, 1), reason="Invented"
    )
    with pytest.raises(Conflict, match="at least 3 agencies must have been present; 2 is recorded"):
        signed(people, meeting, now)


def test_signing_writes_the_decision_with_rank_and_authority(people: People, meeting: Meeting, now) -> None:
    signed(people, meeting, now)
    decision, held = MeetingDecision.objects.get(), Meeting.objects.get()
    assert (decision.outcome, decision.to_whom) == ("disclose", "The head of an invented school, in person")
    assert (decision.decided_by, decision.decided_rank, decision.authority, decision.decided_at) == (
        people.chair,
        "inspector",
        "Chair of a MAPP meeting, level 2",
        now,
    )
    assert set(decision.answers) == {prompt.code for prompt in DISCLOSURE.prompts}
    assert (held.state, held.signed_at, held.decision_draft) == (MeetingState.SIGNED, now, {})


def test_signing_asks_for_the_minutes_once(people: People, meeting: Meeting, now) -> None:
    signed(people, meeting, now)
    job = Job.objects.get(name="make_minutes")
    assert (job.key, job.ids, job.asked_by) == (
        f"meeting:{meeting.pk}:minutes:1",
        {"meeting": meeting.pk},
        people.chair,
    )


# ------------------------------------------------------------------------------------------------- actions


def done(people: People, action: MeetingAction, now: dt.datetime, *, by: object, note: str = "Visited.") -> object:
    with acting_as(by):
        return complete_meeting_action(by=by, action=action, note=note, now=now, today=timezone.localdate(now))


MAY_COMPLETE = {"offender_manager", "supervisor", "unit_manager", "chair"}


@pytest.mark.parametrize("name", People.__dataclass_fields__)
def test_action_is_completed_by_chair_and_those_who_write_in_the_case(name, people, meeting, now) -> None:
    action = with_action(people.chair, meeting, now=now)
    signed(people, meeting, now)
    person = getattr(people, name)
    if name in MAY_COMPLETE:
        done(people, action, now, by=person)
        action.refresh_from_db()
        assert (action.state, action.done_on, action.done_note) == (
            ActionState.DONE,
            timezone.localdate(now),
            "Visited.",
        )
    else:
        with pytest.raises((Denied, Meeting.DoesNotExist)):
            done(people, action, now, by=person)


def test_action_is_followed_in_the_diary_until_it_is_done(people: People, meeting: Meeting, now) -> None:
    action = with_action(people.chair, meeting, now=now)
    deadline = Deadline.objects.get(kind="meeting_action")
    assert (deadline.owner, deadline.due_on, deadline.state) == (people.offender_manager, action.due_on, "open")
    done(people, action, now, by=people.chair)
    deadline.refresh_from_db()
    assert deadline.state == DeadlineState.MET


def test_action_is_completed_once_and_with_words(people: People, meeting: Meeting, now) -> None:
    action = with_action(people.chair, meeting, now=now)
    with pytest.raises(Conflict, match="Say what was done"):
        done(people, action, now, by=people.chair, note=" ")
    done(people, action, now, by=people.chair)
    with pytest.raises(Conflict, match="done already"):
        done(people, action, now, by=people.chair)


# --------------------------------------------------------------------------------- every move, and what is final

TABLES = [
    (MeetingState, "meeting", {("open", "signed"), ("open", "cancelled")}),
    (ActionState, "action", {("open", "done")}),
]


@pytest.mark.parametrize(
    ("table", "before", "after", "legal"),
    [(table, a, b, (a, b) in moves) for states, table, moves in TABLES for a in states for b in states if a != b],
)
def test_database_makes_no_move_but_those_of_the_table(table, before, after, legal, people, meeting, now) -> None:
    action = with_action(people.chair, meeting, now=now)
    if table == "meeting":
        row = meeting
        complete_record(people.chair, meeting, now=now)
        if before == MeetingState.SIGNED:
            with acting_as(people.chair):
                sign_meeting(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))
        else:
            decide(people, meeting, now)
        if before == MeetingState.CANCELLED:
            assert updates(row, state=before, **cancelled(people, now))
        of_cancelling = cancelled(people, now) if after == MeetingState.CANCELLED else NOT_CANCELLED
        change = {"state": after, "signed_at": now if after == MeetingState.SIGNED else None} | of_cancelling
    else:
        row = action
        if before == ActionState.DONE:
            done(people, action, now, by=people.chair)
        change = {"state": after, "done_on": timezone.localdate(now) if after == ActionState.DONE else None}
    made = updates(row, **change)
    assert made == legal


def decide(people: People, meeting: Meeting, now: dt.datetime) -> None:
    MeetingDecision.objects.create(
        meeting=meeting,
        outcome="do_not_disclose",
        reasons="Invented reasons",
        answers={},
        decided_by=people.chair,
        decided_rank="inspector",
        authority="Chair",
        decided_at=now,
    )


def updates(row: object, **change: object) -> bool:
    """Whether the database takes the change from its own superuser."""
    try:
        with transaction.atomic():
            return bool(type(row).objects.filter(pk=row.pk).update(**change))
    except DatabaseError:
        return False


def test_no_meeting_is_signed_without_its_decision(meeting: Meeting, now) -> None:
    with pytest.raises(DatabaseError, match="only with its decision on disclosure"):
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.SIGNED, signed_at=now)


@pytest.mark.parametrize(
    "change",
    [
        {"risk": "Other words"},
        {"next_on": dt.date(2030, 1, 1)},
        {"place": "Elsewhere"},
        {"signed_at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)},
        {"decision_draft": {"outcome": "disclose"}},
    ],
    ids=str,
)
def test_signed_meeting_is_final(change, people: People, meeting: Meeting, now) -> None:
    signed(people, meeting, now)
    assert not updates(meeting, **change)


@pytest.mark.parametrize(
    "change", [{"outcome": "do_not_disclose"}, {"reasons": "Others"}, {"to_whom": "Others"}, {"answers": {}}], ids=str
)
def test_signed_decision_is_final(change, people: People, meeting: Meeting, now) -> None:
    signed(people, meeting, now)
    assert not updates(MeetingDecision.objects.get(), **change)


def test_lines_of_a_signed_meeting_are_final(people: People, meeting: Meeting, now) -> None:
    action = with_action(people.chair, meeting, now=now)
    signed(people, meeting, now)
    line = meeting.attendances.first()
    assert not updates(line, name="Somebody else")
    assert not updates(action, text="Something else")
    assert not updates(action, state="done", done_on=timezone.localdate(now), text="Something else")
    for row in (line, action):
        with pytest.raises(DatabaseError, match="its record is closed"), transaction.atomic():
            row.delete()
    for model, facts in (
        (Attendance, {"name": "Late"}),
        (MeetingAction, {"text": "Late", "owner_name": "Late", "due_on": timezone.localdate(now)}),
    ):
        with pytest.raises(DatabaseError, match="its record is closed"), transaction.atomic():
            model.objects.create(meeting=meeting, agency=line.agency, **facts)
    assert updates(action, state="done", done_on=timezone.localdate(now), done_note="Done")
    assert not updates(action, done_note="Other words")
