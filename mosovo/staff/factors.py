"""Second factors: who has which, and the ceremonies of an authenticator app and of a passkey.

The cryptography is django-allauth's. What is written, and that a code opens once, is in the actions.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from qrcode import QRCode

from mosovo.staff.models import Officer

Kind = Authenticator.Type
SECRET = "totp_secret"  # noqa: S105 # the name under which a session keeps it
STEP_SECONDS = 30


def factors_of(person: Officer) -> QuerySet[Authenticator]:
    """The person's factors, oldest first; recovery codes are none, they only stand in for one."""
    return Authenticator.objects.filter(user=person).exclude(type=Kind.RECOVERY_CODES).order_by("created_at")


def has_factor(person: Officer) -> bool:
    """Whether the person has an authenticator app or a passkey. Only the person and administrators can see it."""
    return factors_of(person).exists()


def codes_left(person: Officer) -> int:
    """How many recovery codes are unused."""
    kept = Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


# ------------------------------------------------------------------------------------------- an authenticator app


def matching_step(secret: str, code: str, *, now: dt.datetime, after: int = 0) -> int | None:
    """The half minute, this one or either beside it, whose code this is; None for none later than ``after``."""
    typed = "".join(code.split())
    present = int(now.timestamp()) // STEP_SECONDS
    for step in (present, present - 1, present + 1):
        if step > after and constant_time_compare(format_hotp_value(hotp_value(secret, step)), typed):
            return step
    return None


def new_secret(request: HttpRequest) -> str:
    """A secret for a new app, kept in the session until its first code proves it."""
    request.session[SECRET] = generate_totp_secret()
    return str(request.session[SECRET])


def shown_secret(request: HttpRequest) -> str:
    """The secret that the page showed last."""
    return str(request.session.get(SECRET) or new_secret(request))


@dataclass(frozen=True)
class Square:
    """A QR code as one path; size: of its side, in modules, with the quiet edge."""

    path: str
    size: int


def square_of(text: str) -> Square:
    """The text as a QR code."""
    code = QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    cells = ((x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Square("".join(f"M{x} {y}h1v1h-1z" for x, y in cells), len(rows))


# ------------------------------------------------------------------------------------------------------ a passkey


def registration_options(person: Officer) -> str:
    """What the browser must be told to make a passkey, as JSON; the session keeps the challenge."""
    return json.dumps(webauthn.begin_registration(person, passwordless=False), cls=DjangoJSONEncoder)


def sign_in_options(person: Officer) -> str:
    """What the browser must be told to use one of the person's passkeys, as JSON."""
    return json.dumps(webauthn.begin_authentication(person), cls=DjangoJSONEncoder)


def is_registered(credential: Any) -> bool:
    """Whether this answers the challenge of ``registration_options``."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):  # whatever a made-up answer sets off
        return False
    return True


def key_that_answered(person: Officer, credential: Any) -> Authenticator | None:
    """Which of the person's passkeys this answer is from; None for none, or a challenge that was not set."""
    try:
        webauthn.parse_authentication_response(credential)
        return webauthn.complete_authentication(person, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):  # as above
        return None


def is_required() -> bool:
    """Whether nobody gets in without one; the demonstration lets them."""
    return bool(settings.SECOND_FACTOR_REQUIRED)
