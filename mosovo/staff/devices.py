"""Browsers in which somebody has signed in lately, by a cookie of their own; guesses made elsewhere do not count there.

It opens nothing. Several people share a desk, so one cookie knows the last few of them.
"""

import datetime as dt
import json
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mosovo.sealed import seal, unseal
from mosovo.staff.models import Officer

KNOWN_FOR = dt.timedelta(days=30)
MOST_PEOPLE = 10
Known = dict[str, tuple[str, float]]


def device_of(request: HttpRequest, name: str, *, now: dt.datetime) -> str | None:
    """What this browser is called for this sign-in name; None where nobody of that name signed in here lately."""
    known, at = _known(request).get(name, ("", 0.0))
    return known if known and now.timestamp() - at < KNOWN_FOR.total_seconds() else None


def remember_device(request: HttpRequest, response: HttpResponse, person: Officer, *, now: dt.datetime) -> None:
    """This person has signed in, wholly, in this browser."""
    known = {name: row for name, row in _known(request).items() if name != person.sign_in}
    newest = sorted(known.items(), key=lambda item: item[1][1])[-(MOST_PEOPLE - 1) :]
    content = {**dict(newest), person.sign_in: (secrets.token_urlsafe(12), now.timestamp())}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        seal(json.dumps(content)),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _known(request: HttpRequest) -> Known:
    try:
        found: Known = json.loads(unseal(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")))
    except ValueError:  # none, or not of our making
        return {}
    return found
