"""For how long somebody is subject to notification under Part 2 of the Sexual Offences Act 2003 (section 82)."""

import datetime as dt
from collections.abc import Iterable

from cases.notification import states
from cases.notification.answers import Period, Stretch
from cases.notification.facts import Disposal, Order, Person
from cases.notification.law import Law, NotWorkedOut, Row
from cases.notification.spans import DAY, in_numbers, is_under, last_day
from cases.notification.terms import Term, longest_term
from mosovo.days import in_words

TABLE = "Sexual Offences Act 2003 s82(1)"
ORDER_BASIS = {
    states.Order.SHPO: "Sexual Offences Act 2003 s103G and Sentencing Act 2020 s352",
    states.Order.INTERIM_SHPO: "Sexual Offences Act 2003 s103G(4)",
    states.Order.SOPO: "Sexual Offences Act 2003 s107 as it stood",
    states.Order.INTERIM_SOPO: "Sexual Offences Act 2003 s109 as it stood",
}
LINES: dict[states.Disposal, tuple[str, str | None]] = {
    states.Disposal.LIFE: ("a life sentence", None),
    states.Disposal.PUBLIC_PROTECTION: ("imprisonment or detention for public protection", None),
    states.Disposal.HOSPITAL: ("a hospital order without restriction", "period.hospital"),
    states.Disposal.CAUTION: ("a caution", "period.caution"),
    states.Disposal.OTHER: ("a disposal of any other description", "period.other"),
}


def notification_period(person: Person, law: Law) -> Period:
    """The period from all disposals and orders: where they overlap the longest wins, and an SHPO carries it on.

    Nothing is answered from some disposals alone: where one cannot be worked out, the period says why and is empty.
    """
    disposals = person.disposals_under(states.Regime.SEXUAL)
    try:
        answers = [period_of(disposal, person, law) for disposal in disposals]
    except NotWorkedOut as missing:
        return Period(not_worked_out=f"not worked out, because {missing}")
    stretches = _joined(stretch for stretch, _ in answers)
    reasons = list(dict.fromkeys(reason for _, reason in answers))
    is_indefinite = any(stretch.last_on is None for stretch in stretches)
    if person.review.is_refused is False and person.review.told_on and is_indefinite:
        stretches = [Stretch(stretch.begins_on, stretch.last_on or person.review.told_on) for stretch in stretches]
        is_indefinite = False
        reasons.append(f"the review ended it with the notice received on {in_words(person.review.told_on)} (s91C)")
    for order in sorted(person.orders, key=lambda order: order.begins_on):
        if order.kind in states.PREVENTIVE:
            stretches, reason = _with_order(stretches, order)
            reasons.append(reason)
    if len(set(answers)) > 1:
        reasons.append("of several, the one that ends last counts")
    return Period(tuple(stretches), is_indefinite, TABLE, tuple(reasons))


def period_of(disposal: Disposal, person: Person, law: Law) -> tuple[Stretch, str]:
    """The period of one disposal, and why."""
    begins_on = disposal.relevant_on
    if disposal.kind is states.Disposal.CONDITIONAL_DISCHARGE and disposal.length:
        ends_on = last_day(disposal.made_on, disposal.length.months) + disposal.length.days * DAY
        why = f"as long as the conditional discharge made on {in_words(disposal.made_on)}"
        return Stretch(begins_on, ends_on), f"until the end of {in_words(ends_on)}: {why} ({TABLE})"
    why, rule = _line_of_table(disposal, person, law)
    if rule is None:
        return Stretch(begins_on, None), f"indefinite, from {in_words(begins_on)}: {why} ({TABLE})"
    row = law.row(rule, begins_on)
    months, length = 12 * row.value, in_numbers(row)
    if is_under(law.row("period.young_below", begins_on).value, person.born_on, begins_on):
        half = law.row("period.young_part", begins_on)
        months //= half.value
        length = f"half of {length}, being under 18 on the relevant date ({half.basis})"
    ends_on = last_day(begins_on, months)
    when = f"{length}, beginning with {in_words(begins_on)}"
    return Stretch(begins_on, ends_on), f"until the end of {in_words(ends_on)}: {when}, for {why} ({row.basis})"


def _line_of_table(disposal: Disposal, person: Person, law: Law) -> tuple[str, str | None]:
    """What the disposal is in the table of section 82(1), and the rule of its period; no rule for an indefinite one."""
    if disposal.kind in states.OF_A_TERM:
        return _line_of_term(disposal, person, law)
    if disposal.has_restriction:
        return "a hospital order with restriction", None
    return LINES[disposal.kind]


def _line_of_term(disposal: Disposal, person: Person, law: Law) -> tuple[str, str | None]:
    among = person.disposals_under(disposal.regime)
    term = longest_term(disposal, among, law)
    indefinite, long = (law.row(f"period.{name}", disposal.relevant_on) for name in ("indefinite_from", "long_above"))
    if term.is_at_least(indefinite.value):
        return f"{_told(term)}, which is {in_numbers(indefinite)} or more", None
    if term.is_more_than(long.value):
        return f"{_told(term)}, which is more than {_under(long, indefinite)}", "period.long"
    return f"{_told(term)}, which is {in_numbers(long)} or less", "period.short"


def _under(long: Row, indefinite: Row) -> str:
    return f"{in_numbers(long)} and less than {in_numbers(indefinite)}"


def _told(term: Term) -> str:
    """The term in words, with what it was made of."""
    length = f"custody of {term.length.in_words} from {in_words(term.counted_from)}"
    if len(term.parts) == 1:
        part = " (the half that is served in detention)" if _is_training(term) else ""
        return f"{length}{part}"
    overlap = " less their overlap" if any(part.overlap for part in term.parts) else ""
    return f"{length} ({len(term.parts)} sentences one after another{overlap}, s82(4))"


def _is_training(term: Term) -> bool:
    return term.parts[0].kind is states.Disposal.DETENTION_AND_TRAINING


def _with_order(stretches: list[Stretch], order: Order) -> tuple[list[Stretch], str]:
    """With what an order adds: made while somebody is subject, it carries that on; otherwise it makes them subject."""
    name = order.kind.value.replace("_", " ").replace("shpo", "SHPO").replace("sopo", "SOPO")
    basis = ORDER_BASIS[order.kind]
    until = f"the end of {in_words(order.last_on)}" if order.last_on else "further order"
    is_subject = any(stretch.covers(order.begins_on) for stretch in stretches)
    verb = "carries the period on, if it would end sooner," if is_subject else "makes subject to notification"
    reason = f"the {name} of {in_words(order.begins_on)} {verb} until {until} ({basis})"
    return _joined([*stretches, Stretch(order.begins_on, order.last_on)]), reason


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days with what overlaps or touches made one."""
    result: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: (stretch.begins_on, stretch.last_on or dt.date.max)):
        before = result[-1] if result else None
        if before and (before.last_on is None or stretch.begins_on <= before.last_on + DAY):
            ends = None if before.last_on is None or stretch.last_on is None else max(before.last_on, stretch.last_on)
            result[-1] = Stretch(before.begins_on, ends)
        else:
            result.append(stretch)
    return result
