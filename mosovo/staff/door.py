"""What a session remembers of its person's way in: the password alone, a second factor, and when.

A password alone leaves a session of nobody, with the person's key beside it for five minutes; the factor signs them in.
Each step has a new session id, so that one that was seen or planted before is worth nothing after.
"""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest

from mosovo.staff.models import Officer

PENDING, PASSED = "factor_pending", "factor_at"
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


def lacks_factor(request: HttpRequest) -> bool:
    """Whether somebody has signed in by password alone where that is not enough."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and request.user.is_authenticated and not has_passed(request)


def is_fresh(request: HttpRequest, *, now: dt.datetime) -> bool:
    """Whether it has seen one within the last FRESH_FACTOR_SECONDS."""
    passed = request.session.get(PASSED)
    return passed is not None and 0 <= now.timestamp() - passed <= settings.FRESH_FACTOR_SECONDS
