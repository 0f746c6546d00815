"""Reading on a large scale is stopped: whoever has opened or been shown too many cases within an hour sees no new ones.

What was seen stays within reach, and the operational flag is never counted: a patrol is not kept waiting; covert
material neither, of which nobody else may hear. The shared
cache counts, one entry a person; what was unusual about a day is found from the record itself, every night.
"""

import datetime as dt

from django.core.cache import cache
from django.utils import timezone

from mosovo.access.states import Compartment
from mosovo.audit.actions.looks import LookBook
from mosovo.audit.actions.unusual import reviewers
from mosovo.audit.states import LookKind
from mosovo.diary.actions import notify
from mosovo.errors import TooMuch
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer

HOUR = dt.timedelta(hours=1)
# Below this nothing is asked of the settings, and nobody is ever stopped.
LEAST = 60
UNCOUNTED = {Compartment.OPERATIONAL, Compartment.PLAIN, Compartment.COVERT}
OPENED = {LookKind.PAGE, LookKind.DOCUMENT, LookKind.OPENED}
STOPPED = (
    "You have {done} {count} different cases within an hour, the most that is let through. Those you have seen stay"
    " open to you; others open again within the hour. Your unit manager has been told. The search for warnings goes on."
)
Seen = dict[int, float]


def count_cases(person: Officer, book: LookBook, *, now: dt.datetime) -> None:
    """Count the cases that an answer is about to show. TooMuch, and nothing counted, where there would be too many."""
    counted = [(kind, cases) for (kind, part, _, _), cases in book.entries.items() if part not in UNCOUNTED]
    shown = {case for _, cases in counted for case in cases}
    if not shown:
        return
    opened = {case for kind, cases in counted if kind in OPENED for case in cases}
    key, since = f"cases-seen:{person.pk}", (now - HOUR).timestamp()
    kept: tuple[Seen, Seen] = cache.get(key) or ({}, {})
    before = [{case: at for case, at in seen.items() if at > since} for seen in kept]
    after = [seen | dict.fromkeys(new, now.timestamp()) for seen, new in zip(before, (opened, shown), strict=True)]
    if any(len(seen) > LEAST for seen in after):
        limits = values_on(timezone.localdate(now))
        for seen, earlier, name, done in zip(
            after, before, ("opened_an_hour", "shown_an_hour"), ("opened", "been shown"), strict=True
        ):
            most = max(LEAST, int(limits[name]))
            if len(seen) > most and len(seen) > len(earlier):
                raise TooMuch(STOPPED.format(done=done, count=len(earlier)))
    cache.set(key, tuple(after), HOUR.total_seconds())


def tell_of_too_much(person: Officer, *, now: dt.datetime) -> None:
    """Tell whoever would review it, once an hour."""
    reviewer = reviewers([person], today=timezone.localdate(now))[person.pk]
    told = Officer.objects.filter(pk__in=[reviewer])
    text = f"{person.full_name} has asked for more cases within an hour than are let through, and was stopped."
    notify(told, key=f"too-much:{person.pk}:{now:%Y%m%d%H}", text=text, url="", now=now)
