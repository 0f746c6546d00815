"""Brings the database's guard up to date after every migration: made from the code, it cannot drift from it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from pgtrigger import installation

from mosovo.access.statements import all_statements
from mosovo.identity import signing_key
from mosovo.reference import install_reference_data

KEEP_KEY = """
INSERT INTO sec.signing_key (inner_pad, outer_pad) VALUES (%s, %s)
ON CONFLICT (single) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad
"""
BLOCK = 64


def pads(key: bytes) -> list[bytes]:
    """The inner and outer key of HMAC with SHA-256 (RFC 2104), so that the database need only hash."""
    return [bytes(byte ^ mask for byte in key.ljust(BLOCK, b"\0")) for mask in (0x36, 0x5C)]


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
        installation.install(database=using)
        installation.prune(database=using)
        for statement in all_statements():
            cursor.execute(statement)
        cursor.execute(KEEP_KEY, pads(signing_key()))


def _fully_migrated(using: str) -> bool:
    # Migrating one app back or part-way leaves tables out; the guard is installed when all are there.
    tables = set(connections[using].introspection.table_names())
    return {"access_casegrant", "auth_permission", "django_content_type", "staff_roleholding"} <= tables
