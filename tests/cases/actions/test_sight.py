"""Letting somebody see a case, locking it, excluding somebody: each as the person, under row security."""

import datetime as dt

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from cases.actions.sight import end_exclusion, end_sight, exclude_person, give_sight, lock_case, unlock_case
from cases.models import Case, Nominal
from cases.queries.sight import who_sees
from mosovo.access.actions import permission_for
from mosovo.access.models import CaseGrant, CaseLock, Exclusion
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.models import Notification
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from mosovo.staff.states import Vetting
from tests.people import People

pytestmark = pytest.mark.django_db

WHY = "Helps with the arrest of Friday."
A_MINUTE = dt.timedelta(minutes=1)


def sees(person: Officer, case: Case) -> bool:
    with acting_as(person):
        both = [Case.objects.filter(pk=case.pk).exists(), visible(person, Case).filter(pk=case.pk).exists()]
    assert len(set(both)) == 1, "the two layers disagree"
    return both[0]


def give(by: Officer, to: Officer, case: Case, *rights: CaseRight, days: int = 7, reason: str = WHY) -> None:
    today = timezone.localdate()
    with acting_as(by):
        give_sight(
            by=by,
            case=case,
            to=to,
            rights=rights,
            reason=reason,
            until_on=today + dt.timedelta(days=days),
            now=timezone.now() - A_MINUTE,
            today=today,
        )


def lock(by: Officer, case: Case, *also: Officer) -> None:
    with acting_as(by):
        lock_case(by=by, case=case, reason="The press has his name.", now=timezone.now(), also=also)


def exclude(by: Officer, officer: Officer, case: Case) -> None:
    with acting_as(by):
        exclude_person(by=by, case=case, officer=officer, reason="Lives next door to him.", now=timezone.now())


class TestNeedToKnow:
    def test_shows_the_case_until_the_day_and_tells_the_person(self, people: People, case: Case) -> None:
        assert not sees(people.other_unit_officer, case)
        give(people.supervisor, people.other_unit_officer, case)
        assert sees(people.other_unit_officer, case)
        grant = CaseGrant.objects.get(user=people.other_unit_officer)
        assert (grant.reason, grant.given_by, grant.basis) == (WHY, people.supervisor, GrantBasis.NEED_TO_KNOW)
        assert timezone.localdate(grant.valid_until) == timezone.localdate() + dt.timedelta(days=8)
        assert Notification.objects.filter(to=people.other_unit_officer).exists()

    def test_given_again_counts_alone(self, people: People, case: Case) -> None:
        give(people.supervisor, people.other_unit_officer, case, CaseRight.VIEW_SENSITIVE, days=28)
        give(people.unit_manager, people.other_unit_officer, case, days=1)
        live = CaseGrant.objects.live().get(user=people.other_unit_officer)
        assert (live.permission.codename, live.given_by) == (CaseRight.VIEW_CASE, people.unit_manager)

    @pytest.mark.parametrize("person", ["offender_manager", "same_unit_colleague"])
    def test_is_given_by_supervisors_alone(self, person: str, people: People, case: Case) -> None:
        with pytest.raises(Denied, match="Only a supervisor of North unit lets somebody see this case"):
            give(getattr(people, person), people.stranger, case)

    @pytest.mark.parametrize(
        ("to", "rights", "facts", "sentence"),
        [
            ("supervisor", (), {}, "Nobody lets themselves see a case"),
            ("stranger", (), {"reason": " .."}, "Say why they need to see"),
            ("stranger", (), {"days": 29}, "28 days"),
            ("stranger", (), {"days": -1}, "passed already"),
            (
                "lapsed_vetting_officer",
                (),
                {},
                "may be let see no case: vetting lapsed on .*; it must be renewed first",
            ),
            ("stranger", (CaseRight.VIEW_SENSITIVE,), {}, "may open no restricted part: vetting is NPPV1"),
        ],
    )
    def test_refuses(self, to, rights, facts, sentence, people: People, case: Case) -> None:
        Officer.objects.filter(pk=people.stranger.pk).update(vetting_level=Vetting.NPPV1)
        people.stranger.refresh_from_db()
        with pytest.raises(Conflict, match=sentence):
            give(people.supervisor, getattr(people, to), case, *rights, **facts)

    def test_is_never_given_to_somebody_excluded(self, people: People, case: Case) -> None:
        exclude(people.supervisor, people.other_unit_officer, case)
        with pytest.raises(Conflict, match="excluded from this case"):
            give(people.supervisor, people.other_unit_officer, case)

    def test_ends_with_a_reason(self, people: People, case: Case) -> None:
        give(people.supervisor, people.other_unit_officer, case)
        facts = {"by": people.unit_manager, "case": case, "to": people.other_unit_officer, "now": timezone.now()}
        with pytest.raises(Conflict, match="Say why"), acting_as(people.unit_manager):
            end_sight(**facts, reason="")
        with acting_as(people.unit_manager):
            end_sight(**facts, reason="The arrest was made.")
        grant = CaseGrant.objects.get(user=people.other_unit_officer)
        assert (grant.ended_by, grant.ended_reason) == (people.unit_manager, "The arrest was made.")
        assert not CaseGrant.objects.live().filter(user=people.other_unit_officer).exists()
        with pytest.raises(Conflict, match="holds nothing"), acting_as(people.unit_manager):
            end_sight(**facts, reason="Again, by mistake.")


