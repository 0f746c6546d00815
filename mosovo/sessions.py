"""Sessions, one at a time: the application has no way to list them, in the database as little as here.

Whoever could read them all would hold everybody's way in.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.backends import cached_db, db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import connection, transaction
from django.utils import timezone


class _Rows(db.SessionStore):
    """Django's own rows, through the functions of the database that take a key."""

    def _get_session_from_db(self) -> Any:
        found = _asked("SELECT * FROM sec.session(%s)", self.session_key)
        if found is None or found[1] <= timezone.now():
            self._session_key = None
            return None
        return self.model(session_key=self.session_key or "", session_data=found[0], expire_date=found[1])

    def exists(self, session_key: str) -> bool:
        return _asked("SELECT true FROM sec.session(%s)", session_key) is not None

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            super().create()
            return
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined] # Django's own step
        row = self.create_model_instance(content)
        with transaction.atomic():
            kept = _asked(
                "SELECT sec.keep_session(%s, %s, %s, %s)",
                row.session_key,
                row.session_data,
                row.expire_date,
                must_create,
            )
        if kept != (True,):
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        _asked("SELECT sec.end_session(%s)", session_key or self.session_key)


class SessionStore(cached_db.SessionStore, _Rows):
    """In the cache too, as Django's own are, but under a name that opens none."""

    _cache: Any

    @property
    def cache_key(self) -> str:
        return self.cache_key_prefix + _name(self._get_or_create_session_key())  # type: ignore[attr-defined] # Django's

    def exists(self, session_key: str) -> bool:
        in_cache = bool(session_key) and self.cache_key_prefix + _name(session_key) in self._cache
        return in_cache or _Rows.exists(self, session_key)

    def delete(self, session_key: str | None = None) -> None:
        _Rows.delete(self, session_key)
        key = session_key or self.session_key
        if key:
            self._cache.delete(self.cache_key_prefix + _name(key))

    def forget(self, names: Iterable[str]) -> None:
        """Take sessions that the database has ended out of the cache. names: as ``sec.end_sessions`` gives them."""
        self._cache.delete_many([self.cache_key_prefix + name for name in names])


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _asked(sql: str, *values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
