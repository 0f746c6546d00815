"""Made-up covert material and informants, by chance of their own: what others make up stays as it was."""

import datetime as dt
from collections.abc import Iterable
from random import Random
from uuid import UUID

from django.db.models import Model

from cases.models import (
    CovertContact,
    CovertNaming,
    CovertRecord,
    CovertReview,
    Informant,
    InformantInformation,
    InformantReferral,
    InformantVersion,
)
from cases.states import Confidence, Tactic
from cases.synthetic.subject import Subject

COVERT_SHARE, INFORMANT_SHARE = 0.04, 0.08
DAY = dt.timedelta(days=1)
COVERT = (
    ("Second telephone", Tactic.TECHNICAL, "A telephone that he has not notified is in use at the address."),
    ("Forum", Tactic.ONLINE, "He asks for pictures under another name and has been answered."),
    ("Swimming pool", Tactic.WATCHING, "He was at the pool on three Saturdays, alone, during the children's hour."),
)
TOLD = (
    ("neighbour", "Lives across the landing", "A child's bicycle has stood before his door since Sunday."),
    ("former partner", "Lived with him until last year", "He has bought a computer and keeps it in the loft."),
    ("colleague", "Works on the same shift", "He speaks of a woman with two small daughters."),
)


def covert_rows(subject: Subject) -> Iterable[Model]:
    """A record with two people named, two contacts and a review, for a few of the people."""
    chance = Random(f"covert {subject.facts.number}")
    if chance.random() >= COVERT_SHARE:
        return
    by, also, today = subject.writer, subject.staff.supervisors[-1], subject.today
    title, tactic, learnt = chance.choice(COVERT)
    begun = subject.now - 40 * DAY
    record = CovertRecord(
        reference=_uuid(chance), case=subject.case, title=title, about="He has been warned of visits twice this year.",
        review_on=today + chance.randint(-3, 20) * DAY, made_by=by, made_at=begun,
    )  # fmt: skip
    yield record
    for officer in dict.fromkeys((by, also)):
        leads = officer is by
        yield CovertNaming(
            id=_uuid(chance), record=record, officer=officer, leads=leads, from_on=today - 40 * DAY, named_by=by,
            until_on=None if leads else today + 45 * DAY, named_at=begun,
            reason="Began it" if leads else "Answers for the case with the officer.",
        )  # fmt: skip
    for days in (30, 12):
        yield CovertContact(
            reference=_uuid(chance), record=record, at=begun + days * DAY / 2, tactic=tactic, learnt=learnt,
            authority=f"TS/{chance.randint(100, 999)}/26", authority_until=today + 30 * DAY, recorded_by=by,
            recorded_at=begun + days * DAY,
        )  # fmt: skip
    yield CovertReview(
        reference=_uuid(chance), record=record, words="Still needed; both who are named still need it.",
        next_on=record.review_on, reviewed_by=also, reviewed_at=subject.now - 8 * DAY,
    )  # fmt: skip


def informant_rows(subject: Subject) -> Iterable[Model]:
    """Somebody who told us something once, twice, or was referred, for some of the people."""
    chance = Random(f"informant {subject.facts.number}")
    if chance.random() >= INFORMANT_SHARE:
        return
    by, today, at = subject.writer, subject.today, subject.now - 60 * DAY
    who, relation, text = chance.choice(TOLD)
    informant = Informant(reference=_uuid(chance), case=subject.case, recorded_by=by, recorded_at=at)
    yield informant
    yield InformantVersion(
        reference=_uuid(chance), informant=informant, who=f"The {who} (name in the sealed envelope)",
        relation=relation, confidence=chance.choice(list(Confidence)), harm="He would guess at once who spoke.",
        care="We call from outside the street; nobody in uniform.", changed="First written down", recorded_by=by,
        look_again_on=today + chance.randint(2, 60) * DAY, recorded_at=at,
    )  # fmt: skip
    times = chance.randint(1, 3)
    for number in range(times):
        yield InformantInformation(
            reference=_uuid(chance), informant=informant, at=at + number * 9 * DAY, how="By telephone to the unit",
            was_asked=False, text=text, recorded_by=by, recorded_at=at + number * 9 * DAY,
        )  # fmt: skip
    if times == 3:
        yield InformantReferral(
            reference=_uuid(chance), informant=informant, referred_on=today - 30 * DAY, to_whom="The source desk",
            why="Has told us something three times.", recorded_by=by, recorded_at=subject.now - 30 * DAY,
            answered_on=today - 20 * DAY, answer="No authority is needed while nobody asks them for anything.",
            answer_recorded_by=by,
        )  # fmt: skip


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
