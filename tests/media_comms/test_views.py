"""The pages of the media: who is let in, what is refused and how, what the press office never reads."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from cases.models import Agency, Case
from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from media_comms.rules import NO_INFERENCE, STANDING_LINES
from media_comms.states import Confirmation, EnquiryState
from mosovo.audit.models import Look
from mosovo.diary.models import Notification
from mosovo.staff.models import Unit
from tests.factories.cases import AgencyFactory, CaseFactory
from tests.factories.media_comms import ConsultationFactory, EnquiryFactory
from tests.media_comms.steps import EXCEPTIONAL, answer, close, consult, issue, log
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

UNIT = ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer")
OTHER_UNIT = ("other_unit_officer", "other_unit_supervisor")
ANSWER = {"text": "Speak in general; ask for calm."}
STATEMENT = {"text": "Police and partners manage risk together.", "confirmation": "general"}


def unit(status: int) -> dict[str, int]:
    return dict.fromkeys(UNIT, status)


def page_of(enquiry: Enquiry, step: str = "") -> str:
    return f"/media/{enquiry.reference}/{step}"


def logged(unit: Unit) -> dict[str, object]:
    now = timezone.localtime()
    moment = {"received_at_0": now.day, "received_at_1": now.month, "received_at_2": now.year, "received_at_3": "00:01"}
    typed = {"outlet": "The Invented Echo", "question": "Is it true?", "unit": unit.pk}
    return {"reference": uuid.uuid4(), **typed, **moment}


class TestLadder:
    def test_list(self, people: People, enquiry: Enquiry) -> None:
        readers = unit(200) | dict.fromkeys(OTHER_UNIT, 200) | {"press_officer": 200}
        assert answers(people, "/media/") == refused_but(people, status=403, **readers)

    def test_logging(self, people: People, unit: Unit) -> None:
        assert answers(people, "/media/log/") == refused_but(people, status=403, press_officer=200)
        assert answers(people, "/media/log/", data=logged(unit)) == refused_but(people, status=403, press_officer=303)

    def test_enquiry(self, people: People, enquiry: Enquiry) -> None:
        assert answers(people, page_of(enquiry)) == refused_but(people, **unit(200), press_officer=200)
        assert answers(people, f"/media/{uuid.uuid4()}/") == refused_but(people)

    def test_answering(self, people: People, enquiry: Enquiry) -> None:
        url = page_of(enquiry, "answer/")
        assert answers(people, url) == refused_but(people, **unit(200), press_officer=403)
        # The first of the unit answers; then it is the wrong state for the others.
        once = unit(409) | {"offender_manager": 303, "press_officer": 403}
        assert answers(people, url, data=ANSWER) == refused_but(people, **once)
        assert answers(people, url) == refused_but(people, **unit(409), press_officer=403)
        assert answers(people, f"/media/{uuid.uuid4()}/answer/", data=ANSWER) == refused_but(people)

    def test_consulting(self, people: People, enquiry: Enquiry) -> None:
        url, press = page_of(enquiry, "consult/"), unit(403)
        typed = {"agency": AgencyFactory().pk, "consulted": "A duty manager", "view": "Nothing against it."}
        assert answers(people, url) == refused_but(people, **press, press_officer=200)
        assert answers(people, url, data=typed) == refused_but(people, **press, press_officer=303)
        answer(by=people.offender_manager, enquiry=enquiry)
        issue(by=people.press_officer, enquiry=enquiry)
        assert answers(people, url) == refused_but(people, **press, press_officer=409)
        assert answers(people, url, data=typed) == refused_but(people, **press, press_officer=409)
        assert answers(people, f"/media/{uuid.uuid4()}/consult/", data=typed) == refused_but(people)

    @pytest.mark.parametrize(
        ("step", "typed"), [("statement/", STATEMENT), ("close/", {"reason": EXCEPTIONAL})], ids=["statement", "close"]
    )
    def test_ending(self, step: str, typed: dict[str, str], people: People, enquiry: Enquiry) -> None:
        url, press = page_of(enquiry, step), unit(403)
        for data in (None, typed):  # the unit has not answered
            assert answers(people, url, data=data) == refused_but(people, **press, press_officer=409)
        answer(by=people.offender_manager, enquiry=enquiry)
        assert answers(people, url) == refused_but(people, **press, press_officer=200)
        assert answers(people, url, data=typed) == refused_but(people, **press, press_officer=303)
        for data in (None, typed):  # over
            assert answers(people, url, data=data) == refused_but(people, **press, press_officer=409)
        assert answers(people, f"/media/{uuid.uuid4()}/{step}", data=typed) == refused_but(people)


class TestList:
    def test_open_soonest_deadline_first_and_settled_apart(self, people: People, enquiry: Enquiry) -> None:
        soon = EnquiryFactory(unit=enquiry.unit, deadline_at=timezone.now() - dt.timedelta(hours=1), outlet="Soon FM")
        never = EnquiryFactory(unit=enquiry.unit, outlet="Whenever")
        over = EnquiryFactory(unit=enquiry.unit, state=EnquiryState.ISSUED, outlet="Over and done")
        client = signed_in(people.press_officer)
        assert list(client.get("/media/").context["page"]) == [soon, enquiry, never]
        assert list(client.get("/media/?show=over").context["page"]) == [over]
        assert "Passed" in client.get("/media/").content.decode()

    def test_other_unit_sees_an_empty_list(self, people: People, enquiry: Enquiry) -> None:
        assert "No enquiry is open" in signed_in(people.other_unit_officer).get("/media/").content.decode()

    @pytest.mark.parametrize("rows", [1, 25])
    def test_asks_one_number_of_queries(
        self, rows: int, people: People, enquiry: Enquiry, django_assert_num_queries: Callable
    ) -> None:
        for _ in range(rows - 1):
            EnquiryFactory(unit=enquiry.unit)
        client = signed_in(people.press_officer)
        with django_assert_num_queries(12):
            assert len(client.get("/media/").context["page"].object_list) == rows

    @pytest.mark.parametrize("rows", [1, 12])
    def test_enquiry_asks_one_number_of_queries(
        self, rows: int, people: People, enquiry: Enquiry, django_assert_num_queries: Callable
    ) -> None:
        given = answer(by=people.offender_manager, enquiry=enquiry)
        for agency in Agency.objects.all()[:rows]:
            given.agencies.add(agency)
            ConsultationFactory(enquiry=enquiry, agency=agency)
        client = signed_in(people.press_officer)
        with django_assert_num_queries(17):
            client.get(page_of(enquiry))


class TestLog:
    def test_what_was_typed_stays(self, people: People, unit: Unit) -> None:
        response = signed_in(people.press_officer).post("/media/log/", logged(unit) | {"question": ""})
        page = response.content.decode()
        assert response.status_code == 422
        assert "Enter what they ask" in page
        assert "The Invented Echo" in page
        assert not Enquiry.objects.exists()

    def test_form_sent_twice_leads_to_the_one_enquiry(self, people: People, unit: Unit) -> None:
        client, typed = signed_in(people.press_officer), logged(unit)
        first, second = client.post("/media/log/", typed), client.post("/media/log/", typed)
        assert first.status_code == second.status_code == 303
        assert first["Location"] == second["Location"]
        assert Enquiry.objects.count() == 1
        assert Notification.objects.filter(to__sign_in="supervisor").count() == 1

    def test_form_carries_a_reference_of_its_own_each_time_it_is_opened(self, people: People) -> None:
        client = signed_in(people.press_officer)
        first, second = (client.get("/media/log/").context["form"]["reference"].value() for _ in range(2))
        assert first != second

    def test_nothing_comes_in_tomorrow(self, people: People, unit: Unit) -> None:
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        typed = logged(unit) | {"received_at_0": tomorrow.day, "received_at_1": tomorrow.month}
        page = signed_in(people.press_officer).post("/media/log/", typed | {"received_at_2": tomorrow.year})
        assert "When it came in must be on or before" in page.content.decode()


class TestAnswer:
    def test_links_the_case_typed_and_names_agencies(self, people: People, enquiry: Enquiry, case: Case) -> None:
        agency = AgencyFactory()
        typed = ANSWER | {"agencies": [agency.pk], "case": f" {case.reference.lower()} ", "child_at_risk": "on"}
        response = signed_in(people.offender_manager).post(page_of(enquiry, "answer/"), typed)
        assert response.status_code == 303
        assert EnquiryCase.objects.get().case == case
        assert list(UnitAnswer.objects.get().agencies.all()) == [agency]
        enquiry.refresh_from_db()
        assert enquiry.child_at_risk

    def test_case_out_of_sight_reads_like_one_that_is_not_there(
        self, people: People, enquiry: Enquiry, other_unit: Unit
    ) -> None:
        hidden = CaseFactory(unit=other_unit).reference
        client = signed_in(people.offender_manager)
        for reference in (hidden, "N9999999"):
            response = client.post(page_of(enquiry, "answer/"), ANSWER | {"case": reference})
            assert response.status_code == 422
            assert f"There is no case {reference} that you may see" in response.content.decode()
        assert not UnitAnswer.objects.exists()

    def test_the_press_office_never_reads_which_case(self, people: People, enquiry: Enquiry, case: Case) -> None:
        answer(by=people.offender_manager, enquiry=enquiry, case=case)
        press = signed_in(people.press_officer)
        pages = [
            press.get(url).content.decode() for url in ("/media/", page_of(enquiry), page_of(enquiry, "statement/"))
        ]
        assert not any(word in page for page in pages for word in (case.reference, case.nominal.family_name))
        mine = signed_in(people.offender_manager).get(page_of(enquiry)).content.decode()
        assert case.reference in mine

    def test_reading_which_case_is_a_look_at_it(self, people: People, enquiry: Enquiry, case: Case) -> None:
        answer(by=people.offender_manager, enquiry=enquiry, case=case)
        signed_in(people.supervisor).get(page_of(enquiry))
        signed_in(people.press_officer).get(page_of(enquiry))
        assert list(Look.objects.values_list("person_id", "case_ids")) == [(people.supervisor.pk, [case.pk])]


class TestIssue:
    def test_button_says_what_is_missing(self, people: People, enquiry: Enquiry) -> None:
        press = signed_in(people.press_officer)
        assert "North unit has not answered yet" in press.get(page_of(enquiry)).content.decode()
        agency = AgencyFactory(code="housing", name="Housing authority")
        answer(by=people.offender_manager, enquiry=enquiry, agencies=[agency])
        sentence = "Housing authority must be consulted first: the unit named it."
        assert sentence in press.get(page_of(enquiry)).content.decode()
        refused = press.post(page_of(enquiry, "statement/"), STATEMENT)
        assert refused.status_code == 409
        assert sentence in refused.content.decode()
        consult(by=people.press_officer, enquiry=enquiry, agency=agency)
        assert sentence not in press.get(page_of(enquiry)).content.decode()
        assert press.post(page_of(enquiry, "statement/"), STATEMENT).status_code == 303

    @pytest.mark.parametrize("confirmation", [Confirmation.CONFIRM, Confirmation.DENY])
    def test_confirming_or_denying_is_refused_and_the_text_stays(
        self, confirmation: Confirmation, people: People, enquiry: Enquiry
    ) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        typed = STATEMENT | {"confirmation": confirmation.value}
        response = signed_in(people.press_officer).post(page_of(enquiry, "statement/"), typed)
        page = response.content.decode()
        assert response.status_code == 422
        assert "needs the recorded decision of a senior officer" in page
        assert STATEMENT["text"] in page
        assert not Statement.objects.exists()

    def test_neither_shows_that_nothing_may_be_inferred(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        press = signed_in(people.press_officer)
        typed = STATEMENT | {"confirmation": "neither"}
        response = press.post(page_of(enquiry, "statement/"), typed)
        assert response.status_code == 422
        assert "Explain carefully" in response.content.decode()
        why = {"explanation": "Whatever we said would be read into every other silence."}
        press.post(page_of(enquiry, "statement/"), typed | why)
        assert NO_INFERENCE in press.get(page_of(enquiry)).content.decode()

    def test_general_says_nothing_of_inference(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        issue(by=people.press_officer, enquiry=enquiry)
        assert NO_INFERENCE not in signed_in(people.press_officer).get(page_of(enquiry)).content.decode()

    def test_standing_lines_are_at_hand(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        page = signed_in(people.press_officer).get(page_of(enquiry, "statement/")).content.decode()
        assert all(line.replace("'", "&#x27;") in page for line in STANDING_LINES)


class TestClose:
    def test_ordinary_reason_is_refused_at_its_field(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        response = signed_in(people.press_officer).post(page_of(enquiry, "close/"), {"reason": "Busy"})
        assert response.status_code == 422
        assert "what is so exceptional that the media get no statement" in response.content.decode()

    def test_reason_is_shown(self, people: People, enquiry: Enquiry) -> None:
        answer(by=people.offender_manager, enquiry=enquiry)
        close(by=people.press_officer, enquiry=enquiry)
        assert EXCEPTIONAL in signed_in(people.supervisor).get(page_of(enquiry)).content.decode()


def test_agency_consulted_is_not_offered_again(people: People, enquiry: Enquiry) -> None:
    agency = AgencyFactory(code="housing", name="Housing authority")
    press = signed_in(people.press_officer)
    assert "Housing authority" in press.get(page_of(enquiry, "consult/")).content.decode()
    consult(by=people.press_officer, enquiry=enquiry, agency=agency)
    assert "Housing authority" not in press.get(page_of(enquiry, "consult/")).content.decode()
    response = press.post(page_of(enquiry, "consult/"), {"agency": agency.pk, "consulted": "Them", "view": "Again"})
    assert response.status_code == 422
    assert Consultation.objects.count() == 1


def test_no_one_logs_for_a_department_that_manages_no_cases(people: People) -> None:
    office = people.press_officer.unit
    response = signed_in(people.press_officer).post("/media/log/", logged(office))
    assert response.status_code == 422
    assert not Enquiry.objects.exists()


def test_log_of_two_on_one_day_keeps_both(people: People, unit: Unit) -> None:
    assert log(by=people.press_officer, unit=unit) != log(by=people.press_officer, unit=unit)
