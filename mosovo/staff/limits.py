"""How often a door may be tried. django-allauth counts in the shared cache; axes counts once more, in the database.

Each name has five tries from all strange places together, however many they are. A place where the person signed in
within the last 30 days, a browser or else an address, has five of its own: whoever guesses elsewhere, or at another
browser behind the same address, shuts out strangers and never the control room at its own desks. All known browsers of
a name together have fifteen. Trying many names from one address is stopped by address, but for the browsers known
there. What succeeds is not counted.
"""

import datetime as dt
from typing import Any

from allauth.core.internal import ratelimit
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessLog
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from mosovo import clock
from mosovo.staff.devices import device_of
from mosovo.staff.models import Officer

FAMILIAR = dt.timedelta(days=30)
APP = "allauth.account"


def may_try_password(request: HttpRequest, name: str) -> bool:
    """Whether a password for this name may be tried now; the attempt is counted."""
    return _counted_at(request, "login_failed", name)


def may_try_code(request: HttpRequest, person: Officer) -> bool:
    """Whether a code of this person may be tried now; the attempt is counted."""
    if AxesProxyHandler.is_allowed(request, {"username": person.sign_in}) and _counted_at(
        request, "code_failed", person.sign_in
    ):
        return True
    request.axes_locked_out = True  # type: ignore[attr-defined]
    note_wrong_code(request, person)
    return False


def may_try_own_password(request: HttpRequest, person: Officer) -> bool:
    """Whether somebody signed in may try their present password, to set a new one; the attempt is counted."""
    return _counted(request, "login_failed", f"own|{person.pk}")


def note_wrong_code(request: HttpRequest, person: Officer) -> None:
    """Have axes count a wrong code as it counts a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": person.sign_in}, request=request)


def give_back(request: HttpRequest) -> None:
    """What was tried was right: it does not count."""
    for usage in getattr(request, "tries", []):
        usage.rollback()
    request.tries = []  # type: ignore[attr-defined]


def counted_by(request: HttpRequest, credentials: dict[str, Any] | None) -> list[list[str]]:
    """For axes: strangers are counted by name, a familiar address with it. Known browsers it lets be (below)."""
    name = str((credentials or {}).get("username", ""))
    return [["username", "ip_address"]] if _is_familiar(request, name) else [["username"]]


def is_known_device(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    """For axes: the cache alone counts a browser that is known."""
    return device_of(request, str((credentials or {}).get("username", "")), now=clock.now()) is not None


def _counted_at(request: HttpRequest, action: str, name: str) -> bool:
    """Count by address or as one of the known browsers, and by place."""
    place, is_device = _place(request, name)
    if is_device:
        return _counted(request, action, place) and _counted(request, f"{action}_browsers", name)
    return _counted(request, "login_failed_address", "") and _counted(request, action, place)


def _place(request: HttpRequest, name: str) -> tuple[str, bool]:
    """Under what the attempt is counted, and whether that is a browser that is known."""
    device = device_of(request, name, now=clock.now())
    if device is not None:
        return f"{name}|browser|{device}", True
    return (f"{name}|{_address(request)}" if _is_familiar(request, name) else name), False


def _counted(request: HttpRequest, action: str, key: str) -> bool:
    usage: Any = ratelimit.consume(request, app=APP, action=action, key=key)
    if usage is None:
        return False
    request.tries = [*getattr(request, "tries", []), usage]  # type: ignore[attr-defined]
    return True


def _is_familiar(request: HttpRequest, name: str) -> bool:
    since, address = clock.now() - FAMILIAR, _address(request) or None
    return AccessLog.objects.filter(username=name, ip_address=address, attempt_time__gt=since).exists()


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
