"""Sign-in by password, and Django admin's permissions out of the administer ability; nobody has any other way in."""

from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from django.contrib.auth.backends import ModelBackend

from mosovo import clock
from mosovo.staff import limits
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import Ability

# Tables an administrator keeps: people, units, settings, schedules, reference data. No case content.
ADMINISTERED = frozenset(
    {
        *(f"staff.{model}" for model in ("force", "unit", "officer", "role", "roleholding", "proposal")),
        "force_settings.forcesetting",
        "cases.agency",
        "audit.ties",
        *(f"django_celery_beat.{model}" for model in ("periodictask", "crontabschedule", "intervalschedule")),
    }
)
ADMINISTERED_APPS = frozenset(label.partition(".")[0] for label in ADMINISTERED)


class Limits(AxesStandaloneBackend):
    """Stands before every attempt, of pages and API alike, and signs nobody in: one that is too many makes no hash."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> None:
        super().authenticate(request, username=username, password=password, **kwargs)
        if not limits.may_try_password(request, str(username)):
            request.axes_locked_out = True
            raise AxesBackendPermissionDenied("too many attempts")


class AbilityBackend(ModelBackend):
    """Django's model permissions are not stored: they follow from the roles a person holds today."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> Any:
        person = super().authenticate(request, username=username, password=password, **kwargs)
        if person is not None and request is not None:
            limits.give_back(request)
        return person

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app_label, _, codename = perm.partition(".")
        return f"{app_label}.{codename.partition('_')[2]}" in ADMINISTERED and self._administers(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return app_label in ADMINISTERED_APPS and self._administers(user_obj)

    @staticmethod
    def _administers(user_obj: Any) -> bool:
        if not isinstance(user_obj, Officer) or not user_obj.is_active:
            return False
        return Ability.ADMINISTER in abilities_of(user_obj, today=clock.today())
