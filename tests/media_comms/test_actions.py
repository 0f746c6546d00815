"""From the question to the statement: what each step promises and what it refuses."""

import pytest
from django.utils import timezone

from cases.models import Agency, Case
from media_comms.models import Enquiry, EnquiryCase, Statement
from media_comms.states import Confirmation, EnquiryState
from mosovo.diary.models import Deadline, Notification
from mosovo.errors import Conflict, Denied
from mosovo.staff.models import Unit
from tests.factories.cases import AgencyFactory, CaseFactory
from tests.media_comms.steps import EXCEPTIONAL, answer, close, consult, issue, log
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def housing() -> Agency:
    agency: Agency = AgencyFactory(code="housing", name="Housing authority")
    return agency


@pytest.fixture
def children() -> Agency:
    agency: Agency = AgencyFactory(code="childrens-services", name="Children's social care", cares_for_children=True)
    return agency


class TestLog:
    def test_tells_the_units_supervisors(self, people: People, enquiry: Enquiry) -> None:
        told = Notification.objects.filter(url=f"/media/{enquiry.reference}/")
        assert {line.to for line in told} == {people.supervisor, people.unit_manager}
        assert {line.text for line in told} == {"The Invented Echo asks a question that waits for the unit's answer."}

    def test_opens_a_deadline_for_who_logged_it(self, people: People, enquiry: Enquiry) -> None:
        deadline = Deadline.objects.get(kind="media_enquiry")
        assert (deadline.owner, deadline.unit, deadline.case) == (people.press_officer, enquiry.unit, None)
        assert deadline.due_on == timezone.localdate(enquiry.deadline_at)

    def test_without_their_deadline_nothing_is_due(self, people: People, unit: Unit) -> None:
        log(by=people.press_officer, unit=unit, deadline_at=None)
        assert not Deadline.objects.filter(kind="media_enquiry").exists()

    @pytest.mark.parametrize("name", ["offender_manager", "supervisor", "superintendent", "auditor", "stranger"])
    def test_only_the_press_office_logs(self, name: str, people: People, unit: Unit) -> None:
        with pytest.raises(Denied, match="Only the press office"):
            log(by=getattr(people, name), unit=unit)

    @pytest.mark.parametrize("changed", [{"outlet": " "}, {"question": ""}])
    def test_empty_enquiry_is_refused(self, changed: dict[str, str], people: People, unit: Unit) -> None:
        with pytest.raises(Conflict, match="Say which outlet asks, and what"):
            log(by=people.press_officer, unit=unit, **changed)

    def test_department_without_cases_is_not_asked(self, people: People) -> None:
        with pytest.raises(Conflict, match="manages no cases"):
            log(by=people.press_officer, unit=people.press_officer.unit)


