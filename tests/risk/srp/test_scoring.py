"""Both predictors against a second calculation, written from the published tables in another way."""

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risk.srp import ALGORITHM, VERSION, Answers, Band, read, score, written
from tests.risk.srp.people import ASSESSED_ON, COMPLETE, man

TODAY = dt.date(2026, 3, 2)
BANDS = ["LOW", "MEDIUM", "HIGH", "VERY_HIGH"]


def birthday(born: dt.date, age: int) -> dt.date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return dt.date(born.year + age, 3, 1)


def age_at(born: dt.date, day: dt.date) -> int:
    age = day.year - born.year
    return age if birthday(born, age) <= day else age - 1


def is_five_years_old(day: dt.date | None, today: dt.date) -> bool:
    return day is None or birthday(day, 5) <= today


def second_direct_contact(given: dict[str, Any], today: dt.date) -> tuple[Any, ...] | None:
    """(points, percent, band, band after), or None where the rules refuse."""
    needed = ["gender", "supervisionStatus", "hasEverCommittedSexualOffence", "dateOfBirth"]
    follow_up = given["dateAtStartOfFollowup"] or given["dateOfCurrentConviction"]
    if any(given[name] is None for name in needed) or follow_up is None:
        return None
    total, refused = given["totalNumberOfSanctionsForAllOffences"], second_history(given)
    if total is not None and refused is None:
        return None, 0.0, "NOT_APPLICABLE", "NOT_APPLICABLE"
    born, sanctioned, offended = (
        given["dateOfBirth"],
        given["dateOfMostRecentSexualOffence"],
        given["mostRecentOffenceDate"],
    )
    if refused or total not in range(1, 1000) or sanctioned is None or born > today:
        return None
    if min(sanctioned, follow_up, offended or follow_up) <= born or birthday(born, 110) <= max(sanctioned, follow_up):
        return None
    points = (
        5 * min(given["totalContactAdultSexualSanctions"], 3)
        + 3 * min(given["totalContactChildSexualSanctions"], 3)
        + 2 * min(given["totalNonContactSexualOffences"], 3)
        + max(0, min(14, math.ceil((60 - age_at(born, follow_up)) / 3)))
        + (10 if age_at(born, sanctioned) > 17 else 5 if age_at(born, sanctioned) > 15 else 0)
        + (6 if total > 1 else 0)
        + (4 if given["isCurrentOffenceAgainstVictimStranger"] else 0)
    )
    percent = 100 / (1 + math.exp(8.633 - 0.1598 * points))
    band = 0 if points < 22 else 1 if points < 30 else 2 if points < 36 else 3
    dated = given["dateAtStartOfFollowup"]
    is_quiet = dated is not None and all(is_five_years_old(day, today) for day in (dated, sanctioned, offended))
    after = band - 1 if band and is_quiet and given["supervisionStatus"] != "CUSTODY" else band
    return points, math.floor(percent * 100 + 0.5) / 100, BANDS[band], BANDS[after]


def second_history(given: dict[str, Any]) -> bool | None:
    """None where a predictor does not apply, else whether the history given must be refused."""
    names = ["Image", "ContactAdult", "ContactChild", "NonContact"]
    counts = [value for name, value in given.items() if any(each in name for each in names)]
    has_counts = any(count for count in counts if count is not None)
    if given["gender"] == "FEMALE":
        return None
    if given["hasEverCommittedSexualOffence"] is False:
        return True if has_counts else None
    return None in counts or not has_counts


def second_images(given: dict[str, Any]) -> tuple[Any, ...] | None:
    """(percent, band), or None where the rules refuse."""
    if given["gender"] is None or given["hasEverCommittedSexualOffence"] is None or (refused := second_history(given)):
        return None
    if refused is None:
        return 0.0, "NOT_APPLICABLE"
    image, child = given["totalIndecentImageSanctions"], given["totalContactChildSexualSanctions"]
    if image:
        return (3.33, "MEDIUM") if image == 1 else (10.31, "HIGH")
    return ({0: 0.28, 1: 0.63}.get(child, 0.93), "LOW")


