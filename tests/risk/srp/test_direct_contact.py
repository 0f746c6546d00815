import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.srp import Band, Gender, Supervision, score
from risk.srp.direct_contact import (
    ONE_BAND_LOWER,
    DirectContact,
    band_for,
    follow_up_age_points,
    percent,
    probability,
    sexual_sanction_age_points,
    why_not_reduced,
)
from tests.risk.srp.people import ASSESSED_ON, COMPLETE, man

POINTS = st.integers(0, 64)
ORDER = [Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH]

# Derived from the published coefficients in an independent calculation.
PERCENT_BY_POINTS = [
    *[(0, "0.02"), (10, "0.09"), (15, "0.20"), (20, "0.43"), (21, "0.51"), (22, "0.60"), (25, "0.96"), (26, "1.12")],
    *[(29, "1.80"), (30, "2.11"), (33, "3.36"), (35, "4.57"), (36, "5.31"), (37, "6.18"), (40, "9.61"), (45, "19.12")],
    *[(50, "34.46"), (55, "53.89"), (60, "72.21"), (64, "83.12")],
]


def direct(**changed: object) -> DirectContact:
    return score(man(**changed), today=ASSESSED_ON).direct_contact


def born_for_age(age: int, day: dt.date) -> dt.date:
    return day.replace(year=day.year - age)


@pytest.mark.parametrize(("points", "expected"), PERCENT_BY_POINTS)
def test_percentage_of_points(points: int, expected: str) -> None:
    assert percent(probability(points)) == Decimal(expected)


@pytest.mark.parametrize(
    ("chance", "expected"), [("0.00005", "0.01"), ("0.0000499999", "0.00"), ("0.12345", "12.35"), ("0.12355", "12.36")]
)
def test_halves_of_a_hundredth_are_rounded_up(chance: str, expected: str) -> None:
    assert percent(Decimal(chance)) == Decimal(expected)


def test_items_add_up_to_the_points() -> None:
    result = direct()
    assert {item.name: (item.value, item.points) for item in result.items} == {
        "contact_adult": (1, 5),
        "contact_child": (0, 0),
        "non_contact": (1, 2),
        "follow_up_on": (40, 7),
        "last_sexual_sanction_on": (36, 10),
        "total_sanctions": (3, 6),
        "is_victim_stranger": (False, 0),
    }
    assert (result.points, result.percent, result.band) == (30, Decimal("2.11"), Band.HIGH)


@pytest.mark.parametrize(("name", "points"), [("contact_adult", 15), ("contact_child", 9), ("non_contact", 6)])
def test_three_sanctions_and_more_count_alike(name: str, points: int) -> None:
    for count in (3, 4, 50):
        items = {item.name: item.points for item in direct(**{name: count}).items}
        assert items[name] == points


@pytest.mark.parametrize("first", range(21, 61, 3))
def test_one_point_fewer_on_the_birthday_that_begins_the_next_three_years(first: int) -> None:
    day = dt.date(2026, 2, 15)
    birthday = born_for_age(first, day)
    on_it, before_it = direct(date_of_birth=birthday), direct(date_of_birth=birthday + dt.timedelta(days=1))
    assert (on_it.items[3].value, before_it.items[3].value) == (first, first - 1)
    assert before_it.items[3].points - on_it.items[3].points == 1


def test_leap_birthday_counts_from_1_march_at_an_age_edge() -> None:
    born = dt.date(2004, 2, 29)
    before = direct(date_of_birth=born, follow_up_on=dt.date(2025, 2, 28))
    on_it = direct(date_of_birth=born, follow_up_on=dt.date(2025, 3, 1))
    assert [(each.items[3].value, each.items[3].points) for each in (before, on_it)] == [(20, 14), (21, 13)]


@pytest.mark.parametrize(("age", "points"), [(15, 0), (16, 5), (17, 5), (18, 10)])
def test_age_at_last_sexual_sanction_counts_from_the_birthday(age: int, points: int) -> None:
    day = dt.date(2021, 9, 1)
    result = direct(date_of_birth=born_for_age(age, day))
    assert (result.items[4].value, result.items[4].points) == (age, points)


