"""Putting, deciding, withdrawing, delegating: what each promises and what it refuses."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from cases.actions.status import change_status
from cases.models import Case
from cases.states import CaseStatus, Category, Level
from mosovo.access.actions import grant_on_case
from mosovo.access.models import CaseGrant, Exclusion
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.models import Deadline, Notification
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer, RoleHolding
from mosovo.staff.states import Rank
from mosovo.working_days import add_working_days
from sharing.actions import delegate_decisions, end_delegation, withdraw_request
from sharing.models import Delegation, DisclosureDecision, DisclosureRequest
from sharing.rules import DISCLOSURE
from sharing.states import Outcome, RequestState
from tests.factories.sharing import ANSWERS, DelegationFactory, DisclosureDecisionFactory, DisclosureRequestFactory
from tests.people import People
from tests.sharing.steps import REASONS, a_minute_ago, decide, put

pytestmark = pytest.mark.django_db


def sees(person: Officer, case: Case) -> bool:
    with acting_as(person):
        both = [Case.objects.filter(pk=case.pk).exists(), visible(person, Case).filter(pk=case.pk).exists()]
    assert len(set(both)) == 1, "the two layers disagree"
    return both[0]


def withdraw(by: Officer, request: DisclosureRequest) -> DisclosureRequest:
    now = timezone.now()
    with acting_as(by):
        return withdraw_request(by=by, request=request, now=now, today=timezone.localdate(now))


def delegate(by: Officer, to: Officer, *, days: int = 7) -> Delegation:
    today = timezone.localdate()
    with acting_as(by):
        return delegate_decisions(
            by=by,
            delegate=to,
            from_on=today,
            until_on=today + dt.timedelta(days=days),
            reason="Away on an invented course",
            now=timezone.now(),
        )


class TestPut:
    def test_lets_the_superintendent_see_the_case_for_28_days(self, people: People, case: Case) -> None:
        assert not sees(people.superintendent, case)
        request = put(by=people.offender_manager, put_to=people.superintendent, case=case)
        assert sees(people.superintendent, case)
        grant = CaseGrant.objects.get(user=people.superintendent)
        assert grant.permission.codename == CaseRight.VIEW_CASE
        assert grant.basis == GrantBasis.DECISION
        assert grant.valid_until - grant.valid_from == dt.timedelta(days=28)
        assert grant.given_by == people.offender_manager
        assert request.state == RequestState.WAITING

    def test_tells_the_superintendent_by_reference_alone(self, people: People, waiting: DisclosureRequest) -> None:
        told = Notification.objects.get(to=people.superintendent)
        assert told.text == f"{waiting.case.reference}: a disclosure waits for your decision."
        assert told.url == f"/disclosures/{waiting.reference}/"

    def test_opens_a_deadline_of_five_working_days(self, people: People, waiting: DisclosureRequest) -> None:
        deadline = Deadline.objects.get(kind="disclosure_decision")
        assert deadline.owner == people.superintendent
        assert deadline.due_on == add_working_days(timezone.localdate(waiting.put_at), 5)
        assert deadline.state == "open"
        assert deadline.basis.endswith("Ours.")

    @pytest.mark.parametrize("level", [Level.TWO, Level.THREE])
    def test_level_2_and_3_go_to_the_meeting(self, level: Level, people: People, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(level=level)
        with pytest.raises(Denied, match=f"managed at level {level.value}. Only the chair decides on disclosure"):
            put(by=people.offender_manager, put_to=people.superintendent, case=case)

    def test_closed_case_is_refused(self, people: People, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED)
        with pytest.raises(Denied, match="This case is closed"):
            put(by=people.offender_manager, put_to=people.superintendent, case=case)

    def test_colleague_who_only_reads_is_refused(self, people: People, case: Case) -> None:
        with pytest.raises(Denied, match="Only the offender manager"):
            put(by=people.same_unit_colleague, put_to=people.superintendent, case=case)

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("unit_manager", "Invented Unit Manager is an inspector. A superintendent or above decides"),
            ("supervisor", "Invented Supervisor is a sergeant. A superintendent or above decides"),
            ("offender_manager", "You put this request yourself"),
        ],
    )
    def test_nobody_who_may_not_decide_is_asked(self, name: str, sentence: str, people: People, case: Case) -> None:
        with pytest.raises(Conflict, match=sentence):
            put(by=people.offender_manager, put_to=getattr(people, name), case=case)

    def test_superintendent_without_the_role_is_not_asked(self, people: People, case: Case) -> None:
        RoleHolding.objects.filter(officer=people.superintendent).delete()
        with pytest.raises(Conflict, match="does not hold a role that decides on disclosure"):
            put(by=people.offender_manager, put_to=people.superintendent, case=case)

    def test_excluded_superintendent_is_not_asked(self, people: People, case: Case) -> None:
        Exclusion.objects.create(
            case=case, officer=people.superintendent, reason="Neighbour", made_by=people.supervisor
        )
        with pytest.raises(Conflict, match="may never see this case"):
            put(by=people.offender_manager, put_to=people.superintendent, case=case)

    def test_right_held_on_another_basis_is_left_alone(self, people: People, case: Case) -> None:
        facts = {"basis": GrantBasis.NEED_TO_KNOW, "reason": "Led the investigation", "now": a_minute_ago()}
        grant_on_case(by=None, to=people.superintendent, case=case, rights=[CaseRight.VIEW_CASE], **facts)
        request = put(by=people.offender_manager, put_to=people.superintendent, case=case)
        decide(by=people.superintendent, request=request)
        grant = CaseGrant.objects.get(user=people.superintendent, basis=GrantBasis.NEED_TO_KNOW)
        assert (grant.reason, grant.valid_until) == ("Led the investigation", None)
        CaseGrant.objects.filter(basis=GrantBasis.DECISION).update(valid_until=timezone.now())
        assert sees(people.superintendent, case)


class TestClosing:
    def close(self, people: People, case: Case) -> None:
        now = timezone.now()
        facts = {"on": timezone.localdate(now), "reason": "An invented reason", "now": now}
        with acting_as(people.supervisor):
            change_status(
                by=people.supervisor, case=case, status=CaseStatus.CLOSED, seen=case.status, today=facts["on"], **facts
            )

    def test_case_with_an_undecided_disclosure_is_not_closed(self, people: People, waiting: DisclosureRequest) -> None:
        named = f"Still open: the disclosure put before {people.superintendent} on .*, to be decided or withdrawn"
        with pytest.raises(Conflict, match=named):
            self.close(people, waiting.case)

    def test_case_is_closed_once_it_is_decided(self, people: People, waiting: DisclosureRequest) -> None:
        decide(by=people.superintendent, request=waiting)
        self.close(people, waiting.case)
        assert Case.objects.get(pk=waiting.case_id).status == CaseStatus.CLOSED


class TestDecide:
    def test_keeps_who_in_which_rank_under_which_authority(self, people: People, waiting: DisclosureRequest) -> None:
        decision = decide(by=people.superintendent, request=waiting)
        assert decision.answers == ANSWERS
        assert (decision.outcome, decision.reasons) == (Outcome.SHARE, REASONS)
        assert (decision.decided_by, decision.decided_rank) == (people.superintendent, Rank.SUPERINTENDENT)
        assert decision.authority.startswith("Superintendent or above, category 1 at level 1")
        assert decision.delegation is None
        waiting.refresh_from_db()
        assert waiting.state == RequestState.DECIDED

    def test_category_that_the_guidance_does_not_name_says_so(self, people: People, waiting: DisclosureRequest) -> None:
        Case.objects.filter(pk=waiting.case_id).update(category=Category.PDP)
        decision = decide(by=people.superintendent, request=waiting, outcome=Outcome.DO_NOT_SHARE)
        assert "decided as for category 1" in decision.authority

    @pytest.mark.parametrize("left_out", [prompt.code for prompt in DISCLOSURE.prompts])
    def test_no_question_can_be_left_out(self, left_out: str, people: People, waiting: DisclosureRequest) -> None:
        label = next(prompt.label for prompt in DISCLOSURE.prompts if prompt.code == left_out)
        answers = {code: answer for code, answer in ANSWERS.items() if code != left_out}
        with pytest.raises(Conflict) as refused:
            decide(by=people.superintendent, request=waiting, answers=answers)
        assert refused.value.message == f"{label}: answer this in at least 10 characters."
        waiting.refresh_from_db()
        assert waiting.state == RequestState.WAITING
        assert not DisclosureDecision.objects.exists()

    @pytest.mark.parametrize("changed", [{"outcome": ""}, {"outcome": "perhaps"}, {"reasons": "  "}])
    def test_outcome_and_reasons_are_needed(
        self, changed: dict[str, str], people: People, waiting: DisclosureRequest
    ) -> None:
        with pytest.raises(Conflict, match="Say whether to share, and the reasons"):
            decide(by=people.superintendent, request=waiting, **changed)

    def test_meets_the_deadline_and_tells_who_put_it(self, people: People, waiting: DisclosureRequest) -> None:
        decide(by=people.superintendent, request=waiting)
        assert Deadline.objects.get(kind="disclosure_decision").state == "met"
        assert Notification.objects.filter(to=people.offender_manager).get().text == (
            f"{waiting.case.reference}: the disclosure you put has been decided."
        )

    def test_sight_ends_seven_days_later(self, people: People, waiting: DisclosureRequest) -> None:
        decision = decide(by=people.superintendent, request=waiting)
        grant = CaseGrant.objects.get(user=people.superintendent)
        assert grant.valid_until == decision.decided_at + dt.timedelta(days=7)
        assert sees(people.superintendent, waiting.case)

    def test_sight_stays_while_another_waits(self, people: People, waiting: DisclosureRequest) -> None:
        put(by=people.supervisor, put_to=people.superintendent, case=waiting.case)
        before = CaseGrant.objects.get(user=people.superintendent).valid_until
        decide(by=people.superintendent, request=waiting)
        assert CaseGrant.objects.get(user=people.superintendent).valid_until == before

    def test_decided_once(self, people: People, waiting: DisclosureRequest) -> None:
        decide(by=people.superintendent, request=waiting)
        with pytest.raises(Conflict, match="no longer waiting: it is decided"):
            decide(by=people.superintendent, request=waiting, outcome=Outcome.DO_NOT_SHARE)

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("supervisor", "You are a sergeant. A superintendent or above decides on disclosure in a category 1 case"),
            ("unit_manager", "You are an inspector. A superintendent or above decides"),
            ("offender_manager", "You are a constable. A superintendent or above decides"),
        ],
    )
    def test_lower_rank_is_refused_in_words(
        self, name: str, sentence: str, people: People, waiting: DisclosureRequest
    ) -> None:
        with pytest.raises(Denied, match=sentence):
            decide(by=getattr(people, name), request=waiting)

    @pytest.mark.parametrize("level", [Level.TWO, Level.THREE])
    def test_case_that_went_up_is_the_chairs(self, level: Level, people: People, waiting: DisclosureRequest) -> None:
        Case.objects.filter(pk=waiting.case_id).update(level=level)
        with pytest.raises(Denied, match="Only the chair decides on disclosure, in a MAPP meeting"):
            decide(by=people.superintendent, request=waiting)

    def test_another_superintendent_is_refused(self, people: People, waiting: DisclosureRequest) -> None:
        Officer.objects.filter(pk=people.unit_manager.pk).update(rank=Rank.SUPERINTENDENT)
        people.unit_manager.refresh_from_db()
        with pytest.raises(Denied, match="This was put before Superintendent Invented Superintendent, who decides it"):
            decide(by=people.unit_manager, request=waiting)

    def test_nobody_decides_their_own(self, people: People, case: Case) -> None:
        Officer.objects.filter(pk=people.unit_manager.pk).update(rank=Rank.SUPERINTENDENT)
        people.unit_manager.refresh_from_db()
        request = DisclosureRequestFactory(case=case, put_by=people.unit_manager, put_to=people.unit_manager)
        with pytest.raises(Denied, match="You put this request yourself"):
            decide(by=people.unit_manager, request=request)

    def test_role_lost_meanwhile_is_refused(self, people: People, waiting: DisclosureRequest) -> None:
        RoleHolding.objects.filter(officer=people.superintendent).delete()
        with pytest.raises(Denied, match="no longer hold a role"):
            decide(by=people.superintendent, request=waiting)


class TestSigned:
    @pytest.mark.parametrize("field", ["reasons", "outcome", "authority", "answers", "decided_at"])
    def test_database_keeps_a_signed_decision_as_it_is(self, field: str, people: People) -> None:
        decision = DisclosureDecisionFactory(decided_by=people.superintendent)
        other = {"answers": {}, "decided_at": timezone.now(), "outcome": "do_not_share"}.get(field, "Changed")
        with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
            DisclosureDecision.objects.filter(pk=decision.pk).update(**{field: other})

    def test_nobody_deletes_it(self, people: People, waiting: DisclosureRequest) -> None:
        decision = decide(by=people.superintendent, request=waiting)
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(people.superintendent):
            DisclosureDecision.objects.filter(pk=decision.pk).delete()


class TestWithdraw:
    def test_ends_sight_and_deadline(self, people: People, waiting: DisclosureRequest) -> None:
        assert withdraw(people.offender_manager, waiting).state == RequestState.WITHDRAWN
        assert not visible(people.superintendent, Case).exists()
        assert Deadline.objects.get(kind="disclosure_decision").state == "superseded"

    def test_sight_that_another_person_renewed_ends_too(self, people: People, waiting: DisclosureRequest) -> None:
        other = put(by=people.supervisor, put_to=people.superintendent, case=waiting.case)
        withdraw(people.supervisor, other)
        assert visible(people.superintendent, Case).exists()
        withdraw(people.offender_manager, waiting)
        assert not visible(people.superintendent, Case).exists()

    @pytest.mark.parametrize("name", ["supervisor", "superintendent", "same_unit_colleague"])
    def test_only_who_put_it_withdraws(self, name: str, people: People, waiting: DisclosureRequest) -> None:
        with pytest.raises(Denied, match="Only Constable Invented Offender Manager, who put this request"):
            withdraw(getattr(people, name), waiting)

    def test_decided_request_stays(self, people: People, waiting: DisclosureRequest) -> None:
        decide(by=people.superintendent, request=waiting)
        with pytest.raises(Conflict, match="it is decided"):
            withdraw(people.offender_manager, waiting)


class TestDelegate:
    def test_delegate_decides_and_the_decision_says_for_whom(self, people: People, case: Case) -> None:
        delegation = delegate(people.superintendent, people.chair)
        request = put(by=people.offender_manager, put_to=people.chair, case=case)
        decision = decide(by=people.chair, request=request)
        assert decision.delegation == delegation
        assert decision.decided_rank == Rank.INSPECTOR
        assert decision.authority.startswith("Delegated by a superintendent, who keeps the overall responsibility")

    def test_delegate_is_told(self, people: People) -> None:
        delegate(people.superintendent, people.chair)
        told = Notification.objects.get(to=people.chair).text
        assert told.startswith("Superintendent Invented Superintendent delegates decisions on disclosure to you from")

    def test_ended_at_once(self, people: People, case: Case) -> None:
        delegation = delegate(people.superintendent, people.chair)
        request = put(by=people.offender_manager, put_to=people.chair, case=case)
        with acting_as(people.superintendent):
            end_delegation(by=people.superintendent, delegation=delegation, now=timezone.now())
        with pytest.raises(Denied, match="You are an inspector"):
            decide(by=people.chair, request=request)
        with pytest.raises(Conflict, match="ended already"), acting_as(people.superintendent):
            end_delegation(by=people.superintendent, delegation=delegation, now=timezone.now())

    @pytest.mark.parametrize(("first", "last"), [(-3, -1), (1, 3)])
    def test_holds_only_between_its_days(self, first: int, last: int, people: People, case: Case) -> None:
        today = timezone.localdate()
        days = [today + dt.timedelta(days=days) for days in (first, last)]
        DelegationFactory(
            superintendent=people.superintendent, delegate=people.chair, from_on=days[0], until_on=days[1]
        )
        with pytest.raises(Conflict, match="is an inspector"):
            put(by=people.offender_manager, put_to=people.chair, case=case)

    @pytest.mark.parametrize("changed", [{"rank": Rank.CHIEF_INSPECTOR}, {"is_active": False}])
    def test_worth_no_more_than_who_gave_it(self, changed: dict[str, object], people: People, case: Case) -> None:
        delegate(people.superintendent, people.chair)
        Officer.objects.filter(pk=people.superintendent.pk).update(**changed)
        with pytest.raises(Conflict, match="is an inspector"):
            put(by=people.offender_manager, put_to=people.chair, case=case)

    def test_twice_for_the_same_days_is_refused(self, people: People) -> None:
        delegate(people.superintendent, people.chair)
        with pytest.raises(Conflict, match="end that delegation first"):
            delegate(people.superintendent, people.chair)

    def test_only_a_superintendent_delegates(self, people: People) -> None:
        with pytest.raises(Denied, match="Only a superintendent who decides"):
            delegate(people.unit_manager, people.chair)
        Officer.objects.filter(pk=people.superintendent.pk).update(rank=Rank.CHIEF_INSPECTOR)
        people.superintendent.refresh_from_db()
        with pytest.raises(Denied, match=r"You are a chief inspector\. Only a superintendent or above may delegate"):
            delegate(people.superintendent, people.chair)

    def test_not_to_oneself_and_not_backwards(self, people: People) -> None:
        with pytest.raises(Conflict, match="delegate to somebody else"):
            delegate(people.superintendent, people.superintendent)
        with pytest.raises(Conflict, match="before its first"):
            delegate(people.superintendent, people.chair, days=-1)

    def test_only_who_gave_it_ends_it(self, people: People) -> None:
        delegation = delegate(people.superintendent, people.chair)
        with pytest.raises(Denied, match="who gave this delegation, may end it"), acting_as(people.chair):
            end_delegation(by=people.chair, delegation=delegation, now=timezone.now())

    def test_database_takes_none_in_anothers_name(self, people: People) -> None:
        now = timezone.now()
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(people.chair):
            Delegation.objects.create(
                superintendent=people.superintendent,
                delegate=people.chair,
                from_on=now.date(),
                until_on=now.date(),
                reason="Forged",
                made_at=now,
            )

    @pytest.mark.parametrize("change", [{"reason": "Changed"}, {"until_on": dt.date(2099, 1, 1)}])
    def test_database_lets_only_its_end_be_written(self, change: dict[str, object], people: People) -> None:
        delegation = DelegationFactory(superintendent=people.superintendent, delegate=people.chair)
        with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
            Delegation.objects.filter(pk=delegation.pk).update(**change)
        with pytest.raises(ProgrammingError, match="Cannot delete rows"), transaction.atomic():
            delegation.delete()
