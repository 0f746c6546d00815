"""Brings the database's guard up to date after every migration: made from the code, it cannot drift from it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction

from mosovo.access.sql import all_statements
from mosovo.reference import install_reference_data


def install_after_migrate(sender: AppConfig, *, using: str, **kwargs: Any) -> None:
    """Signal receiver. A flush sends it too, without a plan: the guard still stands, the reference data do not."""
    if not _fully_migrated(using):
        return
    if "plan" in kwargs:
        install(using)
    install_reference_data()


def install(using: str = "default") -> None:
    """Write functions, privileges, policies and trigger settings, all or nothing. Needs the owner's login."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in all_statements():
            cursor.execute(statement)


def _fully_migrated(using: str) -> bool:
    # Migrating one app back or part-way leaves tables out; the guard is installed when all are there.
    tables = set(connections[using].introspection.table_names())
    return {"access_casegrant", "auth_permission", "django_content_type", "staff_roleholding"} <= tables
