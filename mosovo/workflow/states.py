"""Tables of states: (from, to) -> the action that does it. Database trigger and diagram are made from the same."""

from collections.abc import Mapping
from typing import Any

import pgtrigger

Moves = Mapping[Any, str]  # keyed by a pair of states; Mapping's key type is invariant


def only_these_moves(moves: Moves, *, field: str = "state", name: str = "legal_moves") -> pgtrigger.FSM:
    """The trigger that refuses any other change of state, whoever writes it."""
    return pgtrigger.FSM(name=name, field=field, transitions=[(str(before), str(after)) for before, after in moves])


def diagram(moves: Moves) -> str:
    """The table as a Mermaid state diagram."""
    lines = [f"    {before} --> {after}: {action}" for (before, after), action in moves.items()]
    return "\n".join(["stateDiagram-v2", *lines])
