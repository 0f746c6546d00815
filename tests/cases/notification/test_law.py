"""The file of the law is refused where it is wrong, and the row in force on the day of the event is used."""

import csv
import datetime as dt
from collections.abc import Iterator

import pytest

from cases.notification import Law, LawError, standing_law
from cases.notification.law import RULES
from cases.notification.states import Standing
from tests.cases.notification.cases import LAW_FILE, TODAY, answer, man, of, outcome, with_rows, worked_cases

# An invented change of the law, which stands in no Act: an example for these tests alone.
EXAMPLE_OF_ABSENCE = (
    "absence.longer_than,2027-01-01,,5,days,Example Act 2026 s1 (invented),",
    "absence.notice,2027-01-01,,12,hours_before,Example Act 2026 s1 (invented),",
)


def rows() -> list[dict[str, str]]:
    with LAW_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def changed_laws(row: dict[str, str]) -> Iterator[Law]:
    """The law with one number a little greater, and a little smaller."""
    lines = LAW_FILE.read_text(encoding="utf-8").splitlines()
    start = f"{row['rule']},{row['applies_from']},{row['applies_until']},"
    for step in (1, -1):
        value = 1 - int(row["value"]) if row["unit"] == "yes_no" else int(row["value"]) + step
        new = [
            line.replace(f"{start}{row['value']},", f"{start}{value},", 1) if line.startswith(start) else line
            for line in lines
        ]
        if value or row["unit"] == "yes_no":
            yield Law.read("\n".join(new) + "\n")


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['rule']}-{row['applies_from']}")
def test_each_number_is_held_by_a_worked_case(row: dict[str, str]) -> None:
    for law in changed_laws(row):
        assert any(outcome(case, law) != case.expected for case in worked_cases()), law.find(row["rule"], TODAY)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("initial.within,2020-01-01,,3,days_beginning,s83,", "Two rows of initial.within apply on 1 January 2020"),
        ("inital.within,2020-01-01,,3,days_beginning,s83,", "“inital.within” is not a rule"),
        ("absence.notice,2020-01-01,,3,days,s85ZA,", "absence.notice cannot be counted in “days”"),
        ("absence.notice,2020-01-01,,3,fortnights,s85ZA,", "cannot be counted in “fortnights”"),
        ("absence.notice,2020-01-01,,three,hours_before,s85ZA,", "“three” is not a whole number from 1 to 1000"),
        ("absence.notice,2020-01-01,,-3,hours_before,s85ZA,", "“-3” is not a whole number"),
        ("absence.notice,2020-01-01,,3,hours_before, ,", "absence.notice names no paragraph"),
        ("absence.notice,2020-01-32,,3,hours_before,s85ZA,", "“2020-01-32” is not a day written as YYYY-MM-DD"),
        ("absence.notice,2020-01-02,2020-01-01,3,hours_before,s85ZA,", "absence.notice ends before it begins"),
        ("absence.notice,2020-01-02,2020-01-01", "must have 7 columns"),
        ("absence.notice,2020-01-02,,3,hours_before,s85ZA,a note,and more", "must have 7 columns"),
    ],
)
def test_row_that_is_wrong_is_refused_in_words(row: str, words: str) -> None:
    with pytest.raises(LawError, match=words):
        with_rows(row)


def test_rule_that_is_needed_must_have_a_row_on_every_day_from_its_first() -> None:
    until, gap = "initial.within,2004-05-01,2026-06-30,3,days_beginning,s83,", "2026-07-02"
    with pytest.raises(LawError, match=r"No row of initial.within applies on 1 July 2026\."):
        with_rows(until, f"initial.within,{gap},,4,days_beginning,s83,", without="initial.within")
    with pytest.raises(LawError, match=r"No row of initial.within applies after 30 June 2026\."):
        with_rows(until, without="initial.within")
    with pytest.raises(LawError, match=r"These rules have no row: initial.within\."):
        with_rows(without="initial.within")
    with pytest.raises(LawError, match="The columns must be rule, applies_from"):
        Law.read("rule,value\ninitial.within,3\n")


def test_every_rule_stands_on_file_but_those_that_a_bill_foresees() -> None:
    on_file = {row["rule"] for row in rows()}
    assert RULES.keys() - on_file == {"absence.longer_than", "absence.notice"}
    assert standing_law() is standing_law()


def test_change_of_the_law_is_a_row_and_binds_from_its_day() -> None:
    law = with_rows(
        "change.within,2004-05-01,2026-03-31,3,days_beginning,Sexual Offences Act 2003 s84(1),",
        "change.within,2026-04-01,,5,days_beginning,Example Act 2026 s2 (invented),",
        without="change.within",
    )
    before, after = ({"kind": "moved", "on": day} for day in ("2026-03-31", "2026-04-01"))
    due = [deadline.due_on for deadline in of(answer(man(before, after), law), "address")]
    assert due == [dt.date(2026, 4, 2), dt.date(2026, 4, 5)]


def test_absence_has_no_day_until_a_row_says_so() -> None:
    absence = {"kind": "absence", "from": "2027-03-01", "until": "2027-03-06"}
    record = man(absence, today="2027-03-10")
    (nothing,) = of(answer(record), "absence")
    assert nothing.standing is Standing.NOT_WORKED_OUT
    assert nothing.why == "not worked out, because no law on file wanted an absence to be notified on 1 March 2027."
    law = with_rows(*EXAMPLE_OF_ABSENCE)
    (example,) = of(answer(record, law), "absence")
    assert (example.standing, str(example.due_at)) == (Standing.OVERDUE, "2027-02-28 12:00:00+00:00")
    assert "Example Act 2026 s1 (invented)" in example.why
    (short,) = of(answer(man(absence | {"until": "2027-03-05"}, today="2027-03-10"), law), "absence")
    assert short.standing is Standing.NONE
    (earlier,) = of(answer(man(absence | {"from": "2026-03-01", "until": "2026-04-01"}), law), "absence")
    assert earlier.standing is Standing.NOT_WORKED_OUT
