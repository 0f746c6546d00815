"""What holds for any facts: of spans, sentences, limits and records."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cases.notification import read, work_out, written
from cases.notification.law import Row, Unit
from cases.notification.spans import DAY, Pause, end_counting, end_disregarding, end_of, is_under, last_day, merged
from tests.cases.notification.cases import TODAY, answer, end, man, of
from tests.cases.notification.records import DAYS, EVENTS, RECORDS, SMALL, SPELLS

PAUSES = st.lists(st.builds(lambda day, length: Pause(day, day + length * DAY), DAYS, SMALL), max_size=4)
MONTHS = st.integers(1, 60)


def three(unit: Unit = Unit.DAYS_BEGINNING) -> Row:
    return Row("initial.within", dt.date.min, None, 3, unit, "s83", "")


def sentenced(*months: int, born: str = "1980-05-17", on: dt.date = dt.date(2024, 1, 10), **more: Any) -> str:
    """The end of the period of sentences of so many months, side by side unless `more` is of the later ones."""
    first, *others = [{"kind": "imprisonment", "relevant_on": str(on), "months": length} for length in months]
    disposals = [{"id": "a", **first}, *({"consecutive_to": "a", **other} if more else other for other in others)]
    period = answer(man(disposals=disposals, date_of_birth=born, events=[])).period
    return str(period.last_on) if period.last_on else "9999-12-31"


@given(DAYS, PAUSES)
def test_limit_counts_the_day_of_the_event_and_no_pause_brings_it_forward(day: dt.date, pauses: list[Pause]) -> None:
    assert end_counting(three(), day, []) == day + 2 * DAY == end_of(three(), day)
    due_on = end_counting(three(), day, pauses)
    assert due_on
    assert due_on >= day + 2 * DAY
    free = [day + number * DAY for number in range((due_on - day).days + 1)]
    assert sum(not any(pause.covers(one) for pause in pauses) for one in free) == 3


@given(DAYS, PAUSES, DAYS, SMALL, SMALL)
def test_pause_cut_in_two_is_the_same_pause(day: dt.date, pauses: list[Pause], begins: dt.date, a: int, b: int) -> None:
    cut, end_on = begins + a * DAY, begins + (a + b) * DAY
    whole, parts = [*pauses, Pause(begins, end_on)], [*pauses, Pause(begins, cut), Pause(cut, end_on)]
    assert merged(whole) == merged(parts)
    for count in (lambda spans: end_counting(three(), day, spans), lambda spans: end_disregarding(day, TODAY, spans)):
        assert count(whole) == count(parts)


@given(DAYS, st.integers(1, 600))
def test_period_beginning_with_a_day_meets_the_next_without_gap_or_overlap(day: dt.date, months: int) -> None:
    last = last_day(day, months)
    assert last >= day
    assert last_day(day, months + 1) > last
    assert (last + DAY).day in {day.day, 1}
    assert end_of(Row("review.adult", day, None, 1, Unit.YEARS_AFTER, "s", ""), day) >= last_day(day, 12)


@given(DAYS, st.integers(1, 90))
def test_age_is_reached_on_one_day_and_kept(born: dt.date, years: int) -> None:
    birthday = next(
        day for day in (born + (years * 365 + n) * DAY for n in range(40)) if not is_under(years, born, day)
    )
    assert is_under(years, born, birthday - DAY)
    assert (birthday.month, birthday.day) in {(born.month, born.day), (3, 1)}


@given(DAYS, MONTHS, MONTHS)
def test_longer_sentence_never_has_the_shorter_period(on: dt.date, a: int, b: int) -> None:
    shorter, longer = sorted((a, b))
    assert sentenced(shorter, on=on) <= sentenced(longer, on=on)


@given(MONTHS, MONTHS)
def test_one_after_the_other_is_never_shorter_than_side_by_side(a: int, b: int) -> None:
    assert sentenced(a, b, more=True) >= sentenced(a, b) == max(sentenced(a), sentenced(b))
    assert sentenced(a, b, more=True) == sentenced(a + b)


@given(DAYS, MONTHS)
def test_half_for_the_young_is_half_to_the_month(on: dt.date, months: int) -> None:
    years = {True: 7, False: 10}[months <= 6]
    young = sentenced(months, born=str(on.replace(day=1) - 17 * 365 * DAY), on=on)
    assert young == (str(last_day(on, years * 6)) if months < 30 else "9999-12-31")


@given(st.lists(EVENTS, max_size=6), SPELLS)
def test_no_deadline_falls_before_its_event_and_no_spell_makes_one_earlier(
    events: list[Any], spells: list[Any]
) -> None:
    disposals = [{"kind": "life", "relevant_on": "2012-09-01"}]
    without, with_spells = (answer(man(disposals=disposals, events=events, spells=chosen)) for chosen in ([], spells))
    kinds = {"travel", "travel_change"}
    for deadline in (*without.deadlines, *with_spells.deadlines):
        if deadline.due_on and deadline.event_on and deadline.duty not in kinds:
            assert deadline.due_on >= deadline.event_on

    def due(result: Any) -> dict[Any, dt.date]:
        return {
            (one.duty, one.of, one.event_on): one.due_on or dt.date.max
            for one in result.deadlines
            if one.due_at is None
        }

    before, after = due(without), due(with_spells)
    assert all(after[key] >= before[key] for key in before.keys() & after.keys())


@given(st.lists(EVENTS, max_size=4), DAYS, SMALL, SMALL)
def test_spell_told_in_two_parts_changes_nothing(events: list[Any], begins: dt.date, a: int, b: int) -> None:
    cut, until = begins + a * DAY, begins + (a + b) * DAY
    whole = [{"kind": "custody", "from": str(begins), "until": str(until)}]
    parts = [
        {"kind": "custody", "from": str(begins), "until": str(cut)},
        {"kind": "custody", "from": str(cut), "until": str(until)},
    ]
    disposals = [{"kind": "life", "relevant_on": "2012-09-01"}]
    one, two = (answer(man(disposals=disposals, events=events, spells=spells)) for spells in (whole, parts))
    assert one.deadlines == two.deadlines
    assert (end(one.period), of(one, "release")) == (end(two.period), of(two, "release"))


@given(RECORDS)
def test_any_record_gives_an_answer_or_faults_and_never_raises(record: dict[str, Any]) -> None:
    reading = read(record, today=TODAY)
    assert (reading.person is None) == bool(reading.faults)
    assert all(fault.field and fault.message.endswith((".", ")")) for fault in reading.faults)
    if reading.person:
        result = written(reading.person.id, work_out(reading.person))
        assert result["errors"] == []
