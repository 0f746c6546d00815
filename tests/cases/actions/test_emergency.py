"""Opening a case in an emergency, and its review: each as the person, under row security."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from cases.actions.emergency import open_in_emergency, review_emergency
from cases.models import Case, Nominal, SensitiveEntry
from cases.timeline import timeline
from mosovo.access.actions import permission_for
from mosovo.access.models import CaseGrant, EmergencyAccess, Exclusion, Opening
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight, Compartment, EmergencyReason, GrantBasis, OpeningReason
from mosovo.diary.models import Deadline, Notification
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from mosovo.working_days import add_working_days
from tests.factories.cases import SensitiveEntryFactory
from tests.people import People

pytestmark = pytest.mark.django_db

WHAT = "He is at the school gate with a child."
A_MINUTE = dt.timedelta(minutes=1)


def break_in(by: Officer, case: Case, part: Compartment = Compartment.CASE, sentence: str = WHAT) -> EmergencyAccess:
    with acting_as(by):
        return open_in_emergency(
            by=by,
            nominal=case.nominal,
            compartment=part,
            reason=EmergencyReason.CHILD,
            sentence=sentence,
            now=timezone.now(),
            today=timezone.localdate(),
        )


def review(by: Officer, emergency: EmergencyAccess, *, words: str = "A child was in danger.") -> None:
    with acting_as(by):
        review_emergency(
            by=by,
            emergency=emergency,
            is_justified=True,
            review=words,
            now=timezone.now(),
            today=timezone.localdate(),
        )


def test_case_opens_for_an_hour_and_is_told_and_reviewed(people: People, case: Case) -> None:
    officer = people.other_unit_officer
    opened = break_in(officer, case)
    assert opened.until - opened.opened_at == dt.timedelta(minutes=60)
    with acting_as(officer):
        assert list(Case.objects.all()) == list(visible(officer, Case)) == [case]
    grant = CaseGrant.objects.get(user=officer)
    assert (grant.basis, grant.valid_until, grant.given_by) == (GrantBasis.EMERGENCY, opened.until, officer)
    assert Notification.objects.filter(to=people.offender_manager, text__contains="in an emergency").exists()
    assert Notification.objects.filter(to=people.other_unit_supervisor, text__contains="Review it").exists()
    deadline = Deadline.objects.get(kind="emergency_review")
    assert (deadline.owner, deadline.due_on) == (
        people.other_unit_supervisor,
        add_working_days(timezone.localdate(), 1),
    )
    with acting_as(people.other_unit_supervisor):
        assert visible(people.other_unit_supervisor, Deadline).filter(pk=deadline.pk).exists()
        assert not visible(people.other_unit_supervisor, Case).exists()
    with acting_as(people.offender_manager):
        entries = timeline(people.offender_manager, case, kind="Emergency access")
    assert [entry.title for entry in entries] == ["Opened in an emergency: case file"]
    review(people.other_unit_supervisor, opened)
    deadline.refresh_from_db()
    assert deadline.state == "met"


def test_sensitive_part_opens_with_it_and_the_confidential_stays_shut(people: People, case: Case) -> None:
    SensitiveEntryFactory(case=case)
    officer = people.same_unit_colleague
    break_in(officer, case, Compartment.SENSITIVE)
    with acting_as(officer):
        assert visible(officer, SensitiveEntry).count() == SensitiveEntry.objects.count() == 1
    with pytest.raises(Conflict, match="The confidential part opens to nobody"):
        break_in(officer, case, Compartment.CONFIDENTIAL)


@pytest.mark.parametrize(
    ("person", "part", "refusal", "sentence"),
    [
        ("control_room", Compartment.CASE, Denied, "call the unit instead"),
        ("superintendent", Compartment.CASE, Denied, "call the unit instead"),
        ("lapsed_vetting_officer", Compartment.SENSITIVE, Denied, "stays shut to you"),
        ("offender_manager", Compartment.CASE, Conflict, "no emergency is needed"),
        ("same_unit_colleague", Compartment.CASE, Conflict, "no emergency is needed"),
    ],
)
def test_refuses(person, part, refusal, sentence, people: People, case: Case) -> None:
    with pytest.raises(refusal, match=sentence):
        break_in(getattr(people, person), case, part)


def test_needs_a_sentence(people: People, case: Case) -> None:
    with pytest.raises(Conflict, match="Say in a sentence"):
        break_in(people.other_unit_officer, case, sentence="Urgent")


def test_never_opens_to_somebody_excluded_in_the_database_too(people: People, case: Case) -> None:
    officer = people.other_unit_officer
    Exclusion.objects.create(case=case, officer=officer, reason="Brother", made_by=people.supervisor)
    with acting_as(officer):
        assert not visible(officer, Nominal).exists()
    with pytest.raises(ProgrammingError, match="row-level security"):
        break_in(officer, case)


def test_locked_case_opens_too(people: People, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(locked=True)
    break_in(people.same_unit_colleague, case)
    with acting_as(people.same_unit_colleague):
        assert Case.objects.exists()


def test_again_while_it_is_open_needs_no_emergency_and_afterwards_it_does(people: People, case: Case) -> None:
    officer = people.other_unit_officer
    break_in(officer, case)
    with pytest.raises(Conflict, match="no emergency is needed"):
        break_in(officer, case)
    CaseGrant.objects.filter(user=officer).update(
        valid_from=timezone.now() - 2 * A_MINUTE, valid_until=timezone.now() - A_MINUTE
    )
    break_in(officer, case)
    assert EmergencyAccess.objects.count() == 2


class TestReview:
    def test_is_for_supervisors_of_the_officers_own_unit(self, people: People, case: Case) -> None:
        opened = break_in(people.other_unit_officer, case)
        for person in (people.supervisor, people.offender_manager):
            with pytest.raises(Denied, match="Only a supervisor of South unit"):
                review(person, opened)
        with pytest.raises(Denied, match="Nobody reviews their own"):
            review(people.other_unit_officer, opened)

    def test_needs_words_and_is_made_once(self, people: People, case: Case) -> None:
        opened = break_in(people.other_unit_officer, case)
        with pytest.raises(Conflict, match="Say why"):
            review(people.other_unit_supervisor, opened, words=" ..")
        review(people.other_unit_supervisor, opened)
        with pytest.raises(Conflict, match="reviewed already"):
            review(people.other_unit_supervisor, opened)
        assert Notification.objects.filter(to=people.other_unit_officer).exists()

    def test_of_a_supervisors_own_falls_to_the_manager(self, people: People, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(locked=True)
        break_in(people.supervisor, case)
        assert Deadline.objects.get(kind="emergency_review").owner == people.unit_manager


class TestDatabase:
    def facts(self, officer: Officer, case: Case, **changes: object) -> dict[str, object]:
        now = timezone.now()
        return {
            "case": case,
            "officer": officer,
            "unit": officer.unit,
            "compartment": "case",
            "reason": "child",
            "sentence": WHAT,
            "opened_at": now,
            "until": now + dt.timedelta(minutes=60),
            **changes,
        }

    @pytest.mark.parametrize(
        ("person", "changes"),
        [
            ("control_room", {}),
            ("other_unit_officer", {"until": timezone.now() + dt.timedelta(hours=3)}),
            ("other_unit_officer", {"compartment": "confidential"}),
            ("lapsed_vetting_officer", {"compartment": "sensitive"}),
        ],
    )
    def test_takes_no_access_beyond_the_rules(self, person, changes, people: People, case: Case) -> None:
        officer = getattr(people, person)
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(officer):
            EmergencyAccess.objects.create(**self.facts(officer, case, **changes))

    def test_takes_no_access_that_another_unit_would_review(self, people: People, case: Case) -> None:
        officer = people.other_unit_officer
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(officer):
            EmergencyAccess.objects.create(**self.facts(officer, case, unit=case.unit))

    @pytest.mark.parametrize(
        ("right", "hours"),
        [
            (CaseRight.VIEW_SENSITIVE, 1),
            (CaseRight.VIEW_CONFIDENTIAL, 1),
            (CaseRight.CHANGE_CASE, 1),
            (CaseRight.VIEW_CASE, 2),
        ],
    )
    def test_takes_no_grant_beyond_what_was_opened(self, right, hours, people: People, case: Case) -> None:
        officer = people.other_unit_officer
        opened = break_in(officer, case)
        until = opened.until if hours == 1 else opened.until + A_MINUTE
        CaseGrant.objects.all().delete()
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(officer):
            CaseGrant.objects.create(
                user=officer,
                content_object=case,
                permission=permission_for(right),
                basis=GrantBasis.EMERGENCY,
                reason="Forged",
                valid_from=timezone.now(),
                valid_until=until,
                given_by=officer,
            )

    def test_takes_a_review_and_no_other_change(self, people: People, case: Case) -> None:
        opened = break_in(people.other_unit_officer, case)
        rows = EmergencyAccess.objects.filter(pk=opened.pk)
        with acting_as(people.other_unit_officer):
            assert rows.update(sentence="Other words") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(people.other_unit_supervisor):
            rows.update(sentence="Other words")

    @pytest.mark.parametrize(
        ("person", "part", "minutes"),
        [
            ("same_unit_colleague", "sensitive", 30),
            ("lapsed_vetting_officer", "sensitive", 30),
            ("offender_manager", "sensitive", 60),
            ("offender_manager", "case", 30),
        ],
    )
    def test_takes_no_opening_without_a_right_or_for_longer(self, person, part, minutes, people, case: Case) -> None:
        officer, now = getattr(people, person), timezone.now()
        facts = {"case": case, "officer": officer, "reason": OpeningReason.VISIT, "sentence": "Forged it is"}
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(officer), transaction.atomic():
            Opening.objects.create(**facts, compartment=part, opened_at=now, until=now + dt.timedelta(minutes=minutes))
