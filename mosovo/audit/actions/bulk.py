"""Reading on a large scale is stopped: whoever has opened or been shown too many cases within an hour sees no new ones.

What was seen stays within reach. The operational flag is never counted, for a patrol is not kept waiting; covert
material neither, of which nobody else may hear. Redis counts, by one script each time, so that of requests side by side
each knows of the others; what was unusual about a day is found from the record itself, every night.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

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
    "You have {done} {count} different cases within an hour, which is the most allowed. Those you have seen stay open"
    " to you; others open again within the hour. Your unit manager has been told. The search for warnings still works."
)
# ARGV: now, the hour's beginning, the hour in seconds; for each key the most, how many cases, and the cases. Counts all
# of them and gives nothing, or none: which key there is too much of, and how many it has.
COUNT = """
local now, since, hour, at, new = ARGV[1], ARGV[2], ARGV[3], 4, {}
for number, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', since)
  local most, until_, unseen = tonumber(ARGV[at]), at + 1 + tonumber(ARGV[at + 1]), 0
  new[number] = {}
  for place = at + 2, until_ do
    table.insert(new[number], ARGV[place])
    if not redis.call('ZSCORE', key, ARGV[place]) then unseen = unseen + 1 end
  end
  local count = redis.call('ZCARD', key)
  if unseen > 0 and count + unseen > most then return {number, count} end
  at = until_ + 1
end
for number, key in ipairs(KEYS) do
  for _, case in ipairs(new[number]) do redis.call('ZADD', key, now, case) end
  redis.call('EXPIRE', key, hour)
end
"""


def count_cases(person: Officer, book: LookBook, *, now: dt.datetime) -> None:
    """Count the cases that an answer is about to show. TooMuch, and nothing counted, where there would be too many."""
    counted = [(kind, cases) for (kind, part, _, _), cases in book.entries.items() if part not in UNCOUNTED]
    shown = {case for _, cases in counted for case in cases}
    if not shown:
        return
    opened = {case for kind, cases in counted if kind in OPENED for case in cases}
    if _counted(person, opened, shown, most=(LEAST, LEAST), now=now) is None:
        return
    limits = values_on(timezone.localdate(now))
    most = [max(LEAST, int(limits[name])) for name in ("opened_an_hour", "shown_an_hour")]
    beyond = _counted(person, opened, shown, most=most, now=now)
    if beyond is not None:
        number, count = beyond
        raise TooMuch(STOPPED.format(done=("opened", "been shown")[number - 1], count=count))


def _counted(
    person: Officer, opened: set[int], shown: set[int], *, most: Sequence[int], now: dt.datetime
) -> list[int] | None:
    """Count all of them, or none where there are too many: then which are, and how many there were before."""
    redis: Any = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined] # Django gives no other way to it
    asked: list[float] = [now.timestamp(), (now - HOUR).timestamp(), int(HOUR.total_seconds())]
    for limit, cases in zip(most, (opened, shown), strict=True):
        asked += [limit, len(cases), *cases]
    found: list[int] | None = redis.eval(COUNT, 2, *seen_by(person), *asked)
    return found


def seen_by(person: Officer) -> list[str]:
    """The names of the entries that hold the cases a person has opened, and been shown, within the hour."""
    return [cache.make_key(f"cases-seen:{person.pk}:{done}") for done in ("opened", "shown")]


def tell_of_too_much(person: Officer, *, now: dt.datetime) -> None:
    """Tell whoever would review it, once an hour."""
    reviewer = reviewers([person], today=timezone.localdate(now))[person.pk]
    told = Officer.objects.filter(pk__in=[reviewer])
    text = f"{person.full_name} has asked for more cases within an hour than are let through, and was stopped."
    notify(told, key=f"too-much:{person.pk}:{now:%Y%m%d%H}", text=text, url="", now=now)
