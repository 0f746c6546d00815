"""The pages of sharing: who is let in, what is refused and how, what is shown."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone
from django.utils.html import escape

from cases.models import Case, Meeting, MeetingDecision
from cases.states import DisclosureAnswer, Level
from cases.timeline import timeline
from mosovo.audit.models import Look
from mosovo.diary.models import Notification
from mosovo.identity import acting_as
from sharing.models import Delegation, DisclosureDecision, DisclosureRequest
from sharing.rules import DISCLOSURE
from sharing.states import RequestState
from tests.factories.sharing import ANSWERS, DelegationFactory, DisclosureRequestFactory
from tests.people import People, answers, refused_but, signed_in
from tests.sharing.steps import REASONS, decide, put

pytestmark = pytest.mark.django_db

FILLED = {**ANSWERS, "outcome": "share", "reasons": REASONS}
READERS = ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer")


def everybody_of_the_unit(status: int) -> dict[str, int]:
    return dict.fromkeys(READERS, status)


class TestLadder:
    def test_tab_is_for_the_unit(self, people: People, case: Case) -> None:
        url = f"/cases/{case.reference}/sharing/"
        assert answers(people, url) == refused_but(people, **everybody_of_the_unit(200))
        assert answers(people, "/cases/N9999999/sharing/") == refused_but(people)

    def test_putting_is_for_those_who_write_in_the_case(self, people: People, case: Case) -> None:
        url = f"/cases/{case.reference}/sharing/put/"
        readers = everybody_of_the_unit(403)
        writers = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 200)
        assert answers(people, url) == refused_but(people, **readers | writers)
        typed = {
            "reference": uuid.uuid4(),
            "to_whom": "A club",
            "proposal": "What the order says",
            "put_to": people.superintendent.pk,
        }
        # One form is one request: the others hold a form that was sent already, by somebody else.
        saved = {"offender_manager": 303, "supervisor": 409, "unit_manager": 409}
        # The first of them puts it, and the superintendent sees the case from then on, but does not write in it.
        assert answers(people, url, data=typed) == refused_but(people, superintendent=403, **readers | saved)
        assert answers(people, "/cases/N9999999/sharing/put/", data=typed) == refused_but(people)

    def test_list_is_for_those_who_decide(self, people: People) -> None:
        assert answers(people, "/disclosures/") == refused_but(people, status=403, superintendent=200)

    def test_list_is_for_delegates_too(self, people: People) -> None:
        today = timezone.localdate()
        DelegationFactory(superintendent=people.superintendent, delegate=people.chair, from_on=today, until_on=today)
        allowed = {"superintendent": 200, "chair": 200}
        assert answers(people, "/disclosures/") == refused_but(people, status=403, **allowed)

    def test_decision_page(self, people: People, waiting: DisclosureRequest) -> None:
        url = f"/disclosures/{waiting.reference}/"
        assert answers(people, url) == refused_but(people, **everybody_of_the_unit(200), superintendent=200)
        assert answers(people, f"/disclosures/{uuid.uuid4()}/") == refused_but(people)

    def test_deciding_is_for_the_one_it_was_put_before(self, people: People, waiting: DisclosureRequest) -> None:
        url = f"/disclosures/{waiting.reference}/"
        expected = refused_but(people, **everybody_of_the_unit(403), superintendent=303)
        assert answers(people, url, data=FILLED) == expected
        # Decided once: now the wrong state.
        expected = refused_but(people, **everybody_of_the_unit(403), superintendent=409)
        assert answers(people, url, data=FILLED) == expected
        assert DisclosureDecision.objects.count() == 1

    def test_withdrawing_is_for_who_put_it(self, people: People, waiting: DisclosureRequest) -> None:
        url = f"/disclosures/{waiting.reference}/withdraw/"
        readers = everybody_of_the_unit(403) | {"superintendent": 403}
        assert answers(people, url) == refused_but(people, **readers | {"offender_manager": 405})
        # Withdrawn by the first in the list, after which the superintendent sees the case no more.
        readers.pop("superintendent")
        assert answers(people, url, data={"x": ""}) == refused_but(people, **readers | {"offender_manager": 303})
        assert answers(people, url, data={"x": ""}) == refused_but(people, **readers | {"offender_manager": 409})

    def test_delegations_are_for_superintendents(self, people: People) -> None:
        url = "/disclosures/delegations/"
        assert answers(people, url) == refused_but(people, status=403, superintendent=200)
        today = timezone.localdate()
        typed = {"delegate": people.chair.pk, "from_on": f"{today}", "until_on": f"{today}", "reason": "Away"}
        assert answers(people, url, data=typed) == refused_but(people, status=403, superintendent=303)

    def test_ending_a_delegation_is_for_who_gave_it(self, people: People) -> None:
        today = timezone.localdate()
        delegation = DelegationFactory(
            superintendent=people.superintendent, delegate=people.chair, from_on=today, until_on=today
        )
        url = f"/disclosures/delegations/{delegation.reference}/end/"
        assert answers(people, url) == refused_but(people, status=403, superintendent=405)
        assert answers(people, url, data={"x": ""}) == refused_but(people, status=403, superintendent=303)
        assert answers(people, url, data={"x": ""}) == refused_but(people, status=403, superintendent=409)
        assert answers(people, f"/disclosures/delegations/{uuid.uuid4()}/end/", data={"x": ""}) == refused_but(people)


class TestPut:
    def test_offers_only_those_who_may_decide(self, people: People, case: Case) -> None:
        page = signed_in(people.offender_manager).get(f"/cases/{case.reference}/sharing/put/").content.decode()
        assert "Superintendent Invented Superintendent" in page
        assert "Invented Unit Manager" not in page

    def test_what_was_typed_stays(self, people: People, case: Case) -> None:
        response = signed_in(people.offender_manager).post(
            f"/cases/{case.reference}/sharing/put/", {"to_whom": "An invented club", "proposal": ""}
        )
        page = response.content.decode()
        assert response.status_code == 422
        assert "An invented club" in page
        assert "Enter an answer to “What would be disclosed, and why?”" in page
        assert not DisclosureRequest.objects.exists()

    def test_form_sent_twice_leads_to_the_one_request(self, people: People, case: Case) -> None:
        client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/sharing/put/"
        typed: dict[str, object] = {
            "to_whom": "A club",
            "proposal": "What the order\r\nsays",
            "put_to": people.superintendent.pk,
        }
        typed["reference"] = client.get(url).context["form"]["reference"].value()
        first, second = client.post(url, typed), client.post(url, typed)
        assert first.status_code == second.status_code == 303
        assert first["Location"] == second["Location"]
        assert DisclosureRequest.objects.count() == 1
        assert Notification.objects.filter(to=people.superintendent).count() == 1

    def test_form_sent_again_with_other_words_is_refused_and_nothing_is_lost(self, people: People, case: Case) -> None:
        client, url = signed_in(people.offender_manager), f"/cases/{case.reference}/sharing/put/"
        typed: dict[str, object] = {
            "to_whom": "A club",
            "proposal": "What the order says",
            "put_to": people.superintendent.pk,
        }
        typed["reference"] = uuid.uuid4()
        client.post(url, typed)
        answer = client.post(url, typed | {"proposal": "And something more"})
        assert answer.status_code == 409
        assert "has been sent before" in answer.content.decode()
        assert DisclosureRequest.objects.get().proposal == "What the order says"

    @pytest.mark.parametrize("level", [Level.TWO, Level.THREE])
    def test_higher_levels_are_told_why_the_button_does_nothing(self, level: Level, people: People, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(level=level)
        client = signed_in(people.offender_manager)
        page = client.get(f"/cases/{case.reference}/sharing/").content.decode()
        assert f"This case is managed at level {level.value}. Only the chair decides on disclosure" in page
        refused = client.get(f"/cases/{case.reference}/sharing/put/")
        assert refused.status_code == 403
        assert "in a MAPP meeting" in refused.content.decode()


class TestDecide:
    def test_page_asks_every_question(self, people: People, waiting: DisclosureRequest) -> None:
        page = signed_in(people.superintendent).get(f"/disclosures/{waiting.reference}/").content.decode()
        for prompt in DISCLOSURE.prompts:
            assert f'name="{prompt.code}"' in page
            assert escape(prompt.help) in page

    @pytest.mark.parametrize("left_out", [*(prompt.code for prompt in DISCLOSURE.prompts), "outcome", "reasons"])
    def test_what_is_left_out_is_named_and_the_rest_stays(
        self, left_out: str, people: People, waiting: DisclosureRequest
    ) -> None:
        sentences = {
            prompt.code: f"{prompt.label}: answer this in at least 10 characters." for prompt in DISCLOSURE.prompts
        } | {"outcome": "Select your decision", "reasons": "Enter reasons"}
        typed = {name: value for name, value in FILLED.items() if name != left_out}
        response = signed_in(people.superintendent).post(f"/disclosures/{waiting.reference}/", typed)
        page = response.content.decode()
        assert response.status_code == 422
        assert response.context["form"].errors == {left_out: [sentences[left_out]]}
        assert all(answer in page for name, answer in ANSWERS.items() if name != left_out)
        waiting.refresh_from_db()
        assert waiting.state == RequestState.WAITING

    def test_lower_rank_reads_why_not(self, people: People, waiting: DisclosureRequest) -> None:
        client = signed_in(people.unit_manager)
        sentence = (
            "You are an inspector. A superintendent or above decides on disclosure in a category 1 case at level 1"
        )
        assert sentence in client.get(f"/disclosures/{waiting.reference}/").content.decode()
        refused = client.post(f"/disclosures/{waiting.reference}/", FILLED)
        assert refused.status_code == 403
        assert sentence in refused.content.decode()

    def test_signed_decision_is_shown_whole(self, people: People, waiting: DisclosureRequest) -> None:
        decision = decide(by=people.superintendent, request=waiting)
        page = signed_in(people.offender_manager).get(f"/disclosures/{waiting.reference}/").content.decode()
        shown = [*ANSWERS.values(), REASONS, decision.authority, "Superintendent Invented Superintendent", "Share"]
        assert all(words.replace("'", "&#x27;") in page for words in shown)
        assert "<textarea" not in page

    def test_decision_of_a_delegate_names_who_answers_for_it(self, people: People, case: Case) -> None:
        today = timezone.localdate()
        DelegationFactory(superintendent=people.superintendent, delegate=people.chair, from_on=today, until_on=today)
        request = put(by=people.offender_manager, put_to=people.chair, case=case)
        decide(by=people.chair, request=request)
        page = signed_in(people.offender_manager).get(f"/disclosures/{request.reference}/").content.decode()
        assert "Superintendent Invented Superintendent, who keeps the overall responsibility" in " ".join(page.split())

    def test_looking_is_recorded(self, people: People, waiting: DisclosureRequest) -> None:
        signed_in(people.superintendent).get(f"/disclosures/{waiting.reference}/")
        look = Look.objects.get(person_id=people.superintendent.pk)
        assert (look.kind, look.compartment, look.case_ids) == ("page", "case", [waiting.case_id])


class TestLists:
    def test_menu_counts_what_waits(self, people: People, waiting: DisclosureRequest) -> None:
        response = signed_in(people.superintendent).get("/disclosures/")
        place = next(place for place in response.context["navigation"] if place["label"] == "Decisions")
        assert place["count"] == 1
        assert "To The secretary of an invented club" in response.content.decode()
        look = Look.objects.get(person_id=people.superintendent.pk)
        assert (look.kind, look.case_ids) == ("list", [waiting.case_id])

    def test_waiting_comes_first_and_withdrawn_not_at_all(self, people: People, waiting: DisclosureRequest) -> None:
        first = put(by=people.offender_manager, put_to=people.superintendent, case=waiting.case)
        decide(by=people.superintendent, request=first)
        DisclosureRequestFactory(case=waiting.case, put_to=people.superintendent, state=RequestState.WITHDRAWN)
        rows = list(signed_in(people.superintendent).get("/disclosures/").context["page"])
        assert rows == [waiting, first]

    @pytest.mark.parametrize("rows", [1, 25])
    def test_list_asks_one_number_of_queries(
        self, rows: int, people: People, waiting: DisclosureRequest, django_assert_num_queries: Callable
    ) -> None:
        for _ in range(rows - 1):
            DisclosureRequestFactory(case=waiting.case, put_by=people.offender_manager, put_to=people.superintendent)
        client = signed_in(people.superintendent)
        with django_assert_num_queries(15):
            assert len(client.get("/disclosures/").context["page"].object_list) == rows

    @pytest.mark.parametrize("rows", [1, 30])
    def test_tab_asks_one_number_of_queries(
        self, rows: int, people: People, waiting: DisclosureRequest, django_assert_num_queries: Callable
    ) -> None:
        for _ in range(rows - 1):
            DisclosureRequestFactory(case=waiting.case, put_by=people.offender_manager, put_to=people.superintendent)
        client = signed_in(people.offender_manager)
        with django_assert_num_queries(15):
            client.get(f"/cases/{waiting.case.reference}/sharing/")

    def test_timeline_tells_what_was_put_and_decided(self, people: People, waiting: DisclosureRequest) -> None:
        decide(by=people.superintendent, request=waiting)
        with acting_as(people.offender_manager):
            titles = [entry.title for entry in timeline(people.offender_manager, waiting.case, kind="Sharing")]
        assert titles == [
            "Disclosure to The secretary of an invented club: share",
            "Disclosure put before Invented Superintendent",
        ]


class TestDelegations:
    def test_past_days_and_wrong_order_are_refused(self, people: People) -> None:
        today = timezone.localdate()
        client = signed_in(people.superintendent)
        typed = {"delegate": people.chair.pk, "reason": "Away"}
        early = {"from_on": f"{today - dt.timedelta(days=1)}", "until_on": f"{today}"}
        assert (
            "First day must be on or after" in client.post("/disclosures/delegations/", typed | early).content.decode()
        )
        backwards = {"from_on": f"{today + dt.timedelta(days=2)}", "until_on": f"{today}"}
        response = client.post("/disclosures/delegations/", typed | backwards)
        assert response.status_code == 422
        assert "Last day must be on or after the first day" in response.content.decode()
        assert not Delegation.objects.exists()


def test_tab_shows_what_the_meeting_decided(people: People, case: Case) -> None:
    meeting = Meeting.objects.create(
        case=case, level=2, held_at=timezone.now(), place="Invented House", chair=people.chair
    )
    MeetingDecision.objects.create(
        meeting=meeting,
        to_whom="An invented school",
        answers={},
        outcome=DisclosureAnswer.DO_NOT_DISCLOSE,
        reasons="The school knows already.",
        decided_by=people.chair,
        decided_rank="inspector",
        authority="Chair",
        decided_at=timezone.now(),
    )
    page = signed_in(people.offender_manager).get(f"/cases/{case.reference}/sharing/").content.decode()
    assert "Do not disclose" in page
    assert "The school knows already." in page
