import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.states import RiskLevel
from risk import rules
from risk.srp import Answers, Band, Gender, Supervision, read, score
from tests.risk.srp.people import ASSESSED_ON, COMPLETE, man


@pytest.mark.parametrize(
    ("direct", "images", "level"),
    [
        ("LOW", "LOW", RiskLevel.LOW),
        ("LOW", "HIGH", RiskLevel.HIGH),
        ("VERY_HIGH", "LOW", RiskLevel.VERY_HIGH),
        ("MEDIUM", "NOT_APPLICABLE", RiskLevel.MEDIUM),
        ("NOT_APPLICABLE", "NOT_APPLICABLE", None),
        ("", "", None),
    ],
)
def test_score_suggests_the_higher_of_its_bands(direct: str, images: str, level: RiskLevel | None) -> None:
    assert rules.suggested_level(direct, images) is level


@pytest.mark.parametrize("before", ["", *RiskLevel])
@pytest.mark.parametrize("level", RiskLevel)
def test_rise_to_high_is_a_rise_that_ends_high_or_very_high(before: str, level: RiskLevel) -> None:
    rises = {
        ("", "high"),
        ("", "very_high"),
        ("low", "high"),
        ("low", "very_high"),
        ("medium", "high"),
        ("medium", "very_high"),
        ("high", "very_high"),
    }
    assert rules.is_rise_to_high(before, level) is ((before, level.value) in rises)


@pytest.mark.parametrize(("reasons", "are_enough"), [("x" * 19, False), (" " * 30, False), ("x" * 20, True)])
def test_reasons_are_at_least_20_characters(reasons: str, are_enough: bool) -> None:
    assert (rules.why_not_reasons(reasons) is None) is are_enough


@pytest.mark.parametrize(
    ("level", "suggested", "why", "is_asked"),
    [
        ("high", "high", "", False),
        ("high", "", "", False),
        ("low", "high", "", True),
        ("low", "high", "too short", True),
        ("low", "high", "Long enough to mean something.", False),
    ],
)
def test_a_level_other_than_the_scores_is_asked_why(level: str, suggested: str, why: str, is_asked: bool) -> None:
    refusal = rules.why_not_differ(level, suggested, why)
    assert bool(refusal) is is_asked
    if refusal:
        assert "suggests high" in refusal
        assert "chose low" in refusal


ANSWERS = st.builds(
    Answers,
    gender=st.none() | st.sampled_from([Gender.MALE, Gender.FEMALE]),
    date_of_birth=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2030, 1, 1)),
    has_sexual_offence=st.none() | st.booleans(),
    contact_adult=st.none() | st.integers(0, 999),
    supervision=st.none() | st.sampled_from(Supervision),
)


@given(ANSWERS)
def test_inputs_read_back_are_the_answers_given(answers: Answers) -> None:
    reading = read(rules.inputs_of(answers))
    assert reading.answers == answers
    assert reading.faults == ()


@given(ANSWERS)
def test_points_so_far_show_for_any_answers(answers: Answers) -> None:
    shown = rules.scored(score(answers, today=ASSESSED_ON))
    assert shown.points is None or shown.points == sum(line.points for line in shown.lines)


def test_complete_result_is_shown_with_its_working() -> None:
    shown = rules.scored(score(COMPLETE, today=ASSESSED_ON), ["From the record."])
    assert shown.names == ("DC-SRP", "IIC-SRP")
    assert [(line.value, line.points) for line in shown.lines] == [
        ("1", 5),
        ("0", 0),
        ("1", 2),
        ("40 years", 7),
        ("36 years", 10),
        ("3", 6),
        ("No", 0),
    ]
    assert (shown.points, str(shown.percent), shown.band, shown.is_reduced) == (30, "2.11", "HIGH", False)
    assert (str(shown.images_percent), shown.images_band) == ("0.28", "LOW")
    assert shown.rule == "Other sexual sanctions only"
    assert shown.suggests is RiskLevel.HIGH
    assert shown.warnings == ("From the record.",)


def test_open_answers_are_shown_as_not_answered_and_give_no_band() -> None:
    shown = rules.scored(score(man(contact_adult=None, date_of_birth=None), today=ASSESSED_ON))
    assert [line.value for line in shown.lines] == ["Not answered", "0", "1", "Not answered", "Not answered", "3", "No"]
    assert (shown.points, shown.band, shown.percent, shown.suggests) == (8, "", None, None)


@pytest.mark.parametrize("gender", [Gender.FEMALE, Gender.OTHER])
def test_not_applicable_shows_no_points(gender: Gender) -> None:
    shown = rules.scored(score(man(gender=gender), today=ASSESSED_ON))
    assert (shown.lines, shown.points) == ((), None)
    assert (shown.band, shown.images_band) == (Band.NOT_APPLICABLE, Band.NOT_APPLICABLE)
    assert shown.suggests is None


def test_answers_that_differ_from_the_record_warn() -> None:
    born = dt.date(1985, 5, 5)
    first, second = rules.file_warnings(COMPLETE, sex="female", date_of_birth=born)
    assert "4 May 1985" in first
    assert "5 May 1985" in first
    assert "male" in second
    assert "female" in second
    assert rules.file_warnings(COMPLETE, sex="male", date_of_birth=COMPLETE.date_of_birth) == []
    assert rules.file_warnings(COMPLETE, sex="unknown", date_of_birth=None) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "Not answered"),
        ("", "Not answered"),
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        ("2026-03-02", "2 March 2026"),
        ("2026-13-02", "2026-13-02"),
        ("MALE", "Male"),
        ("VERY_HIGH", "Very high"),
        ("as typed", "as typed"),
    ],
)
def test_stored_inputs_are_shown_in_words(value: object, words: str) -> None:
    assert rules.input_words(value) == words


@pytest.mark.parametrize(
    ("algorithm", "names"),
    [("DC-SRP and IIC-SRP", ("DC-SRP", "IIC-SRP")), ("OSP/C and OSP/I", ("OSP/C", "OSP/I")), ("X", ("X", "X"))],
)
def test_algorithm_names_its_two_predictors(algorithm: str, names: tuple[str, str]) -> None:
    assert rules.predictors(algorithm) == names
