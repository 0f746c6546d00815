"""What the administrator is told of each force setting is so: the code reads it, or it awaits something to come."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mosovo.force_settings.keys import SETTINGS

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("mosovo", "cases", "risk", "sharing", "media_comms")


def words(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every text of a module, and the beginning of every f-string; whether more follows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False
        elif isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            yield str(node.values[0].value), True


def read_by(trees: list[ast.Module]) -> set[str]:
    """The keys that these modules name, whole or by their beginning up to an underscore."""
    found = {word for tree in trees for word in words(tree)}
    whole = {text for text, more in found if not more}
    beginnings = tuple(text for text, more in found if more and len(text) > 3 and text.endswith("_"))
    return {key for key in SETTINGS if key in whole or key.startswith(beginnings)}


def modules() -> list[ast.Module]:
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py") if "force_settings" not in file.parts]
    return [ast.parse(file.read_text()) for file in files]


def test_every_setting_is_read_or_says_what_it_awaits() -> None:
    assert read_by(modules()) == {key for key, setting in SETTINGS.items() if not setting.awaits}


def test_the_administrator_is_told() -> None:
    for setting in SETTINGS.values():
        assert ("Has no effect yet" in setting.note) == bool(setting.awaits)
        assert ("not checked against" in setting.note) == (not setting.checked)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ('number("cap_percent", today)', {"cap_percent"}),
        ('settings[f"meeting_weeks_level_{level}"]', {"meeting_weeks_level_2", "meeting_weeks_level_3"}),
        ("cap_percent = 20", set()),
    ],
)
def test_a_reading_would_be_found(line: str, read: set[str]) -> None:
    assert read_by([ast.parse(line)]) == read
