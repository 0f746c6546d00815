import datetime as dt

import pytest

from risk.srp import Answers, FaultKind, Gender, Supervision, score, unanswered
from risk.srp.answers import SEXUAL_COUNTS
from risk.srp.faults import DIRECT_CONTACT_REQUIRED
from tests.risk.srp.people import ASSESSED_ON, man

WOMAN = {"gender": Gender.FEMALE}
NEITHER = {"gender": Gender.OTHER}
NEVER = {"has_sexual_offence": False, "contact_adult": 0, "non_contact": 0}


def faults(**changed: object) -> list[tuple[str, FaultKind]]:
    return [(fault.field, fault.kind) for fault in score(man(**changed), today=ASSESSED_ON).direct_contact.faults]


def test_complete_answers_have_no_fault() -> None:
    assert score(man(), today=ASSESSED_ON).errors == ()


@pytest.mark.parametrize("name", [name for name in DIRECT_CONTACT_REQUIRED if name != "follow_up_on"])
@pytest.mark.parametrize("person", [{}, WOMAN, NEITHER, NEVER], ids=["man", "woman", "neither", "never"])
def test_what_dc_requires_is_required_of_everyone(name: str, person: dict[str, object]) -> None:
    assert (name, FaultKind.MISSING) in faults(**person | {name: None})


@pytest.mark.parametrize("name", [*SEXUAL_COUNTS, "last_sexual_sanction_on"])
def test_sexual_history_is_required_of_those_who_are_scored_alone(name: str) -> None:
    assert faults(**{name: None}) == [(name, FaultKind.MISSING)]
    assert faults(**WOMAN | {name: None}) == []
    assert faults(**NEITHER | {name: None}) == []
    assert faults(**NEVER | {name: None}) == []


@pytest.mark.parametrize(("total", "is_refused"), [(0, True), (1, False), (999, False), (1000, True)])
def test_total_of_sanctions_runs_from_1_to_999(total: int, is_refused: bool) -> None:
    assert faults(total_sanctions=total) == [("total_sanctions", FaultKind.TOTAL_OUT_OF_RANGE)] * is_refused
    assert faults(**WOMAN, total_sanctions=total) == []


def test_history_without_any_sexual_sanction_is_refused_by_both() -> None:
    result = score(man(contact_adult=0, non_contact=0), today=ASSESSED_ON)
    assert [fault.field for fault in result.errors] == list(SEXUAL_COUNTS)
    assert result.direct_contact.band is result.images_indirect.band is None


@pytest.mark.parametrize("history", [False, None])
def test_sexual_sanctions_without_history_are_refused_by_both(history: bool | None) -> None:
    result = score(man(has_sexual_offence=history), today=ASSESSED_ON)
    named = [fault.field for fault in result.errors if fault.kind is FaultKind.INCONSISTENT]
    assert named == ["has_sexual_offence", "contact_adult", "non_contact"]
    assert result.direct_contact.band is result.images_indirect.band is None


BORN = dt.date(1985, 5, 4)


@pytest.mark.parametrize(
    ("name", "day", "kind"),
    [
        ("last_sexual_sanction_on", BORN, FaultKind.SEXUAL_SANCTION_BEFORE_BIRTH),
        ("last_sexual_sanction_on", dt.date(2095, 5, 4), FaultKind.SEXUAL_SANCTION_TOO_LATE),
        ("follow_up_on", BORN, FaultKind.FOLLOW_UP_BEFORE_BIRTH),
        ("follow_up_on", dt.date(2095, 5, 4), FaultKind.FOLLOW_UP_TOO_LATE),
        ("last_offence_on", BORN, FaultKind.LAST_OFFENCE_BEFORE_BIRTH),
    ],
)
def test_dates_at_odds_with_the_date_of_birth_are_refused(name: str, day: dt.date, kind: FaultKind) -> None:
    assert faults(**{name: day}) == [(name, kind)]
    assert faults(**WOMAN | {name: day}) == []
    is_upper_edge = day.year == 2095
    assert faults(**{name: day + dt.timedelta(days=-1 if is_upper_edge else 1)}) == []


def test_follow_up_taken_from_the_conviction_is_refused_under_that_name() -> None:
    assert faults(follow_up_on=None, convicted_on=BORN) == [("convicted_on", FaultKind.FOLLOW_UP_BEFORE_BIRTH)]


def test_neither_follow_up_nor_conviction_is_asked_for_as_follow_up() -> None:
    assert faults(follow_up_on=None, convicted_on=None) == [("follow_up_on", FaultKind.MISSING)]
    assert faults(follow_up_on=None) == []


def test_birth_after_the_assessment_is_refused() -> None:
    assert ("date_of_birth", FaultKind.BORN_AFTER_ASSESSMENT) in faults(assessed_on=dt.date(1985, 5, 3))


def test_faults_of_dc_leave_iic_scored() -> None:
    result = score(man(follow_up_on=None, convicted_on=None), today=ASSESSED_ON)
    assert result.direct_contact.points is result.direct_contact.percent is result.direct_contact.band is None
    assert str(result.images_indirect.percent) == "0.28"


@pytest.mark.parametrize(
    ("sexual", "stranger", "asked"),
    [
        (None, None, ["is_current_offence_sexual", "is_victim_stranger"]),
        (None, True, ["is_current_offence_sexual"]),
        (True, None, ["is_victim_stranger"]),
        (True, False, []),
        (False, None, []),
    ],
)
def test_interview_asks_about_a_stranger_unless_the_offence_is_not_sexual(
    sexual: bool | None, stranger: bool | None, asked: list[str]
) -> None:
    answers = man(is_current_offence_sexual=sexual, is_victim_stranger=stranger)
    assert [fault.field for fault in unanswered(answers)] == asked


def test_negative_counts_cannot_be_answers() -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        Answers(contact_adult=-1, supervision=Supervision.REMAND)
