"""Who is acting, told to the database for the length of one transaction.

PostgreSQL's row security reads the binding (mosovo/access/functions.py). It is sealed with a key for the transaction it
was made in, so a pooled connection cannot carry one person's sight to the next and SQL that was slipped in cannot take
another's, and it names the role that row security applies to.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pghistory
from django.conf import settings
from django.db import connection, transaction

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from mosovo.staff.models import Officer

T = TypeVar("T")

APP_ROLE = "mosovo_app"
SYSTEM_ROLE = "mosovo_system"
LOCKS = ("FOR UPDATE", "FOR NO KEY UPDATE")


@dataclass(frozen=True)
class Actor:
    """The person acting, or a named part of the system; a person acts in the app role, the system in its own."""

    person_id: int | None = None
    system: str = ""

    @property
    def database_role(self) -> str:
        return SYSTEM_ROLE if self.system else APP_ROLE


NOBODY = Actor()
_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)


def current_actor() -> Actor:
    """Who is acting in this transaction; nobody outside one."""
    return _actor.get() or NOBODY


def recalled(key: Hashable, read: Callable[[], T]) -> T:
    """What ``read`` answers; inside a transaction of an acting person it is asked once for each ``key``.

    A statement that is no plain read (a write, a lock, a savepoint) makes everything be read anew, so that an action
    decides on what stands when it has its lock.
    """
    memory = _memory.get()
    if memory is None:
        return read()
    if key not in memory:
        memory[key] = read()
    found: T = memory[key]
    return found


def bind(person: Officer | AnonymousUser) -> None:
    """Bind ``person`` to the transaction that is open; for sign-in by token, which happens inside the request."""
    actor = Actor(person_id=person.pk)
    _tell(actor)
    _actor.set(actor)
    _forget()
    pghistory.context(person=person.pk)


@contextmanager
def acting_as(person: Officer | AnonymousUser, *, reason: str = "", source: str = "") -> Iterator[None]:
    """Open a transaction in which ``person`` acts: the database shows and takes only what that person may.

    ``reason`` and ``source`` (a page, a command, a task) go into the record of every change made inside.
    """
    with _acting(Actor(person_id=person.pk), reason, source):
        yield


@contextmanager
def acting_as_system(name: str, *, reason: str, source: str = "") -> Iterator[None]:
    """Open a transaction in which the named part of the system acts, seeing every row.

    Only the worker's database login may take this role; from the web it is refused by the database.
    """
    with _acting(Actor(system=name), reason, source):
        yield


@contextmanager
def _acting(actor: Actor, reason: str, source: str) -> Iterator[None]:
    before, remembered = _actor.get(), _memory.get()
    record = pghistory.context(person=actor.person_id, system=actor.system, reason=reason, source=source)
    try:
        # The record's wrapper puts words before a write; ours must see the statement as it was asked.
        with connection.execute_wrapper(_reading_anew), record, transaction.atomic():
            _tell(actor)
            _actor.set(actor)
            _memory.set({})
            yield
            # Reached only on success: a rollback takes the binding with it, a release of a savepoint does not.
            if not transaction.get_rollback():
                _tell(before)
    finally:
        _actor.set(before)
        _memory.set(remembered)


def _reading_anew(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    asked = str(sql).lstrip()
    if not asked.startswith(("SELECT", "(SELECT")) or any(lock in asked for lock in LOCKS):
        _forget()
    return execute(sql, *rest)


def _forget() -> None:
    memory = _memory.get()
    if memory is not None:
        memory.clear()


def _tell(actor: Actor | None) -> None:
    role = actor.database_role if actor else "none"
    person = actor.person_id if actor else None
    with connection.cursor() as cursor:
        # Asked of the driver itself: this is said at the start of every request.
        mark = connection.connection.execute(MARK).fetchone() if person else ()
        cursor.execute(TELL, [role, str(person or ""), seal(person, *mark) if person else ""])


MARK = "SELECT pg_backend_pid(), transaction_timestamp()::text"
TELL = "SELECT set_config('role', %s, true), set_config('app.uid', %s, true), set_config('app.seal', %s, true)"


def seal(person_id: int, backend: int, began: str) -> str:
    """What proves to the database that the application named this person, for one transaction of one connection.

    Whoever could slip in SQL can name anybody, but not seal it.
    """
    return hmac.new(signing_key(), f"{person_id}|{backend}|{began}".encode(), hashlib.sha256).hexdigest()


def signing_key() -> bytes:
    """The key of seals, made of the secret key; a migration brings the database in line with it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"mosovo.identity", hashlib.sha256).digest()