class TestAnswer:
    @pytest.mark.parametrize(
        "name", ["offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"]
    )
    def test_anybody_of_the_unit_answers(self, name: str, people: People, enquiry: Enquiry, housing: Agency) -> None:
        person = getattr(people, name)
        given = answer(by=person, enquiry=enquiry, agencies=[housing])
        assert list(given.agencies.all()) == [housing]
        enquiry.refresh_from_db()
        assert enquiry.state == EnquiryState.ANSWERED
        told = Notification.objects.get(to=people.press_officer)
        assert told.text == "North unit has answered the enquiry from The Invented Echo."

    @pytest.mark.parametrize("name", ["press_officer"])
    def test_the_press_office_does_not_answer_for_the_unit(self, name: str, people: People, enquiry: Enquiry) -> None:
        with pytest.raises(Denied, match="Only the offender managers and supervisors of North unit"):
            answer(by=getattr(people, name), enquiry=enquiry)

    def test_another_unit_does_not_even_find_it(self, people: People, enquiry: Enquiry) -> None:
        with pytest.raises(Enquiry.DoesNotExist):
            answer(by=people.other_unit_officer, enquiry=enquiry)

    def test_answered_once(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        with pytest.raises(Conflict, match="The unit has answered already"):
            answer(by=people.supervisor, enquiry=enquiry)

    def test_links_a_case_in_sight(self, people: People, enquiry: Enquiry, case: Case) -> None:
        answer(by=people.offender_manager, enquiry=enquiry, case=case)
        assert EnquiryCase.objects.get().case == case

    def test_case_out_of_sight_is_not_linked(self, people: People, enquiry: Enquiry, other_unit: Unit) -> None:
        with pytest.raises(Conflict, match="not one you may see"):
            answer(by=people.offender_manager, enquiry=enquiry, case=CaseFactory(unit=other_unit))
        enquiry.refresh_from_db()
        assert enquiry.state == EnquiryState.LOGGED

    @pytest.mark.parametrize(
        ("press_says", "unit_says", "holds"), [(False, False, False), (False, True, True), (True, False, True)]
    )
    def test_a_child_at_risk_is_never_taken_back(
        self, press_says: bool, unit_says: bool, holds: bool, people: People, unit: Unit
    ) -> None:
        enquiry = log(by=people.press_officer, unit=unit, child_at_risk=press_says)
        answer(by=people.offender_manager, enquiry=enquiry, child_at_risk=unit_says)
        enquiry.refresh_from_db()
        assert enquiry.child_at_risk is holds


class TestConsult:
    def test_each_agency_once(self, people: People, enquiry: Enquiry, housing: Agency) -> None:
        made = consult(by=people.press_officer, enquiry=enquiry, agency=housing)
        assert (made.agency, made.recorded_by) == (housing, people.press_officer)
        with pytest.raises(Conflict, match="Housing authority has been consulted on this enquiry already"):
            consult(by=people.press_officer, enquiry=enquiry, agency=housing)

    def test_only_the_press_office_records_it(self, people: People, enquiry: Enquiry, housing: Agency) -> None:
        with pytest.raises(Denied, match="Only the press office"):
            consult(by=people.supervisor, enquiry=enquiry, agency=housing)

    def test_not_after_the_statement(self, people: People, enquiry: Enquiry, housing: Agency) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        issue(by=people.press_officer, enquiry=enquiry)
        with pytest.raises(Conflict, match="A statement has been issued"):
            consult(by=people.press_officer, enquiry=enquiry, agency=housing)


class TestIssue:
    def test_before_the_unit_answers_is_refused(self, people: People, enquiry: Enquiry) -> None:
        with pytest.raises(Conflict, match="North unit has not answered yet"):
            issue(by=people.press_officer, enquiry=enquiry)
        assert not Statement.objects.exists()

    def test_before_consulting_is_refused_in_words(
        self, people: People, enquiry: Enquiry, housing: Agency, children: Agency
    ) -> None:
        answer(by=people.offender_manager, enquiry=enquiry, agencies=[housing, children])
        with pytest.raises(Conflict, match="Children's social care and Housing authority must be consulted first"):
            issue(by=people.press_officer, enquiry=enquiry)
        consult(by=people.press_officer, enquiry=enquiry, agency=children)
        with pytest.raises(Conflict, match=r"^Housing authority must be consulted first: the unit named it\.$"):
            issue(by=people.press_officer, enquiry=enquiry)
        consult(by=people.press_officer, enquiry=enquiry, agency=housing)
        issue(by=people.press_officer, enquiry=enquiry)
        enquiry.refresh_from_db()
        assert enquiry.state == EnquiryState.ISSUED

    def test_child_at_risk_needs_an_agency_that_cares_for_children(
        self, people: People, enquiry: Enquiry, housing: Agency, children: Agency
    ) -> None:
        answer(by=people.offender_manager, enquiry=enquiry, child_at_risk=True)
        consult(by=people.press_officer, enquiry=enquiry, agency=housing)
        with pytest.raises(
            Conflict, match="A child may be at risk: consult Children's social care, Education or Youth"
        ):
            issue(by=people.press_officer, enquiry=enquiry)
        consult(by=people.press_officer, enquiry=enquiry, agency=children)
        issue(by=people.press_officer, enquiry=enquiry)

    @pytest.mark.parametrize("confirmation", [Confirmation.CONFIRM, Confirmation.DENY])
    def test_confirming_or_denying_is_refused(
        self, confirmation: Confirmation, people: People, enquiry: Enquiry
    ) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        with pytest.raises(Conflict, match="needs the recorded decision of a senior officer"):
            issue(by=people.press_officer, enquiry=enquiry, confirmation=confirmation)

    def test_neither_needs_its_explanation(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        with pytest.raises(Conflict, match="Explain carefully"):
            issue(by=people.press_officer, enquiry=enquiry, confirmation=Confirmation.NEITHER)
        why = "Whatever we said here would be read into every other silence."
        said = issue(by=people.press_officer, enquiry=enquiry, confirmation=Confirmation.NEITHER, explanation=why)
        assert said.explanation == why

    def test_meets_the_deadline_and_happens_once(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        issue(by=people.press_officer, enquiry=enquiry)
        assert Deadline.objects.get(kind="media_enquiry").state == "met"
        with pytest.raises(Conflict, match="A statement has been issued"):
            issue(by=people.press_officer, enquiry=enquiry)

    def test_the_unit_does_not_speak_to_the_media(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        with pytest.raises(Denied, match="Only the press office"):
            issue(by=people.supervisor, enquiry=enquiry)


class TestClose:
    def test_keeps_the_exceptional_reason(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        closed = close(by=people.press_officer, enquiry=enquiry)
        assert (closed.state, closed.closed_reason, closed.closed_by) == (
            EnquiryState.CLOSED,
            EXCEPTIONAL,
            people.press_officer,
        )
        assert Deadline.objects.get(kind="media_enquiry").state == "met"

    def test_not_before_the_unit_was_heard(self, people: People, enquiry: Enquiry) -> None:
        with pytest.raises(Conflict, match="closed only after the unit has been heard"):
            close(by=people.press_officer, enquiry=enquiry)

    def test_not_for_an_ordinary_reason(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        with pytest.raises(Conflict, match="what is so exceptional"):
            close(by=people.press_officer, enquiry=enquiry, reason="Busy")

    def test_not_by_the_unit(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        with pytest.raises(Denied, match="Only the press office"):
            close(by=people.unit_manager, enquiry=enquiry)
