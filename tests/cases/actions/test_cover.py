"""Cover: whose cases, for how long, and what ends it; each as the person, under row security."""

import datetime as dt

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from cases.actions.allocation import allocate_case
from cases.actions.cover import cover_case, end_cover, give_cover
from cases.actions.sight import lock_case
from cases.actions.status import change_status
from cases.models import Case
from cases.states import CaseStatus
from mosovo.access.actions import grant_on_case, take_cover_back
from mosovo.access.models import CaseGrant, Cover, Exclusion
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.models import Notification
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer, Unit
from tests.factories.cases import CaseFactory
from tests.people import People, allocate

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WHY = "On leave in the mountains."


def cover(
    by: Officer, covered: Officer, coverer: Officer, *, first: int = 0, days: int = 7, reason: str = WHY
) -> Cover:
    from_on = TODAY + dt.timedelta(days=first)
    with acting_as(by):
        return give_cover(
            by=by,
            covered=covered,
            coverer=coverer,
            from_on=from_on,
            until_on=from_on + dt.timedelta(days=days),
            reason=reason,
            now=timezone.now() - dt.timedelta(minutes=1),
            today=TODAY,
        )


def covered_cases(person: Officer) -> set[int]:
    live = CaseGrant.objects.live().filter(user=person, basis=GrantBasis.COVER)
    return set(live.values_list("content_object", flat=True))


def give_case(by: Officer, case: Case, to: Officer) -> None:
    with acting_as(by):
        allocate_case(
            by=by, case=case, officer=to, reason="Has room.", seen=case.officer_id, now=timezone.now(), today=TODAY
        )
    case.refresh_from_db()


def test_gives_the_offender_managers_rights_until_the_day_has_passed(people: People, case: Case, unit: Unit) -> None:
    other = CaseFactory(unit=unit)
    allocate(other, people.supervisor)
    closed = CaseFactory(unit=unit, status="closed")
    allocate(closed, people.offender_manager)
    cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    assert covered_cases(people.same_unit_colleague) == {case.pk}
    grants = CaseGrant.objects.filter(user=people.same_unit_colleague)
    assert set(grants.values_list("permission__codename", flat=True)) == set(CaseRight.values)
    assert {timezone.localdate(grant.valid_until) for grant in grants} == {TODAY + dt.timedelta(days=8)}
    assert Notification.objects.filter(key__startswith="cover:").count() == 2


def test_cover_still_to_come_gives_nothing_yet(people: People, case: Case) -> None:
    given = cover(people.supervisor, people.offender_manager, people.same_unit_colleague, first=3)
    assert covered_cases(people.same_unit_colleague) == set()
    with acting_as(people.supervisor):
        end_cover(by=people.supervisor, cover=given, reason="Back early.", now=timezone.now(), today=TODAY)
    assert not CaseGrant.objects.filter(user=people.same_unit_colleague, valid_until__gt=timezone.now()).exclude(
        valid_until=dt.datetime.combine(given.from_on, dt.time.min, timezone.get_current_timezone())
    )


def test_case_that_comes_is_covered_too_and_one_that_goes_no_longer(people: People, case: Case, unit: Unit) -> None:
    coming = CaseFactory(unit=unit)
    cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    give_case(people.supervisor, coming, people.offender_manager)
    assert CaseGrant.objects.filter(user=people.same_unit_colleague, content_object=coming, basis="cover").count() == 4
    Officer.objects.filter(pk=people.lapsed_vetting_officer.pk).update(vetting_expires_on=TODAY)
    give_case(people.supervisor, case, people.lapsed_vetting_officer)
    assert case.pk not in covered_cases(people.same_unit_colleague)


def test_whoever_is_excluded_from_a_case_does_not_cover_it(people: People, case: Case) -> None:
    Exclusion.objects.create(case=case, officer=people.same_unit_colleague, reason="Brother", made_by=people.supervisor)
    cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    assert covered_cases(people.same_unit_colleague) == set()


def test_ends_early_with_a_reason(people: People, case: Case) -> None:
    given = cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    facts = {"by": people.unit_manager, "cover": given, "now": timezone.now(), "today": TODAY}
    with pytest.raises(Conflict, match="Say why"), acting_as(people.unit_manager):
        end_cover(**facts, reason="..")
    with acting_as(people.unit_manager):
        end_cover(**facts, reason="Back early.")
    assert covered_cases(people.same_unit_colleague) == set()
    with acting_as(people.same_unit_colleague):
        assert visible(people.same_unit_colleague, Case).exists()  # by their role
    with pytest.raises(Conflict, match="ended already"), acting_as(people.unit_manager):
        end_cover(**facts, reason="Back early.")


@pytest.mark.parametrize(
    ("covered", "coverer", "facts", "sentence"),
    [
        ("offender_manager", "offender_manager", {}, "for themselves"),
        ("offender_manager", "supervisor", {}, "Nobody gives cover to themselves"),
        ("offender_manager", "other_unit_officer", {}, "holds no cases in a unit that you supervise"),
        ("other_unit_officer", "offender_manager", {}, "holds no cases in a unit that you supervise"),
        ("offender_manager", "lapsed_vetting_officer", {}, "may not cover: vetting lapsed"),
        (
            "offender_manager",
            "vetted_until_tomorrow",
            {"first": 2},
            "may not cover: vetting runs until .* and this begins",
        ),
        ("offender_manager", "same_unit_colleague", {"reason": "x"}, "Say why cover is needed"),
        ("offender_manager", "same_unit_colleague", {"first": -1}, "today at the earliest"),
        ("offender_manager", "same_unit_colleague", {"days": -1}, "before its first"),
        ("offender_manager", "same_unit_colleague", {"days": 91}, "at most"),
    ],
)
def test_refuses(covered, coverer, facts, sentence, people: People, case: Case) -> None:
    who = people.same_unit_colleague if coverer == "vetted_until_tomorrow" else getattr(people, coverer)
    if coverer == "vetted_until_tomorrow":
        who.vetting_expires_on = TODAY + dt.timedelta(days=1)
        who.save(update_fields=["vetting_expires_on"])
        end = cover(people.supervisor, people.offender_manager, who, first=1)  # reaches to its first day
        with acting_as(people.supervisor):
            end_cover(by=people.supervisor, cover=end, reason="Only tried.", now=timezone.now(), today=TODAY)
    with pytest.raises(Conflict, match=sentence):
        cover(people.supervisor, getattr(people, covered), who, **facts)


