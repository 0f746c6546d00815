"""What is written about each made-up person, part by part. The apps above add theirs in their synthetic.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from cases.synthetic.subject import Subject

Rows = Callable[[Subject], Iterable[Model]]


@dataclass(frozen=True)
class Part:
    """One part: the models whose rows it makes, in the order in which they can be saved, and how it makes them.

    finish: what is done to the saved rows of the first model, for a state that rows cannot begin in.
    """

    models: tuple[type[Model], ...]
    rows: Rows
    finish: Callable[[Any], None] | None = None


_parts: list[Part] = []


def add_part(*models: type[Model], rows: Rows) -> None:
    """Called from the synthetic.py of an app above; its rows are saved after those of the case file."""
    _parts.append(Part(models, rows))


def added_parts() -> list[Part]:
    """The parts of the apps above."""
    return list(_parts)
