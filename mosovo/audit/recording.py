"""``@recorded``: every insert, update and delete leaves a row in an event table, written by the database."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


@overload
def recorded(model: M) -> M: ...
@overload
def recorded(*, exclude: Sequence[str]) -> Callable[[M], M]: ...
def recorded(model: Any = None, *, exclude: Sequence[str] = ()) -> Any:
    """Class decorator; ``exclude`` names fields that stay out of the record: secrets, and what follows from rows of
    which there is a record; never anything else of a case."""
    track = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude) or None
    )
    return track(model) if model is not None else track