def test_is_given_by_supervisors_alone_and_once(people: People, case: Case) -> None:
    with pytest.raises(Denied, match="Only a supervisor gives cover"):
        cover(people.offender_manager, people.offender_manager, people.same_unit_colleague)
    given = cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    with pytest.raises(Conflict, match="already; end that first"):
        cover(people.supervisor, people.offender_manager, people.same_unit_colleague, first=10)
    with pytest.raises(Denied, match="Only a supervisor of North unit"), acting_as(people.other_unit_supervisor):
        end_cover(by=people.other_unit_supervisor, cover=given, reason="Meddling.", now=timezone.now(), today=TODAY)


LEFT_BEHIND = ["locked", "moved", "closed", "covered_left", "coverer_left"]


@pytest.mark.parametrize("state", LEFT_BEHIND)
def test_nothing_of_an_ended_cover_is_left_behind(state: str, people: People, case: Case, unit: Unit) -> None:
    given = cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    also = cover(people.supervisor, people.lapsed_vetting_officer, people.same_unit_colleague)
    kept = CaseFactory(unit=unit)
    allocate(kept, people.lapsed_vetting_officer)
    with acting_as(people.supervisor):
        cover_case(kept, by=people.supervisor, now=timezone.now())
    by = people.supervisor
    if state == "locked":
        with acting_as(people.unit_manager):
            lock_case(by=people.unit_manager, case=case, reason="The press has his name.", now=timezone.now())
        with acting_as(by):
            assert not visible(by, Case).filter(pk=case.pk).exists()
    elif state == "moved":
        Case.objects.filter(pk=case.pk).update(unit=people.other_unit_officer.unit)
    elif state == "closed":
        with acting_as(by):
            change_status(
                by=by, case=case, status=CaseStatus.CLOSED, seen=case.status, on=TODAY, reason="It is all over now.",
                now=timezone.now(), today=TODAY,
            )  # fmt: skip
        assert covered_cases(people.same_unit_colleague) == {kept.pk}
    else:
        gone = people.offender_manager if state == "covered_left" else people.same_unit_colleague
        Officer.objects.filter(pk=gone.pk).update(is_active=False, unit=None)
    with acting_as(by):
        end_cover(by=by, cover=given, reason="Back early.", now=timezone.now(), today=TODAY)
    assert covered_cases(people.same_unit_colleague) == {kept.pk}
    ended = CaseGrant.objects.filter(content_object=case, basis=GrantBasis.COVER)
    assert {grant.ended_by for grant in ended} == {by} or state == "closed"
    with acting_as(by):
        end_cover(by=by, cover=also, reason="Back early.", now=timezone.now(), today=TODAY)
    assert covered_cases(people.same_unit_colleague) == set()


@pytest.mark.parametrize("by", ["other_unit_supervisor", "offender_manager", "same_unit_colleague"])
def test_database_takes_cover_back_for_the_units_supervisors_alone(by: str, people: People, case: Case) -> None:
    given = cover(people.supervisor, people.offender_manager, people.same_unit_colleague)
    with acting_as(people.supervisor):
        take_cover_back(given, now=timezone.now())  # it has not ended
    assert covered_cases(people.same_unit_colleague) == {case.pk}
    Cover.objects.filter(pk=given.pk).update(ended_at=timezone.now(), ended_by=people.supervisor, ended_reason="Back.")
    with acting_as(getattr(people, by)):
        take_cover_back(given, now=timezone.now())
    assert covered_cases(people.same_unit_colleague) == {case.pk}


def test_database_gives_nothing_to_one_whose_vetting_lapses_before(people: People, case: Case) -> None:
    coverer = people.same_unit_colleague
    coverer.vetting_expires_on = TODAY
    coverer.save(update_fields=["vetting_expires_on"])
    begins = timezone.now() + dt.timedelta(days=2)
    right = {"to": coverer, "case": case, "rights": [CaseRight.VIEW_CASE], "basis": GrantBasis.NEED_TO_KNOW}
    by = people.supervisor
    with acting_as(by):
        grant_on_case(by=by, **right, reason="Helps.", now=timezone.now(), until=begins)
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(by):
        grant_on_case(by=by, **right, reason="Helps.", now=begins, until=begins + dt.timedelta(days=1))


@pytest.mark.parametrize("by", ["offender_manager", "other_unit_supervisor", "administrator"])
def test_database_takes_cover_from_the_units_supervisors_alone(by: str, people: People, case: Case) -> None:
    person = getattr(people, by)
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(person):
        Cover.objects.create(
            covered=people.offender_manager,
            coverer=people.same_unit_colleague,
            unit=case.unit,
            from_on=TODAY,
            until_on=TODAY,
            reason="Forged",
            made_by=person,
            made_at=timezone.now(),
        )
