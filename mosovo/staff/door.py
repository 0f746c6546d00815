"""What a session remembers of its person's way in: the password alone, a second factor, and when.

A password alone leaves a session of nobody, with the person's key beside it for five minutes; the factor signs them in.
Each step has a new session id, so that one that was seen or planted before is worth nothing after.
"""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest

from mosovo.staff.models import Officer

PENDING, PASSED = "factor_pending", "factor_at"
SEEN, BEGAN, DRAFTS = "seen_at", "began_at", "drafts"
MOST_DRAFTS = 50
PENDING_SECONDS = 5 * 60


def await_factor(request: HttpRequest, person: Officer, *, then: str, now: dt.datetime) -> None:
    """The password was right; the factor is still to come. then: where to go afterwards."""
    request.session[PENDING] = {
        "person": person.pk,
        "hash": person.get_session_auth_hash(),
        "at": now.timestamp(),
        "then": then,
    }
    request.session.cycle_key()


def awaited(request: HttpRequest, *, now: dt.datetime) -> tuple[Officer, str] | None:
    """Whose factor is awaited, and where they are going; None for nobody, too late, or a password since changed."""
    kept = request.session.get(PENDING)
    if not kept or now.timestamp() - kept["at"] > PENDING_SECONDS:
        return None
    person = Officer.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or person.get_session_auth_hash() != kept["hash"]:
        return None
    return person, kept["then"]


def pass_factor(request: HttpRequest, *, now: dt.datetime) -> None:
    """A factor was right just now."""
    request.session.pop(PENDING, None)
    request.session[PASSED] = now.timestamp()
    request.session.cycle_key()


def has_passed(request: HttpRequest) -> bool:
    """Whether this session has seen a second factor."""
    return PASSED in request.session


def seconds_left(request: HttpRequest, *, now: dt.datetime) -> int:
    """In how many seconds the session ends if its person does nothing more."""
    at = now.timestamp()
    idle = settings.IDLE_SECONDS - (at - request.session.get(SEEN, at))
    whole = settings.SESSION_COOKIE_AGE - (at - request.session.get(BEGAN, at))
    return max(0, int(min(idle, whole)))


def stay_signed_in(request: HttpRequest, *, now: dt.datetime) -> None:
    """The person is there now."""
    request.session[SEEN] = now.timestamp()


def remember_draft(request: HttpRequest, address: str) -> None:
    """Words are kept for the form at ``address``: they go when it is sent."""
    request.session[DRAFTS] = [*{*request.session.get(DRAFTS, []), address}][-MOST_DRAFTS:]


def had_draft(request: HttpRequest) -> bool:
    """Whether words are kept for the form that was sent."""
    return request.path in request.session.get(DRAFTS, [])


def lacks_factor(request: HttpRequest) -> bool:
    """Whether somebody has signed in by password alone where that is not enough."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and request.user.is_authenticated and not has_passed(request)


def is_fresh(request: HttpRequest, *, now: dt.datetime) -> bool:
    """Whether it has seen one within the last FRESH_FACTOR_SECONDS."""
    passed = request.session.get(PASSED)
    return passed is not None and 0 <= now.timestamp() - passed <= settings.FRESH_FACTOR_SECONDS
