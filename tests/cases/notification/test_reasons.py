"""Answers say why in words that an officer can read to somebody."""

from cases.notification.states import Standing
from tests.cases.notification.cases import answer, man, of


def test_release_is_counted_from_its_day_in_words() -> None:
    record = man(
        events=[],
        spells=[{"kind": "custody", "from": "2024-01-10", "until": "2026-03-02"}],
        today="2026-03-03",
    )
    (initial,) = of(answer(record), "initial")
    assert initial.why == (
        "due by the end of 4 March 2026: 3 days beginning with release on 2 March 2026; the time before is not counted "
        "(Sexual Offences Act 2003 s83(1) and (6))."
    )
    assert answer(record).to_come[0] == initial


def test_return_is_named_as_a_return() -> None:
    abroad = [{"kind": "abroad", "from": "2024-12-30", "until": "2025-02-03"}]
    (periodic,) = of(answer(man(spells=abroad)), "periodic")
    assert "so 3 days beginning with return on 3 February 2025 (Sexual Offences Act 2003 s85(3)" in periodic.why


def test_homelessness_is_named_with_its_own_paragraph() -> None:
    homeless = {"kind": "no_fixed_abode", "from": "2026-06-20", "notified_on": "2026-06-21"}
    weekly, yearly = sorted(of(answer(man(homeless)), "periodic"), key=lambda one: str(one.event_on), reverse=True)
    assert weekly.why == (
        "due by the end of 28 June 2026: 7 days after the notification of 21 June 2026 without a sole or main "
        "residence (Sexual Offences Act 2003 s85(5)(a) and SI 2012/1876 reg 9)."
    )
    assert (weekly.late_days, yearly.basis) == (2, "Sexual Offences Act 2003 s85(1)")
    assert "residence" not in yearly.why


def test_period_says_its_sentence_its_line_of_the_table_and_its_order() -> None:
    disposals = [
        {"id": "a", "kind": "imprisonment", "relevant_on": "2026-03-04", "months": 4},
        {"kind": "imprisonment", "relevant_on": "2026-03-04", "months": 3, "days": 5, "consecutive_to": "a"},
    ]
    order = {"kind": "shpo", "from": "2026-03-04", "until": "2040-03-03"}
    period = answer(man(disposals=disposals, orders=[order], events=[])).period
    assert period.reasons[0] == (
        "until the end of 3 March 2036: 10 years, beginning with 4 March 2026, for custody of 7 months and 5 days from "
        "4 March 2026 (2 sentences one after another, s82(4)), which is more than 6 months and less than 30 months "
        "(Sexual Offences Act 2003 s82(1))"
    )
    assert period.reasons[1] == (
        "the SHPO of 4 March 2026 carries the period on, if it would end sooner, until the end of 3 March 2040 "
        "(Sexual Offences Act 2003 s103G and Sentencing Act 2020 s352)"
    )
    assert len(period.reasons) == 2
    assert (str(period.last_on), str(period.free_on)) == ("2040-03-03", "2040-03-04")


def test_half_that_counts_of_a_training_order_is_named_and_of_nothing_else() -> None:
    for kind, words in (("detention_and_training", "6 months from 4 March 2026 (the"), ("imprisonment", "12 months")):
        disposal = {"kind": kind, "relevant_on": "2026-03-04", "months": 12}
        (reason,) = answer(man(disposals=[disposal], events=[])).period.reasons
        assert f"for custody of {words}" in reason
        assert ("the half that is served in detention" in reason) == (kind == "detention_and_training")


def test_half_for_the_young_is_named() -> None:
    caution = {"kind": "caution", "relevant_on": "2026-03-04"}
    (reason,) = answer(man(disposals=[caution], date_of_birth="2010-01-01", events=[])).period.reasons
    assert reason == (
        "until the end of 3 March 2027: half of 2 years, being under 18 on the relevant date (Sexual Offences Act 2003 "
        "s82(2)), beginning with 4 March 2026, for a caution (Sexual Offences Act 2003 s82(1))"
    )


def test_void_notification_in_advance_says_why_the_day_is_what_it_is() -> None:
    advance = {"on": "2026-03-01", "expected_on": "2026-03-10"}
    (address,) = of(
        answer(man({"kind": "moved", "on": "2026-03-06", "advance": advance}, today="2026-03-07")), "address"
    )
    assert address.why == (
        "due by the end of 8 March 2026: 3 days beginning with the change of home address, 6 March 2026; the "
        "notification in advance named 10 March 2026, more than 2 days later, and is void (s84(3)) "
        "(Sexual Offences Act 2003 s84(1) and (5))."
    )


def test_what_the_law_on_file_does_not_say_gets_no_day() -> None:
    terror = {"kind": "imprisonment", "relevant_on": "2020-06-01", "years": 10, "regime": "terrorism"}
    order = {"kind": "violent_offender", "from": "2026-03-04", "until": "2029-03-03"}
    result = answer(man(disposals=[terror], orders=[order], events=[]))
    assert [(one.duty, one.standing, one.due_on) for one in result.deadlines] == [
        ("terrorism", Standing.NOT_WORKED_OUT, None),
        ("violent_offender", Standing.NOT_WORKED_OUT, None),
    ]
    assert result.deadlines[0].why.startswith(
        "not worked out, because the limits of these notifications could not be found"
    )
    old = {"kind": "caution", "relevant_on": "1996-03-04"}
    period = answer(man(disposals=[old], events=[])).period
    assert period.not_worked_out == (
        "not worked out, because no law on file for “period.caution” was in force on 4 March 1996"
    )


def test_next_is_in_order_of_days_and_appeal_not_made_is_not_overdue() -> None:
    review = {"received_on": "2026-03-02", "decided_on": "2026-05-01", "refused": True, "told_on": "2026-05-05"}
    life = [{"kind": "life", "relevant_on": "2007-06-01"}]
    notified = {"kind": "notified", "section": "83", "on": "2007-06-02"}
    result = answer(man(notified, {"kind": "moved", "on": "2026-06-29"}, disposals=life, review=review))
    assert [one.due_on for one in result.to_come] == sorted(one.due_on for one in result.to_come if one.due_on)
    (appeal,) = of(result, "review_appeal")
    assert (appeal.standing, appeal.late_days) == (Standing.NONE, 0)
    assert appeal in result.settled
