"""How often a door may be tried. django-allauth counts in the shared cache; axes counts once more, in the database.

By name and address, so that one desk shuts out itself alone; by address, against trying many names; and by name with a
higher limit, from which addresses are exempt at which the person has signed in before: whoever guesses from many places
slows down strangers, never the control room at its own desks. What succeeds is not counted.
"""

import datetime as dt
from typing import Any

from allauth.core.internal import ratelimit
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from mosovo import clock
from mosovo.staff.models import Officer

FAMILIAR = dt.timedelta(days=30)
APP = "allauth.account"


class OnRecord(AxesDatabaseHandler):
    """What axes counts, with every failure on record for good: those too that come while the door is shut."""

    def remove_out_of_limit_failure_logs(self, **kwargs: Any) -> int:
        return 0

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
        was_shut = request is not None and request.axes_locked_out
        super().user_login_failed(sender, credentials, request, **kwargs)
        if was_shut:
            AccessFailureLog.objects.create(
                username=credentials.get("username"),
                ip_address=request.axes_ip_address,
                user_agent=request.axes_user_agent,
                http_accept=request.axes_http_accept,
                path_info=request.axes_path_info,
                attempt_time=request.axes_attempt_time,
                locked_out=True,
            )


def may_try_password(request: HttpRequest, name: str) -> bool:
    """Whether a password for this name may be tried now; the attempt is counted."""
    address = request.META.get("REMOTE_ADDR", "")
    if not _counted(request, "login_failed", f"{name}|{address}"):
        return False
    return _is_familiar(name, address) or _counted(request, "login_failed_name", name)


def may_try_code(request: HttpRequest, person: Officer) -> bool:
    """Whether a code of this person may be tried now; the attempt is counted."""
    allowed = AxesProxyHandler.is_allowed(request, {"username": person.sign_in})
    if allowed and _counted(request, "code_failed", str(person.pk)):
        return True
    request.axes_locked_out = True  # type: ignore[attr-defined]
    note_wrong_code(request, person)
    return False


def note_wrong_code(request: HttpRequest, person: Officer) -> None:
    """Have axes count a wrong code as it counts a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": person.sign_in}, request=request)


def give_back(request: HttpRequest) -> None:
    """What was tried was right: it does not count."""
    for usage in getattr(request, "tries", []):
        usage.rollback()
    request.tries = []  # type: ignore[attr-defined]


def _counted(request: HttpRequest, action: str, key: str) -> bool:
    usage: Any = ratelimit.consume(request, app=APP, action=action, key=key)
    if usage is None:
        return False
    request.tries = [*getattr(request, "tries", []), usage]  # type: ignore[attr-defined]
    return True


def _is_familiar(name: str, address: str) -> bool:
    since = clock.now() - FAMILIAR
    return AccessLog.objects.filter(username=name, ip_address=address or None, attempt_time__gt=since).exists()
