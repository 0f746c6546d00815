"""What a person may do: ``denial`` gives None or the sentence that says why not; ``require`` raises it.

An app's access.py holds its whole policy as functions under ``@policy``; an action without one is refused.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mosovo import clock
from mosovo.errors import Denied
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import Ability

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

Policy = Callable[[Officer, Any], str | None]
_policies: dict[str, Policy] = {}


def policy(action: str) -> Callable[[Policy], Policy]:
    """Register the function that says why a person may not do ``action`` to an object, or None where they may."""

    def register(function: Policy) -> Policy:
        if action in _policies:
            raise ValueError(f"two policies for {action}")
        _policies[action] = function
        return function

    return register


def denial(person: "Officer | AnonymousUser", action: str, obj: Any = None) -> str | None:
    """None where ``person`` may do ``action`` to ``obj``; else the sentence that says why not."""
    if not isinstance(person, Officer) or not person.is_active:
        return "Sign in first."
    if action not in _policies:
        return f"Nobody may do this yet: {action} has no rule."
    return _policies[action](person, obj)


def require(person: "Officer | AnonymousUser", action: str, obj: Any = None) -> None:
    """Raise Denied with the sentence where ``person`` may not do ``action`` to ``obj``."""
    sentence = denial(person, action, obj)
    if sentence:
        raise Denied(sentence)


def lacks(person: "Officer | AnonymousUser", *abilities: Ability) -> bool:
    """Whether none of the roles the person holds today carries any of ``abilities``."""
    return not abilities_of(person, today=clock.today()).intersection(abilities)


def actions() -> list[str]:
    """Every action that has a policy, for the house tests and the documentation."""
    return sorted(_policies)
