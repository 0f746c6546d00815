"""Every table of states as a diagram, found by its name in the apps' states.py."""

import re
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from mosovo.workflow.states import Moves, diagram

BEGIN, END = "<!-- states:begin -->", "<!-- states:end -->"
SUFFIX = "_MOVES"


def tables() -> dict[str, Moves]:
    """What moves -> its table of moves, for every app of ours, in order."""
    found = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.states"
        if find_spec(name) is None:
            continue
        for constant, moves in vars(import_module(name)).items():
            if constant.endswith(SUFFIX):
                found[f"{config.verbose_name}: {constant.removesuffix(SUFFIX).replace('_', ' ').lower()}"] = moves
    return dict(sorted(found.items()))


def section() -> str:
    """The diagrams as they stand in the README, a heading and a block each."""
    parts = [f"#### {title}\n\n```mermaid\n{diagram(moves)}\n```" for title, moves in tables().items()]
    return "\n\n".join(parts)


def written_into(text: str) -> str:
    """``text`` with the diagrams between its two marks; ValueError where it has none."""
    return put_between(BEGIN, END, text, section())


def put_between(begin: str, end: str, text: str, made: str) -> str:
    """``text`` with ``made`` between the two marks; ValueError where it has none."""
    marks = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not marks.search(text):
        raise ValueError(f"The text has no place for what is made: {begin} … {end}")
    return marks.sub(lambda _: f"{begin}\n{made}\n{end}", text, count=1)
