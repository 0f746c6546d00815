"""Rules about officers, as functions of plain values."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from mosovo.days import in_words
from mosovo.force_settings.keys import VETTING_REMINDER_DAYS
from mosovo.staff.states import Ability, Rank, Vetting

RANK_ORDER = {rank.value: place for place, rank in enumerate(Rank)}
DRAFT_KEPT_FOR = dt.timedelta(hours=24)
PROPOSED_FOR = dt.timedelta(days=7)
VETTING_ORDER = {level.value: place for place, level in enumerate(Vetting)}


# What a browser says of itself: the first that it names counts, for most of them name those they descend from too.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Windows": "Windows",
    "Mac OS": "a Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_in_words(agent: str) -> str:
    """What somebody recognises of the words by which a browser names itself: "Chrome on Windows"."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or agent[:60] or "Not said"


def is_at_least(rank: str, least: Rank) -> bool:
    """Whether ``rank`` carries the authority of ``least``; police staff carry none."""
    return RANK_ORDER[rank] >= RANK_ORDER[least.value]


RENEWED = "it must be renewed first, by the force vetting unit, and an administrator records that."


def why_not_vetted(
    level: str, expires_on: dt.date | None, *, least: str, today: dt.date, on: dt.date | None = None
) -> str | None:
    """Why this person may open no restricted part and be given no case today, or for the day ``on``, or None.

    Post holders need at least NPPV2, renewed at least every three years (APP, MOSOVO officers). Vetting counts up to
    and including the day it expires.
    """
    if VETTING_ORDER[level] < VETTING_ORDER[least]:
        return f"Vetting is {Vetting(level).label}; the work needs at least {Vetting(least).label}."
    if expires_on is None:
        return "Vetting has no expiry date on record; ask the unit manager to have it recorded."
    return why_lapsed(expires_on, today=today, on=on)


def why_lapsed(expires_on: dt.date | None, *, today: dt.date, on: dt.date | None = None) -> str | None:
    """Why this person is given nothing that begins today, or on the day ``on``: vetting has lapsed by then. Or None."""
    if expires_on is None or expires_on >= max(today, on or today):
        return None
    if expires_on < today or on is None:
        return f"Vetting lapsed on {in_words(expires_on)}, its last day; {RENEWED}"
    return f"Vetting runs until {in_words(expires_on)} and this begins on {in_words(on)}; {RENEWED}"


def why_not_propose(*, own: bool, administers: bool) -> str | None:
    """Why this person may not propose what reaches cases, or None: it is never about themselves."""
    if not administers:
        return "Only an administrator may do that."
    return "Somebody else proposes what is about you." if own else None


def why_not_confirm(
    *, administers: bool, asked: bool, own: bool, waits: bool, asked_at: dt.datetime, now: dt.datetime
) -> str | None:
    """Why this person may not confirm a proposal, or None. asked: they made it; own: it is about them or their role."""
    if not administers:
        return "Only an administrator may do that."
    if asked:
        return "You proposed this yourself. It waits for a second administrator to confirm it."
    if own:
        return "This is about you, or about a role of yours. Another administrator confirms it."
    if not waits:
        return "This has been decided already."
    return (
        "This has waited longer than seven days. It has to be proposed anew." if now - asked_at > PROPOSED_FOR else None
    )


CLOCKS_DIFFER = dt.timedelta(seconds=30)


def why_not_believed(
    claims: Mapping[str, Any], *, client: str, nonce: str, since: dt.datetime, now: dt.datetime
) -> str | None:
    """Why a token that the provider signed for us is not believed after all, or None.

    since: when its person must at least have proved themselves. OpenID Connect Core 1.0, section 3.1.3.7.
    """
    if not nonce or not compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        return "It answers another request."
    audience = claims.get("aud")
    parties = [audience] if isinstance(audience, str) else list(audience or [])
    if claims.get("azp", client) != client or (len(parties) > 1 and claims.get("azp") != client):
        return "It is made for another system."
    proved = claims.get("auth_time")
    if isinstance(proved, bool) or not isinstance(proved, int):
        return "It does not say when its person proved who they are."
    earliest, latest = (since - CLOCKS_DIFFER).timestamp(), (now + CLOCKS_DIFFER).timestamp()
    return None if earliest <= proved <= latest else "Its person proved who they are too long ago."


def proves_second_factor(claims: Mapping[str, Any], *, acr: Collection[str], amr: Collection[str]) -> bool:
    """Whether the provider says that it asked for a second factor, in the words that the force names for it.

    Where both acr and amr are named, both must be said; where neither is, the provider's word counts for one factor.
    """
    methods = claims.get("amr")
    said = {method for method in methods if isinstance(method, str)} if isinstance(methods, list) else set()
    how = claims.get("acr")
    by_class = isinstance(how, str) and how in acr
    return bool(acr or amr) and (by_class or not acr) and (bool(said & set(amr)) or not amr)


@dataclass(frozen=True)
class Post:
    """A role that somebody holds, with what it lets them do, from a day and perhaps until one (the last)."""

    officer_id: int
    abilities: frozenset[str]
    starts_on: dt.date
    ends_on: dt.date | None

    def carries(self, ability: Ability, *, today: dt.date) -> bool:
        """Whether it is held today and lets its holder do this."""
        held = self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)
        return held and ability in self.abilities


@dataclass(frozen=True)
class Chain:
    """Who stands above a unit's officers. supervisors: without its managers, unless there is nobody else."""

    supervisors: tuple[int, ...] = ()
    managers: tuple[int, ...] = ()

    def supervisor_of(self, officer_id: int | None) -> int | None:
        """The one who answers for this officer's load: the unit's first supervisor by number who is not the officer.

        Who supervises whom is not on record; the order is fixed, so that a deadline does not change hands by itself.
        """
        return next((pk for pk in (*self.supervisors, *self.managers) if pk != officer_id), None)


def chain(posts: Iterable[Post], *, today: dt.date) -> Chain:
    """Who stands above the officers of a unit in which these posts are held."""
    managers = {post.officer_id for post in posts if post.carries(Ability.MANAGE_UNIT, today=today)}
    supervisors = {post.officer_id for post in posts if post.carries(Ability.SUPERVISE, today=today)}
    return Chain(tuple(sorted(supervisors - managers or managers)), tuple(sorted(managers)))


@dataclass(frozen=True)
class VettingStanding:
    """How somebody's vetting stands. state: valid, soon (it lapses within the days of the first reminder) or lapsed."""

    state: str
    words: str


def vetting_standing(level: str, expires_on: dt.date | None, *, least: str, today: dt.date) -> VettingStanding:
    """The standing in words, for a list of people."""
    why_not = why_not_vetted(level, expires_on, least=least, today=today)
    if why_not or expires_on is None:
        return VettingStanding("lapsed", why_not or "")
    days = (expires_on - today).days
    if days <= max(VETTING_REMINDER_DAYS):
        when = "today" if days == 0 else f"in {days} {'day' if days == 1 else 'days'}"
        return VettingStanding("soon", f"Lapses {when}, after {in_words(expires_on)}")
    return VettingStanding("valid", f"{Vetting(level).label} until {in_words(expires_on)}")
