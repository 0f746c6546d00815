import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Q

from cases.models import (
    Allocation,
    CapException,
    Case,
    CaseFile,
    ConfidentialEntry,
    Meeting,
    NameToken,
    Nominal,
    Visit,
)
from cases.states import Level, MeetingState
from cases.synthetic.actions import Order, seed_force
from mosovo.access.models import CaseGrant
from mosovo.access.sight import visible
from mosovo.diary.models import Deadline
from mosovo.errors import Conflict
from mosovo.staff.models import Officer
from risk.models import LevelDecision, StaticAssessment
from risk.rules import inputs_of
from risk.srp import read, score

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
SMALL = {"offenders": 120, "officers": 6, "units": 2, "seed": 3}


def seeded(**changes):
    return seed_force(Order(**SMALL | changes), now=NOW, today=NOW.date(), say=lambda words: None)


@pytest.fixture
def _force(db):
    call_command("seed", **SMALL)


@pytest.mark.usefixtures("_force")
def test_a_force_is_made_with_work_in_every_state():
    assert Case.objects.count() == 120
    assert Case.objects.filter(officer=None).exclude(status="closed").exists()
    assert CapException.objects.exists()
    assert Deadline.objects.filter(due_on__lt=dt.date.today(), kind="home_visit").exists()  # noqa: DTZ011
    assert ConfidentialEntry.objects.exists()
    assert set(CaseFile.objects.values_list("state", flat=True)) == {"quarantine", "open", "withdrawn"}
    assert not CaseFile.objects.filter(content=None).exists()
    assert not NameToken.objects.filter(nominal=None).exists()
    assert Nominal.objects.filter(name_tokens=None).count() == 0


@pytest.mark.usefixtures("_force")
def test_what_holds_now_agrees_with_its_history():
    for case in Case.objects.prefetch_related("allocations", "levels", "categories", "risk_levels", "visits"):
        standing = [one for one in case.allocations.all() if one.until_on is None]
        assert [one.officer_id for one in standing] == ([case.officer_id] if case.officer_id else [])
        if case.status != "closed":
            assert [one.level for one in case.levels.all() if one.until_on is None] == [case.level]
            assert [one.category for one in case.categories.all() if one.until_on is None] == [case.category]
        assert (case.risk_levels.first().level if case.risk_levels.all() else "") == case.risk_level
        seen = [one.visited_at.date() for one in case.visits.all() if one.outcome == "seen"]
        assert max(seen, default=None) == case.last_visit_on
    assert not Allocation.objects.filter(until_on__lt=F("from_on")).exists()
    assert not Visit.objects.filter(
        Q(visited_at__gt=F("recorded_at")) | Q(visited_at__date__lt=F("case__opened_on"))
    ).exists()


@pytest.mark.usefixtures("_force")
def test_an_officer_holds_the_rights_of_the_cases_they_manage():
    officer = Officer.objects.get(sign_in="officer")
    assert officer.cases.count() > 10
    mine = set(officer.cases.values_list("pk", flat=True))
    assert mine <= set(visible(officer, Case).values_list("pk", flat=True))
    assert CaseGrant.objects.filter(user=officer, basis="allocation").count() == 4 * len(mine)
    assert not officer.has_usable_password()


@pytest.mark.usefixtures("_force")
def test_assessments_are_what_the_predictors_give_for_their_inputs():
    rows = StaticAssessment.objects.all()
    assert rows.count() > 30
    for row in rows:
        reading = read(row.inputs)
        assert not reading.faults
        result = score(reading.answers, today=row.assessed_on)
        assert (result.direct_contact.points, result.direct_contact.band) == (row.dc_points, row.dc_band)
        assert (result.images_indirect.percent, result.images_indirect.band) == (row.iic_percent, row.iic_band)
        assert inputs_of(reading.answers) == row.inputs
    assert not LevelDecision.objects.exclude(assessment=None).exclude(case=F("assessment__case")).exists()


def test_meetings_of_levels_2_and_3_are_signed_with_their_decision(db):
    seeded(offenders=400)
    meetings = Meeting.objects.all()
    assert meetings.count() > 3
    assert not meetings.exclude(state=MeetingState.SIGNED).exists()
    assert not meetings.filter(decision=None).exists()
    assert not meetings.filter(case__level=Level.ONE).exists()


def picture(**changes):
    """What a seed makes, undone again; without the numbers of rows, which go on."""
    with transaction.atomic():
        seeded(**changes)
        facts = ("given_names", "family_name", "date_of_birth", "pnc_id", "case__risk_level", "case__officer__sign_in")
        people = list(Nominal.objects.order_by("reference").values_list("reference", *facts))
        visits = list(Visit.objects.order_by("reference").values_list("reference", "visited_at", "seen"))
        transaction.set_rollback(True)
    return people, visits


def test_the_same_seed_makes_the_same_force_and_another_seed_another(db):
    assert picture() == picture()
    assert picture() != picture(seed=4)


def test_a_second_force_is_made_only_where_it_is_asked_for(db):
    seeded()
    with pytest.raises(Conflict, match="--add"):
        seeded()
    seeded(add=True)
    assert Case.objects.count() == 240
    assert Officer.objects.filter(sign_in__startswith="officer").count() == 12


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"offenders": 0}, "at least one"),
        ({"officers": 1}, "as many officers as units"),
        ({"offenders": 2_000_000}, "million"),
    ],
)
def test_numbers_that_make_no_force_are_refused(db, wrong, words):
    with pytest.raises(CommandError, match=words):
        call_command("seed", **SMALL | wrong)
    assert not Officer.objects.filter(sign_in="officer").exists()
