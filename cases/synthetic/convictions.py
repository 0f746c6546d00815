"""Made-up convictions, orders, licences, and where the person has been."""

import datetime as dt
from collections.abc import Iterable
from random import Random

from django.db.models import Model

from cases.models import Conviction, Licence, Order, StatusChange
from cases.states import CaseStatus, Category, OrderKind
from cases.synthetic.people import Facts
from cases.synthetic.subject import Offence, Sanction, Subject

# Home Office codes (group and sub-code) with their titles, shortened.
OFFENCES = {
    Offence.CONTACT_ADULT: (("02005", "Sexual assault on a female"), ("01715", "Sexual assault on a male"),
                            ("01908", "Rape of a female aged 16 or over")),
    Offence.CONTACT_CHILD: (("02218", "Sexual activity with a female child under 16, no penetration"),
                            ("02219", "Sexual activity with a male child under 16, no penetration"),
                            ("02006", "Sexual assault on a female child under 13")),
    Offence.IMAGES_INDIRECT: (("08602", "Making or distributing indecent photographs of children"),
                              ("08610", "Possession of an indecent photograph of a child"),
                              ("07117", "Sexual communication with a child")),
    Offence.NON_CONTACT: (("08809", "Exposure"), ("08810", "Voyeurism")),
    Offence.VIOLENCE: (("00501", "Wounding with intent"), ("00801", "Assault occasioning actual bodily harm")),
    Offence.OTHER: (("04600", "Theft from a shop"), ("05802", "Criminal damage"), ("09200", "Possession of a drug")),
}  # fmt: skip
SEXUAL = {Offence.CONTACT_ADULT: 22, Offence.CONTACT_CHILD: 30, Offence.IMAGES_INDIRECT: 38, Offence.NON_CONTACT: 10}
# More of a record, and more custody, the higher the risk.
EARLIER = {"very_high": 7, "high": 5, "medium": 2.5, "low": 1}
CUSTODY = {"very_high": 0.9, "high": 0.75, "medium": 0.5, "low": 0.25}
ORDER_TERMS = (
    "Not to use a device able to reach the internet unless it keeps its history and is shown to the police when asked.",
    "Not to have unsupervised contact with anyone under 18 without the approval of children's social care.",
    "Not to enter the grounds of any school, nursery or playground.",
    "Not to delete the history of any device, nor use software that hides it.",
    "To tell the police of any relationship with somebody who has the care of a child.",
)
LICENCE_CONDITIONS = (
    "To live at the approved address, and to spend every night there.",
    "To keep to a curfew from 9 pm to 6 am, electronically monitored.",
    "Not to seek contact with the victim or their family.",
    "To attend appointments with the supervising officer.",
)


def sanctions_of(rng: Random, facts: Facts) -> list[Sanction]:
    """The record, oldest first; the last sanction is the one the case was opened for."""
    if facts.category == Category.PDP:
        return _earlier(rng, facts, [Offence.VIOLENCE, Offence.OTHER], [1, 2], most=2)
    index_on = facts.opened_on - dt.timedelta(days=rng.randint(3, 60))
    index = _index_offence(rng, facts)
    days = rng.choice((112, 240, 365, 548, 730, 1095, 1460, 2190)) if rng.random() < CUSTODY[facts.risk] else 0
    if facts.category in {Category.MAPPA_2, Category.MAPPA_4}:
        days = max(days, 365)
    kinds = [*SEXUAL, Offence.VIOLENCE, Offence.OTHER]
    weights = [share if index.is_sexual else 2 for share in SEXUAL.values()] + [40, 120]
    earlier = _earlier(rng, facts, kinds, weights, most=int(rng.expovariate(1 / EARLIER[facts.risk])))
    return [*earlier, Sanction(index_on, index, days)]


def _index_offence(rng: Random, facts: Facts) -> Offence:
    if facts.category == Category.MAPPA_1:
        return rng.choices(list(SEXUAL), list(SEXUAL.values()))[0]
    return Offence.OTHER if facts.category == Category.MAPPA_4 else Offence.VIOLENCE


def _earlier(
    rng: Random, facts: Facts, kinds: list[Offence], weights: list[float] | list[int], *, most: int
) -> list[Sanction]:
    first = facts.born_on + dt.timedelta(days=16 * 365)
    span = max((facts.opened_on - first).days - 90, 1)
    days = sorted(rng.randrange(span) for _ in range(min(most, 12)))
    return [
        Sanction(first + dt.timedelta(days=day), rng.choices(kinds, weights)[0], rng.choice((0, 0, 0, 56, 180)))
        for day in days
    ]


def conviction_rows(subject: Subject) -> Iterable[Model]:
    """One conviction a sanction."""
    for sanction in subject.sanctions:
        code, title = subject.rng.choice(OFFENCES[sanction.offence])
        months = sanction.custody_days // 30
        disposal = f"Imprisonment, {months} months" if months else subject.rng.choice(DISPOSALS)
        yield Conviction(
            case=subject.case,
            convicted_on=sanction.on,
            offence=title,
            offence_code=code,
            disposal=disposal,
            sentence_days=sanction.custody_days or None,
        )


DISPOSALS = (
    "Community order, 24 months",
    "Suspended sentence, 18 months",
    "Fine",
    "Community order, 12 months",
    "Caution",
)


def order_rows(subject: Subject) -> Iterable[Model]:
    """A sexual harm prevention order for about half of category 1, a licence after custody."""
    if not subject.sanctions or subject.facts.category == Category.PDP:
        return
    rng, index = subject.rng, subject.sanctions[-1]
    if subject.facts.category == Category.MAPPA_1 and rng.random() < 0.55:
        years = rng.choice((5, 7, 10, 10, None))
        terms = rng.sample(ORDER_TERMS, rng.randint(2, 4))
        until = index.on + dt.timedelta(days=int(years * 365.25)) if years else None
        yield Order(case=subject.case, kind=OrderKind.SHPO, terms="\n".join(terms), from_on=index.on, until_on=until)
    if index.custody_days >= 365 and subject.facts.status == CaseStatus.COMMUNITY:
        released = index.on + dt.timedelta(days=index.custody_days // 2)
        ends = index.on + dt.timedelta(days=index.custody_days)
        if released <= subject.today:
            conditions = rng.sample(LICENCE_CONDITIONS, rng.randint(2, 4))
            yield Licence(case=subject.case, conditions="\n".join(conditions), from_on=released, until_on=ends)


def status_rows(subject: Subject) -> Iterable[Model]:
    """How the case came to its status; nothing for one that has always been in the community."""
    facts = subject.facts
    if facts.status == CaseStatus.COMMUNITY:
        return
    reasons = {
        CaseStatus.CUSTODY: "Recalled to prison." if facts.opened_on.year % 2 else "Sentenced to custody.",
        CaseStatus.ABROAD: "Left the country; travel notified.",
        CaseStatus.CLOSED: "Notification period ended.",
    }
    on = subject.day_between(max(facts.opened_on, subject.today - dt.timedelta(days=700)), subject.today)
    yield StatusChange(
        case=subject.case, status=facts.status, on=on, reason=reasons[facts.status], recorded_by=subject.writer
    )
