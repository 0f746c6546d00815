"""One invented man whose answers are complete, for tests that change an answer or two."""

import datetime as dt
from dataclasses import replace

from risk.srp import Answers, Gender, Supervision

ASSESSED_ON = dt.date(2026, 3, 2)
# 40 at the start of follow-up, 36 at the last sexual sanction, 15 days into supervision.
COMPLETE = Answers(
    gender=Gender.MALE,
    date_of_birth=dt.date(1985, 5, 4),
    assessed_on=ASSESSED_ON,
    has_sexual_offence=True,
    is_current_offence_sexual=True,
    is_victim_stranger=False,
    last_sexual_sanction_on=dt.date(2021, 9, 1),
    contact_adult=1,
    contact_child=0,
    images_indirect=0,
    non_contact=1,
    total_sanctions=3,
    convicted_on=dt.date(2025, 11, 20),
    follow_up_on=dt.date(2026, 2, 15),
    last_offence_on=None,
    supervision=Supervision.COMMUNITY,
)


def man(**changed: object) -> Answers:
    """The complete answers with some changed."""
    return replace(COMPLETE, **changed)
