"""Vetting is renewed in time, and a case is taken from nobody's hands unseen when it was not.

APP, MOSOVO officers: vetted before post to at least NPPV2, renewed at least every three years. The renewal is the
officer's own task, and their supervisors are reminded with them. Once it has lapsed there is another task, the
supervisor's: the restricted parts are shut already, and the work must go to somebody who may do it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register, sweep_over
from mosovo.force_settings.keys import VETTING_REMINDER_DAYS
from mosovo.staff.models import Officer
from mosovo.staff.queries import posts_in, posts_of
from mosovo.staff.rules import Post, chain, why_not_vetted
from mosovo.staff.states import UNIT_WORK

BASIS = "APP, MOSOVO officers: at least NPPV2, renewed every three years"
RENEWAL, LAPSED = "vetting_renewal", "vetting_lapsed"


@dataclass(frozen=True)
class Standing:
    """An officer's vetting, the posts they hold anywhere, and the posts held in their unit."""

    officer_id: int
    name: str
    unit_id: int | None
    level: str
    expires_on: dt.date | None
    posts: tuple[Post, ...]
    unit_posts: tuple[Post, ...]

    def in_post_since(self, today: dt.date) -> dt.date | None:
        """Since when their work has needed vetting; None where it does not today."""
        held = [post for post in self.posts if any(post.carries(work, today=today) for work in UNIT_WORK)]
        return min((post.starts_on for post in held), default=None)

    def why_not_vetted(self, settings: Settings, today: dt.date) -> str | None:
        return why_not_vetted(self.level, self.expires_on, least=str(settings["vetting_level"]), today=today)


def gather(ids: Sequence[int]) -> list[Standing]:
    """Those of ``ids`` who are active; three queries."""
    officers = list(Officer.objects.filter(pk__in=ids, is_active=True))
    own, by_unit = posts_of(ids), posts_in(officer.unit_id for officer in officers)
    return [
        Standing(
            officer.pk,
            str(officer),
            officer.unit_id,
            officer.vetting_level,
            officer.vetting_expires_on,
            tuple(own.get(officer.pk, ())),
            tuple(by_unit.get(officer.unit_id or 0, ())),
        )
        for officer in officers
    ]


def renewal(person: Standing, settings: Settings, today: dt.date) -> Iterable[Due]:
    """Renew by the day it expires: on the diary from the first reminder on, until it has been renewed or has lapsed."""
    expires_on = person.expires_on
    if expires_on is None or person.in_post_since(today) is None or person.why_not_vetted(settings, today):
        return
    if (expires_on - today).days > max(VETTING_REMINDER_DAYS):
        return
    yield Due(
        kind=RENEWAL,
        subject=f"officer:{person.officer_id}",
        title=f"Renew the vetting of {person.name}"[:120],
        due_on=expires_on,
        why=f"Vetting lasts until {in_words(expires_on)}; after that day the restricted parts of every case are shut.",
        basis=BASIS,
        owner_id=person.officer_id,
        officer_id=person.officer_id,
        unit_id=person.unit_id,
    )


def lapsed(person: Standing, settings: Settings, today: dt.date) -> Iterable[Due]:
    """See to the work of somebody who is not vetted: due the day after it lapsed, or the day they took up the post."""
    since, why = person.in_post_since(today), person.why_not_vetted(settings, today)
    if since is None or why is None:
        return
    has_lapsed = person.expires_on is not None and person.expires_on < today
    due_on = person.expires_on + dt.timedelta(days=1) if has_lapsed and person.expires_on else since
    yield Due(
        kind=LAPSED,
        subject=f"officer:{person.officer_id}",
        title=f"See to the cases of {person.name}, who is not vetted"[:120],
        due_on=due_on,
        why=why,
        basis=BASIS,
        owner_id=chain(person.unit_posts, today=today).supervisor_of(person.officer_id),
        officer_id=person.officer_id,
        unit_id=person.unit_id,
    )


NO_WAIVER = "Vetting cannot be waived: put the renewal on record, or end the role that needs it."

register(Duty(RENEWAL, "officer", gather, renewal, remind_days=VETTING_REMINDER_DAYS, instead=NO_WAIVER))
register(Duty(LAPSED, "officer", gather, lapsed, instead=NO_WAIVER))
sweep_over("officer", lambda: Officer.objects.filter(is_active=True))