class TestLock:
    def test_leaves_the_offender_manager_who_locked_and_those_named(self, people: People, case: Case) -> None:
        give(people.supervisor, people.other_unit_officer, case)
        lock(people.supervisor, case)
        seeing = {name for name, person in people.items() if sees(person, case)}
        assert seeing == {"offender_manager", "supervisor", "other_unit_officer"}
        assert CaseLock.objects.get().reason == "The press has his name."

    def test_keeps_other_supervisors_who_are_named(self, people: People, case: Case) -> None:
        lock(people.supervisor, case, people.unit_manager)
        assert sees(people.unit_manager, case)

    def test_refuses_an_officer_as_supervisor_in_the_database_too(self, people: People, case: Case) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"):
            lock(people.supervisor, case, people.same_unit_colleague)

    def test_is_ended_by_a_supervisor_who_sees_it(self, people: People, case: Case) -> None:
        lock(people.supervisor, case)
        with acting_as(people.supervisor):
            unlock_case(by=people.supervisor, case=case, reason="It has died down.", now=timezone.now())
        assert sees(people.unit_manager, case)
        assert not CaseGrant.objects.filter(basis=GrantBasis.LOCK, valid_until=None).exists()
        assert CaseLock.objects.get().ended_by == people.supervisor

    def test_is_for_supervisors_and_once(self, people: People, case: Case) -> None:
        with pytest.raises(Denied):
            lock(people.offender_manager, case)
        lock(people.supervisor, case)
        with pytest.raises(Conflict, match="locked already"):
            lock(people.supervisor, case)


class TestExclusion:
    def test_hides_the_case_and_the_flag_and_ends_what_was_given_by_name(self, people: People, case: Case) -> None:
        give(people.supervisor, people.other_unit_officer, case)
        exclude(people.supervisor, people.other_unit_officer, case)
        assert not sees(people.other_unit_officer, case)
        with acting_as(people.other_unit_officer):
            assert not Nominal.objects.exists()
        assert CaseGrant.objects.get(user=people.other_unit_officer).ended_reason == "Excluded from the case"

    @pytest.mark.parametrize(
        ("who", "sentence"),
        [
            ("offender_manager", "Allocate the case to somebody else first"),
            ("supervisor", "Nobody excludes themselves"),
        ],
    )
    def test_refuses(self, who: str, sentence: str, people: People, case: Case) -> None:
        with pytest.raises(Conflict, match=sentence):
            exclude(people.supervisor, getattr(people, who), case)

    def test_ends_with_a_reason_and_can_be_made_again(self, people: People, case: Case) -> None:
        exclude(people.supervisor, people.same_unit_colleague, case)
        facts = {"by": people.supervisor, "case": case, "officer": people.same_unit_colleague}
        with acting_as(people.supervisor):
            end_exclusion(**facts, reason="Has moved away.", now=timezone.now())
        assert sees(people.same_unit_colleague, case)
        exclude(people.supervisor, people.same_unit_colleague, case)
        assert not sees(people.same_unit_colleague, case)
        assert Exclusion.objects.count() == 2


def test_who_sees_says_why_until_when_and_who_gave_it(people: People, case: Case) -> None:
    give(people.supervisor, people.other_unit_officer, case, CaseRight.VIEW_SENSITIVE)
    exclude(people.supervisor, people.same_unit_colleague, case)
    for reader in (people.offender_manager, people.other_unit_officer):
        with acting_as(reader):
            who = who_sees(reader, case)
        found = {(one.officer.sign_in, one.basis_label, one.what) for one in who.sights}
        assert found == {
            ("lapsed_vetting_officer", "Role in the unit", "Case file"),
            ("offender_manager", "Role in the unit", "Case file"),
            (
                "offender_manager",
                "Offender manager of the case",
                "Case file, writes in it, sensitive part, confidential part",
            ),
            ("other_unit_officer", "Need to know", "Case file, sensitive part"),
            ("supervisor", "Role in the unit", "Case file, writes in it, sensitive part, confidential part"),
            ("unit_manager", "Role in the unit", "Case file, writes in it, sensitive part, confidential part"),
        }
        assert [exclusion.officer.sign_in for exclusion in who.excluded] == ["same_unit_colleague"]