def mostly(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Now and then not answered."""
    return st.integers(0, 19).flatmap(lambda roll: st.none() if roll == 0 else strategy)


LEAP_DAYS = st.sampled_from([dt.date(year, 2, 29) for year in range(1940, 2025, 4)])
BIRTHS = LEAP_DAYS | st.dates(dt.date(1900, 1, 1), dt.date(2012, 1, 1))
# Around the age of 18 or 60, and around five years before the assessment, so that the edges are met.
LATER = (
    LEAP_DAYS | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)) | st.dates(dt.date(2021, 2, 25), dt.date(2021, 3, 8))
)
COUNTS = st.integers(0, 4)
RECORDS = st.fixed_dictionaries(
    {
        "gender": mostly(st.sampled_from(["MALE", "MALE", "MALE", "MALE", "FEMALE"])),
        "dateOfBirth": mostly(BIRTHS),
        "hasEverCommittedSexualOffence": mostly(st.sampled_from([True, True, True, True, False])),
        "isCurrentOffenceSexuallyMotivated": st.none() | st.booleans(),
        "isCurrentOffenceAgainstVictimStranger": st.none() | st.booleans(),
        "dateOfMostRecentSexualOffence": mostly(LATER),
        "totalContactAdultSexualSanctions": mostly(COUNTS),
        "totalContactChildSexualSanctions": mostly(COUNTS),
        "totalIndecentImageSanctions": mostly(COUNTS),
        "totalNonContactSexualOffences": mostly(COUNTS),
        "totalNumberOfSanctionsForAllOffences": mostly(st.integers(1, 20) | st.sampled_from([0, 999, 1000])),
        "dateOfCurrentConviction": st.none() | LATER,
        "dateAtStartOfFollowup": st.none() | LATER,
        "mostRecentOffenceDate": st.none() | LATER,
        "supervisionStatus": mostly(st.sampled_from(["CUSTODY", "COMMUNITY", "REMAND"])),
    }
)


@settings(max_examples=1500, deadline=None)
@given(RECORDS)
def test_any_record_scores_as_in_the_second_calculation(record: dict[str, Any]) -> None:
    reading = read({name: str(value) if isinstance(value, dt.date) else value for name, value in record.items()})
    out: dict[str, Any] = written(score(reading.answers, today=TODAY, malformed=reading.faults))
    direct, images = second_direct_contact(record, TODAY), second_images(record)
    assert reading.faults == ()
    assert tuple(out["dc"].values()) == (direct or (None,) * 4)
    assert tuple(out["iic"].values()) == (images or (None,) * 2)
    assert bool(out["errors"]) == (direct is None or images is None)


PEOPLE = st.builds(
    man,
    date_of_birth=st.dates(dt.date(1940, 1, 1), dt.date(2000, 1, 1)),
    contact_adult=COUNTS,
    contact_child=COUNTS,
    non_contact=COUNTS,
    images_indirect=st.integers(1, 4),
    total_sanctions=st.integers(1, 30),
    is_victim_stranger=st.booleans(),
)


def points(answers: Answers) -> int:
    found = score(answers, today=TODAY).direct_contact.points
    assert found is not None
    return found


@given(PEOPLE, st.sampled_from(["contact_adult", "contact_child", "non_contact", "total_sanctions"]))
def test_one_more_sanction_never_takes_points(answers: Answers, name: str) -> None:
    assert points(replace(answers, **{name: getattr(answers, name) + 1})) >= points(answers)


@given(PEOPLE, st.integers(1, 9))
def test_images_and_indirect_contact_never_change_dc(answers: Answers, count: int) -> None:
    assert points(replace(answers, images_indirect=count)) == points(answers)


@given(PEOPLE)
def test_a_stranger_is_worth_exactly_four_points(answers: Answers) -> None:
    assert points(replace(answers, is_victim_stranger=True)) - points(replace(answers, is_victim_stranger=False)) == 4
    assert points(replace(answers, is_victim_stranger=None)) == points(replace(answers, is_victim_stranger=False))


@given(PEOPLE, st.integers(1, 20_000))
def test_a_later_follow_up_never_adds_points(answers: Answers, days: int) -> None:
    later = answers.follow_up_on + dt.timedelta(days=days) if answers.follow_up_on else None
    if later and later.year - 1940 < 110:
        assert points(replace(answers, follow_up_on=later)) <= points(answers)


@given(PEOPLE)
def test_points_stay_within_64_and_the_band_after_is_never_higher(answers: Answers) -> None:
    result = score(answers, today=TODAY).direct_contact
    assert 0 <= points(answers) <= 64
    assert result.band is not None
    assert result.band_after_reduction is not None
    assert BANDS.index(result.band) - BANDS.index(result.band_after_reduction) in {0, 1}


def test_most_points_there_are() -> None:
    most = man(
        date_of_birth=dt.date(2006, 1, 1),
        last_sexual_sanction_on=dt.date(2025, 1, 1),
        contact_adult=3,
        contact_child=3,
        non_contact=3,
        total_sanctions=2,
        is_victim_stranger=True,
    )
    assert points(most) == 64
    assert str(score(most, today=TODAY).direct_contact.percent) == "83.12"


def test_fewest_points_there_are_give_two_hundredths_of_a_per_cent() -> None:
    fewest = man(
        date_of_birth=dt.date(1950, 1, 1),
        last_sexual_sanction_on=dt.date(1963, 1, 1),
        contact_adult=0,
        non_contact=0,
        images_indirect=1,
        total_sanctions=1,
    )
    result = score(fewest, today=TODAY).direct_contact
    assert (result.points, str(result.percent), result.band) == (0, "0.02", Band.LOW)


@pytest.mark.parametrize(("given_day", "expected"), [(ASSESSED_ON, ASSESSED_ON), (None, dt.date(2030, 1, 1))])
def test_without_a_date_of_assessment_it_is_today(given_day: dt.date | None, expected: dt.date) -> None:
    assert score(man(assessed_on=given_day), today=dt.date(2030, 1, 1)).assessed_on == expected


def test_today_decides_the_reduction_where_the_assessment_is_not_dated() -> None:
    undated = man(assessed_on=None)
    bands = [score(undated, today=day).direct_contact.band_after_reduction for day in (TODAY, dt.date(2031, 2, 15))]
    assert bands == [Band.HIGH, Band.MEDIUM]


def test_result_keeps_the_answers_and_names_what_scored_them() -> None:
    result = score(COMPLETE, today=TODAY)
    assert (result.answers, result.algorithm, result.version) == (COMPLETE, ALGORITHM, VERSION)
