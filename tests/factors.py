"""Second factors of the tests: an authenticator app in the person's hand, and browsers that have passed or not."""

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from mosovo.staff.door import PASSED
from mosovo.staff.models import Officer
from tests.people import signed_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_app(person: Officer) -> Authenticator:
    """The person has an authenticator app."""
    return TOTP.activate(person, SECRET).instance


def code_now(*, secret: str = SECRET, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + steps))


def passed(person: Officer, *, ago: dt.timedelta = dt.timedelta()) -> Client:
    """A browser in which the person has signed in, with a factor proved so long ago."""
    client = signed_in(person)
    session = client.session
    session[PASSED] = (timezone.now() - ago).timestamp()
    session.save()
    return client
