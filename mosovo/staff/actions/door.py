"""The record of the door: what axes counts against guessing, kept for good."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessFailureLog
from django.contrib.auth.models import AnonymousUser

from mosovo.identity import acting_as


class OnRecord(AxesDatabaseHandler):
    """What axes counts, with every failure on record for good: those too that come while the door is shut."""

    def remove_out_of_limit_failure_logs(self, **kwargs: Any) -> int:
        return 0

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
        """Nobody acts at the door: whoever is signed in and tries another name leaves an entry like everybody else."""
        with acting_as(AnonymousUser(), source="the door"):
            self._put_on_record(sender, credentials, request, **kwargs)

    def _put_on_record(self, sender: Any, credentials: Any, request: Any, **kwargs: Any) -> None:
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