def test_ages_not_known_give_no_points() -> None:
    assert (follow_up_age_points(None), sexual_sanction_age_points(None)) == (0, 0)


@given(POINTS, POINTS)
def test_more_points_never_lower_percentage_or_band(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert percent(probability(fewer)) <= percent(probability(more))
    assert ORDER.index(band_for(fewer)) <= ORDER.index(band_for(more))


# Five years without offence

LONG_AGO = {"follow_up_on": dt.date(2021, 3, 2), "last_sexual_sanction_on": dt.date(2021, 3, 2)}


@pytest.mark.parametrize(("points_from", "expected"), [(Band.VERY_HIGH, Band.HIGH), (Band.HIGH, Band.MEDIUM)])
def test_five_years_to_the_day_lower_the_band_once_and_nothing_else(points_from: Band, expected: Band) -> None:
    adult = {Band.VERY_HIGH: 3, Band.HIGH: 1}[points_from]
    result = direct(**LONG_AGO, contact_adult=adult)
    assert (result.band, result.band_after_reduction, result.why_not_reduced) == (points_from, expected, None)
    assert result.percent == percent(probability(result.points or 0))


@pytest.mark.parametrize("name", ["follow_up_on", "last_sexual_sanction_on", "last_offence_on"])
def test_a_day_short_of_five_years_leaves_the_band(name: str) -> None:
    on_the_day = LONG_AGO | {"last_offence_on": dt.date(2021, 3, 2)}
    assert direct(**on_the_day).why_not_reduced is None
    result = direct(**on_the_day | {name: dt.date(2021, 3, 3)})
    assert result.band_after_reduction is result.band
    assert "less than five years" in str(result.why_not_reduced)


def test_five_years_from_a_leap_day_end_on_1_march() -> None:
    leap = {"follow_up_on": dt.date(2020, 2, 29), "last_sexual_sanction_on": dt.date(2020, 2, 29)}
    assert direct(**leap, assessed_on=dt.date(2025, 2, 28)).why_not_reduced is not None
    assert direct(**leap, assessed_on=dt.date(2025, 3, 1)).why_not_reduced is None


@pytest.mark.parametrize(
    ("supervision", "is_reduced"),
    [(Supervision.COMMUNITY, True), (Supervision.REMAND, True), (Supervision.CUSTODY, False)],
)
def test_custody_stops_the_reduction_and_remand_does_not(supervision: Supervision, is_reduced: bool) -> None:
    assert (direct(**LONG_AGO, supervision=supervision).why_not_reduced is None) is is_reduced


def test_no_reduction_where_only_the_conviction_is_dated() -> None:
    result = direct(**LONG_AGO | {"follow_up_on": None}, convicted_on=dt.date(2015, 1, 1))
    assert result.band_after_reduction is result.band
    assert "start of follow-up is not given" in str(result.why_not_reduced)


@given(
    st.sampled_from([None, *Band]),
    st.sampled_from(Gender),
    st.sampled_from(Supervision),
    st.lists(st.none() | st.dates(dt.date(2015, 1, 1), dt.date(2027, 1, 1)), min_size=3, max_size=3),
)
def test_reduction_holds_exactly_where_every_condition_does(
    band: Band | None, gender: Gender, supervision: Supervision, days: list[dt.date | None]
) -> None:
    follow_up, sanction, offence = days
    answers = replace(
        COMPLETE,
        gender=gender,
        supervision=supervision,
        follow_up_on=follow_up,
        last_sexual_sanction_on=sanction,
        last_offence_on=offence,
    )
    five_years_ago = dt.date(2021, 3, 2)
    expected = (
        gender is Gender.MALE
        and supervision is not Supervision.CUSTODY
        and band in {Band.MEDIUM, Band.HIGH, Band.VERY_HIGH}
        and follow_up is not None
        and all(day is None or day <= five_years_ago for day in days)
    )
    assert (why_not_reduced(answers, band, ASSESSED_ON) is None) is expected


def test_reduction_never_skips_a_band() -> None:
    assert all(ORDER.index(high) - ORDER.index(low) == 1 for high, low in ONE_BAND_LOWER.items())
