"""Adding, using and taking away second factors. A code opens once, whatever becomes of the cache."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from mosovo.errors import Conflict
from mosovo.staff.factors import Kind, factors_of, has_factor, is_required, key_that_answered, matching_step
from mosovo.staff.models import Officer

LAST = "This is your only second factor. Add another one first."


@transaction.atomic
def add_app(*, officer: Officer, secret: str, code: str, now: dt.datetime) -> bool:
    """Add an authenticator app, in place of the one before, if ``code`` proves that it holds the secret."""
    _lock(officer)
    step = matching_step(secret, code, now=now)
    if step is None:
        return False
    Authenticator.objects.filter(user=officer, type=Kind.TOTP).delete()
    kept = TOTP.activate(officer, secret).instance
    kept.data["step"] = step
    kept.save()
    return True


@transaction.atomic
def add_passkey(*, officer: Officer, name: str, credential: dict[str, Any]) -> None:
    """Add a passkey whose answer has been found right."""
    _lock(officer)
    WebAuthn.add(officer, name, credential)


@transaction.atomic
def new_codes(*, officer: Officer) -> list[str]:
    """Recovery codes in place of those before; shown this once."""
    _lock(officer)
    Authenticator.objects.filter(user=officer, type=Kind.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(officer).get_unused_codes()
    return codes


@transaction.atomic
def use_code(*, officer: Officer, code: str, now: dt.datetime, recovery: bool = True) -> bool:
    """Whether this is a code of the officer's app, or, with ``recovery``, one of their recovery codes; it is spent."""
    kinds = [Kind.TOTP, Kind.RECOVERY_CODES] if recovery else [Kind.TOTP]
    rows = Authenticator.objects.select_for_update().filter(user=officer, type__in=kinds)
    return any(_spend(row, code, now=now) for row in rows)


def _spend(row: Authenticator, code: str, *, now: dt.datetime) -> bool:
    if row.type == Kind.RECOVERY_CODES:
        # It saves its own row, which it reads anew under a lock.
        return bool(row.wrap().validate_code("".join(code.split())))
    step = matching_step(decrypt(row.data["secret"]), code, now=now, after=row.data.get("step", 0))
    if step is None:
        return False
    row.data["step"] = step
    row.last_used_at = now
    row.save()
    return True


@transaction.atomic
def use_key(*, officer: Officer, credential: Any, now: dt.datetime) -> bool:
    """Whether this answer is from one of the officer's passkeys, to the challenge that was set."""
    row = key_that_answered(officer, credential)
    if row is None:
        return False
    row.last_used_at = now
    row.save(update_fields=["last_used_at"])
    return True


@transaction.atomic
def remove_factor(*, officer: Officer, factor: Authenticator) -> None:
    """Take one's own factor away; the last one only where none is required. Recovery codes go with the last."""
    _lock(officer)
    if is_required() and not factors_of(officer).exclude(pk=factor.pk).exists():
        raise Conflict(LAST)
    factor.delete()
    if not has_factor(officer):
        Authenticator.objects.filter(user=officer).delete()


def _lock(officer: Officer) -> None:
    Officer.objects.select_for_update().get(pk=officer.pk)
