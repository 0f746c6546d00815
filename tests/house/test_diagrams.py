"""The diagrams in the README are those of the tables in the code."""

import ast
from pathlib import Path

import pgtrigger
import pytest

from mosovo.workflow.diagrams import tables, written_into
from mosovo.workflow.states import Moves
from tests.house.test_source import sources

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def test_diagrams_in_the_readme_are_those_of_the_code() -> None:
    text = README.read_text()
    assert written_into(text) == text, "run: manage.py diagrams"


def test_every_app_s_tables_are_found() -> None:
    assert {"Cases: case", "Cases: meeting", "Sharing: request"} <= set(tables())


@pytest.fixture(scope="module")
def actions() -> set[str]:
    """The names of all functions in the apps' actions."""
    trees = [tree for _, parts, tree in sources() if "actions" in parts]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("title", "moves"), tables().items(), ids=list(tables()))
def test_every_action_a_table_names_is_one(title: str, moves: Moves, actions: set[str]) -> None:
    named = {name for move in moves.values() for name in move.split(" or ")}
    assert named - actions == set(), title


@pytest.mark.parametrize(("title", "moves"), tables().items(), ids=list(tables()))
def test_every_table_is_held_by_a_trigger_of_its_app(title: str, moves: Moves) -> None:
    machines = [
        (model._meta.app_config.verbose_name, set(trigger.transitions))
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pgtrigger.FSM)
    ]
    app, _ = title.split(": ")
    assert (app, {(str(before), str(after)) for before, after in moves}) in machines


def test_text_without_a_place_for_them_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        written_into("A text.")
