"""Opening restricted parts and adding to them, each as the person under row security."""

import dataclasses
import datetime as dt

import pytest
from django.utils import timezone

from cases.actions.restricted import KINDS, open_part, record_restricted
from cases.models import Case, ConfidentialEntry, SensitiveEntry
from cases.states import CaseStatus, RestrictedKind
from mosovo.access.actions import grant_on_case
from mosovo.access.models import Opening
from mosovo.access.states import CaseRight, Compartment, GrantBasis, OpeningReason
from mosovo.errors import Conflict, Denied
from mosovo.force_settings.models import ForceSetting
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.people import People

pytestmark = pytest.mark.django_db

PARTS = (Compartment.SENSITIVE, Compartment.CONFIDENTIAL)
MAY = {"offender_manager", "supervisor", "unit_manager"}


def opened(by: Officer, case: Case, part: Compartment) -> Opening:
    now = timezone.now()
    with acting_as(by):
        return open_part(
            by=by,
            case=case,
            compartment=part,
            reason=OpeningReason.VISIT,
            sentence="Preparing for the visit of today",
            now=now,
        )


def added(by: Officer, case: Case, part: Compartment, **changes: object) -> SensitiveEntry | ConfidentialEntry:
    words = {"kind": KINDS[part][0], "title": "Invented", "text": "Invented", **changes}
    with acting_as(by):
        return record_restricted(by=by, case=case, compartment=part, now=timezone.now(), **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(People)])
def test_part_is_opened_by_those_with_a_right_alone(name: str, part: Compartment, people: People, case: Case) -> None:
    person = getattr(people, name)
    if name in MAY:
        opening = opened(person, case, part)
        assert opening.until - opening.opened_at == dt.timedelta(minutes=30)
    else:
        with pytest.raises(Denied):
            opened(person, case, part)
        assert not Opening.objects.exists()


def test_refusal_says_whom_to_ask(people: People, case: Case) -> None:
    with pytest.raises(Denied, match=r"Offender Manager.*supervisors of North unit.*ask one of them"):
        opened(people.same_unit_colleague, case, Compartment.SENSITIVE)


def test_lapsed_vetting_is_refused_though_the_right_is_held(people: People, case: Case) -> None:
    grant_on_case(
        by=None,
        to=people.lapsed_vetting_officer,
        case=case,
        rights=[CaseRight.VIEW_SENSITIVE],
        basis=GrantBasis.NEED_TO_KNOW,
        reason="A test",
        now=timezone.now() - dt.timedelta(seconds=1),
    )
    with pytest.raises(Denied, match="Vetting lapsed on"):
        opened(people.lapsed_vetting_officer, case, Compartment.SENSITIVE)


def test_force_may_ask_for_higher_vetting(people: People, case: Case) -> None:
    ForceSetting.objects.create(
        key="vetting_level", value="nppv3", starts_on=timezone.localdate(), reason="A test of the force's own level"
    )
    with pytest.raises(Denied, match="at least NPPV3"):
        opened(people.offender_manager, case, Compartment.SENSITIVE)


def test_right_to_one_part_opens_no_other(people: People, case: Case) -> None:
    grant_on_case(
        by=None,
        to=people.same_unit_colleague,
        case=case,
        rights=[CaseRight.VIEW_SENSITIVE],
        basis=GrantBasis.NEED_TO_KNOW,
        reason="A test",
        now=timezone.now() - dt.timedelta(seconds=1),
    )
    opened(people.same_unit_colleague, case, Compartment.SENSITIVE)
    with pytest.raises(Denied):
        opened(people.same_unit_colleague, case, Compartment.CONFIDENTIAL)


@pytest.mark.parametrize("part", PARTS)
def test_entry_is_added_while_the_part_is_open(part: Compartment, people: People, case: Case) -> None:
    with pytest.raises(Denied, match="shut"):
        added(people.offender_manager, case, part)
    opened(people.offender_manager, case, part)
    entry = added(people.offender_manager, case, part)
    assert entry.recorded_by == people.offender_manager
    assert added(people.offender_manager, case, part).pk == entry.pk


def test_one_persons_opening_is_nobody_elses(people: People, case: Case) -> None:
    opened(people.supervisor, case, Compartment.SENSITIVE)
    with pytest.raises(Denied, match="shut"):
        added(people.offender_manager, case, Compartment.SENSITIVE)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", RestrictedKind)
def test_each_kind_belongs_in_one_part(kind: RestrictedKind, part: Compartment, people: People, case: Case) -> None:
    opened(people.offender_manager, case, part)
    if kind in KINDS[part]:
        assert added(people.offender_manager, case, part, kind=kind).kind == kind
    else:
        with pytest.raises(Conflict, match="does not belong"):
            added(people.offender_manager, case, part, kind=kind)


def test_reader_without_the_right_to_write_adds_nothing(people: People, case: Case) -> None:
    grant_on_case(
        by=None,
        to=people.same_unit_colleague,
        case=case,
        rights=[CaseRight.VIEW_SENSITIVE],
        basis=GrantBasis.NEED_TO_KNOW,
        reason="A test",
        now=timezone.now() - dt.timedelta(seconds=1),
    )
    opened(people.same_unit_colleague, case, Compartment.SENSITIVE)
    with pytest.raises(Denied, match="may write"):
        added(people.same_unit_colleague, case, Compartment.SENSITIVE)


def test_closed_case_takes_no_entry(people: People, case: Case) -> None:
    case.status = CaseStatus.CLOSED
    case.save()
    opened(people.offender_manager, case, Compartment.SENSITIVE)
    with pytest.raises(Denied, match="closed"):
        added(people.offender_manager, case, Compartment.SENSITIVE)
