"""A wrong set-up is refused when the system is checked, with a hint."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections

from mosovo.access.protection import event_models, protections
from mosovo.identity import acting_as
from mosovo.staff.models import Officer

OURS = frozenset(
    {"staff", "access", "audit", "diary", "force_settings", "outbox", "cases", "risk", "sharing", "media_comms"}
)


@register(Tags.models)
def every_model_is_protected(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Each model of ours names its compartment."""
    declared = {protection.model for protection in protections()}
    declared |= {event for protection in protections() for event in event_models(protection.model)}
    return [
        Error(
            f"{model._meta.label} names no compartment.",
            hint="Declare it with mosovo.access.protection.protect() in its app's access.py.",
            id="mosovo.E001",
        )
        for model in apps.get_models()
        if model._meta.app_label in OURS and model not in declared
    ]


@register(Tags.database, deploy=True)
def run_time_login_is_bound(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The login of web and worker neither bypasses row security nor owns the tables."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT rolname, rolsuper OR rolbypassrls,"
                " EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'cases_case' AND tableowner = rolname)"
                " FROM pg_roles WHERE rolname = session_user"
            )
            name, bypasses, owns = cursor.fetchone()
        if bypasses or owns:
            messages.append(
                Error(
                    f"The database login {name} is not bound by row security.",
                    hint="Let DATABASE_URL name mosovo_web and DATABASE_WORKER_URL mosovo_worker (README).",
                    id="mosovo.E002",
                )
            )
    return messages


@register(Tags.database, deploy=True)
def seals_are_believed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The database has the key of this process's seals; else it would take everybody for nobody, and show no case."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    anybody = Officer(pk=1)
    with acting_as(anybody, source="check"), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT sec.uid()")
        if cursor.fetchone() == (anybody.pk,):
            return []
    return [
        Error(
            "The database does not believe who this process says is acting: it has the key of another secret.",
            hint="Give every process the same MOSOVO_SECRET_KEY, and run migrate after changing it.",
            id="mosovo.E003",
        )
    ]
