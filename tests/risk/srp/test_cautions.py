import datetime as dt

import pytest

from risk.srp import Gender, score
from tests.risk.srp.people import ASSESSED_ON, man


def warnings(**changed: object) -> list[str]:
    return list(score(man(**changed), today=ASSESSED_ON).warnings)


def test_complete_answers_give_no_warning() -> None:
    assert warnings() == []


def test_counts_adding_up_to_more_than_the_total_warn_and_are_scored() -> None:
    changed = {"contact_adult": 1, "contact_child": 1, "non_contact": 1, "images_indirect": 1, "total_sanctions": 3}
    assert warnings(**changed | {"total_sanctions": 4}) == []
    assert len(warnings(**changed)) == 1
    assert "add up to 4, more than the total number of sanctions, 3" in warnings(**changed)[0]
    assert score(man(**changed), today=ASSESSED_ON).errors == ()


def test_one_count_above_the_total_is_named() -> None:
    assert warnings(contact_adult=4, total_sanctions=3)[0].startswith(
        "Contact adult sexual sanctions (4) are more than"
    )


def test_fall_back_to_the_conviction_is_said() -> None:
    said = warnings(follow_up_on=None)
    assert len(said) == 1
    assert "20 November 2025, was used" in said[0]


@pytest.mark.parametrize(
    ("sexual", "stranger", "words"),
    [
        (True, None, ["Question 1.44", "scored 0 points"]),
        (None, False, ["Question 1.41"]),
        (None, None, ["Question 1.41", "Question 1.44", "scored 0 points"]),
        (False, None, []),
        (False, True, ["check both answers"]),
    ],
)
def test_open_questions_about_the_current_offence_are_said(
    sexual: bool | None, stranger: bool | None, words: list[str]
) -> None:
    said = warnings(is_current_offence_sexual=sexual, is_victim_stranger=stranger)
    assert len(said) == len(words)
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))


def test_dates_after_the_assessment_are_said() -> None:
    later = ASSESSED_ON + dt.timedelta(days=1)
    assert len(warnings(last_sexual_sanction_on=later)) == 1
    assert warnings(last_sexual_sanction_on=ASSESSED_ON) == []
    assert warnings(last_offence_on=later) == [
        "Date of any offence since the start of follow-up is after the date of the assessment."
    ]


def test_an_offence_before_the_follow_up_it_should_follow_is_said() -> None:
    assert len(warnings(last_offence_on=dt.date(2026, 2, 14))) == 1
    assert warnings(last_offence_on=dt.date(2026, 2, 15)) == []


def test_nothing_is_said_of_someone_who_is_not_scored() -> None:
    assert warnings(gender=Gender.FEMALE, total_sanctions=1, follow_up_on=None, is_victim_stranger=None) == []


def test_count_warning_stays_where_only_iic_is_scored() -> None:
    said = warnings(contact_adult=2, non_contact=2, date_of_birth=None, follow_up_on=None)
    assert len(said) == 1
    assert "add up to 4" in said[0]