class TestDatabase:
    """What each may write by SQL of their own."""

    def grant(self, by: Officer, to: Officer, case: Case, **facts: object) -> None:
        row = {
            "user": to,
            "content_object": case,
            "permission": permission_for(CaseRight.VIEW_CASE),
            "basis": GrantBasis.NEED_TO_KNOW,
            "reason": "Forged",
            "valid_from": timezone.now() - A_MINUTE,
            "valid_until": timezone.now() + A_MINUTE,
            "given_by": by,
            **facts,
        }
        with acting_as(by):
            CaseGrant.objects.create(**row)

    @pytest.mark.parametrize("basis", GrantBasis.values)
    @pytest.mark.parametrize("by", ["same_unit_colleague", "stranger", "other_unit_supervisor", "administrator"])
    def test_who_supervises_nothing_here_gives_nothing(self, by: str, basis: str, people: People, case: Case) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"):
            self.grant(getattr(people, by), people.stranger, case, basis=basis)

    @pytest.mark.parametrize("basis", sorted(set(GrantBasis.values) - {GrantBasis.PANEL, GrantBasis.DECISION}))
    def test_the_offender_manager_gives_sight_for_meetings_and_decisions_alone(
        self, basis: str, people: People, case: Case
    ) -> None:
        self.grant(people.offender_manager, people.chair, case, basis=GrantBasis.PANEL)
        self.grant(people.offender_manager, people.chair, case, basis=GrantBasis.DECISION)
        with pytest.raises(ProgrammingError, match="row-level security"):
            self.grant(people.offender_manager, people.chair, case, basis=basis)

    @pytest.mark.parametrize(
        "facts",
        [
            {"valid_until": None},
            {"valid_until": timezone.now() + dt.timedelta(days=31)},
            {"basis": GrantBasis.ALLOCATION, "valid_until": None},
            {"basis": GrantBasis.COVER},
            {"basis": GrantBasis.EMERGENCY},
            {"basis": GrantBasis.LOCK},
            {"basis": GrantBasis.ROLE},
        ],
    )
    def test_a_supervisor_gives_what_has_its_ground_alone(self, facts, people: People, case: Case) -> None:
        self.grant(people.supervisor, people.stranger, case)
        with pytest.raises(ProgrammingError, match="row-level security"):
            self.grant(people.supervisor, people.other_unit_officer, case, **facts)

    def test_nobody_gives_themselves_or_the_excluded(self, people: People, case: Case) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"):
            self.grant(people.supervisor, people.supervisor, case)
        exclude(people.supervisor, people.stranger, case)
        with pytest.raises(ProgrammingError, match="row-level security"):
            self.grant(people.supervisor, people.stranger, case)

    @pytest.mark.parametrize(
        "change",
        [
            {"valid_until": None},
            {"valid_until": timezone.now() + dt.timedelta(days=2)},
            {"basis": GrantBasis.ALLOCATION, "valid_until": timezone.now()},
            {"reason": "Other words"},
        ],
    )
    def test_whoever_holds_a_right_may_only_end_it(self, change, people: People, case: Case) -> None:
        give(people.supervisor, people.other_unit_officer, case, days=1)
        mine = CaseGrant.objects.filter(user=people.other_unit_officer)
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(people.other_unit_officer):
            mine.update(**change)
        with acting_as(people.other_unit_officer):
            assert mine.update(valid_until=timezone.now()) == 1

    def test_a_colleague_ends_nothing(self, people: People, case: Case) -> None:
        with acting_as(people.same_unit_colleague):
            assert CaseGrant.objects.update(valid_until=timezone.now()) == 0
            assert Exclusion.objects.update(ended_at=timezone.now()) == 0

    @pytest.mark.parametrize("person", ["offender_manager", "same_unit_colleague"])
    def test_exclusions_and_locks_are_made_by_supervisors_alone(self, person, people: People, case: Case) -> None:
        by = getattr(people, person)
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
            Exclusion.objects.create(case=case, officer=people.chair, reason="Forged", made_by=by)
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
            CaseLock.objects.create(case=case, reason="Forged", made_by=by, made_at=timezone.now())
