"""What the code itself may not do: read past ``visible`` from the outside, or write elsewhere than in an action."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("mosovo", "cases", "risk", "sharing", "media_comms")
OUTSIDE = {"views", "api", "forms", "filters", "tables"}
# Where rows are written: the actions, what fills an empty database, the record, and the machinery beneath them all.
WRITERS = {"actions", "management", "reference", "synthetic", "migrations"}
MACHINERY = {"mosovo/audit/recording.py", "mosovo/health.py", "mosovo/sessions.py"}
# No rows, though they are updated by keywords.
DICTS = {"os.environ", "box"}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "update"}


def sources() -> Iterator[tuple[str, set[str], ast.Module]]:
    """Path, the parts of it without the ending, and the tree of every module of ours."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            path = file.relative_to(ROOT)
            yield str(path), {*path.parts[:-1], path.stem}, ast.parse(file.read_text())


def reads_past_visible(tree: ast.Module) -> list[int]:
    """Lines that reach for a model's manager."""
    managers = {"objects", "_default_manager", "_base_manager"}
    # Row.objects.none() reads nothing: what a form holds until its view says what may be chosen.
    empty = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "none"}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in managers]
    return [node.lineno for node in found if id(node) not in empty]


def writes(tree: ast.Module) -> list[int]:
    """Lines that write rows. A cache's delete takes a key, a dict's update a mapping: neither is a queryset's."""
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        is_super = isinstance(node.func.value, ast.Call) and getattr(node.func.value.func, "id", "") == "super"
        of_rows = {
            "update": bool(node.keywords) and not node.args and ast.unparse(node.func.value) not in DICTS,
            "delete": not node.args and not node.keywords,
        }.get(node.func.attr, True)
        if of_rows and not is_super:
            found.append(node.lineno)
    return found


def test_views_api_and_forms_read_through_visible_or_queries() -> None:
    found = [
        f"{path}:{line}" for path, parts, tree in sources() if parts & OUTSIDE for line in reads_past_visible(tree)
    ]
    assert found == []


def test_rows_are_written_by_actions_alone() -> None:
    found = [
        f"{path}:{line}"
        for path, parts, tree in sources()
        if not parts & WRITERS and path not in MACHINERY
        for line in writes(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["row.save()", "Row.objects.create(x=1)", "rows.update(x=1)", "rows.delete()", "Row.objects.bulk_create(rows)"],
)
def test_a_write_would_be_found(line: str) -> None:
    assert writes(ast.parse(line)) == [1]


@pytest.mark.parametrize("line", ["found.update(other)", "cache.delete('key')", "super().save(commit)"])
def test_what_is_no_write_is_let_be(line: str) -> None:
    assert writes(ast.parse(line)) == []


def test_what_refuses_and_what_runs_as_the_owner_are_written_in_one_place() -> None:
    refusing, running = set(), set()
    for path, _, tree in sources():
        for node in tree.body:
            text = ast.unparse(node)
            if isinstance(node, ast.FunctionDef) and text.endswith(
                "\n    if sentence:\n        raise Conflict(sentence)"
            ):
                refusing |= {path} if len(node.args.args) == 1 else set()
            if isinstance(node, ast.Assign) and "= 'LANGUAGE sql STABLE SECURITY DEFINER" in text:
                running.add(path)
    assert (refusing, running) == ({"mosovo/errors.py"}, {"mosovo/access/protection.py"})


def test_days_are_put_in_words_in_one_place() -> None:
    found = [path for path, _, tree in sources() if path != "mosovo/days.py" and "%-d" in ast.unparse(tree)]
    assert found == []


@pytest.mark.parametrize(
    ("line", "found"), [("Row.objects.all()", [1]), ("Row.objects.none()", []), ("visible(a, b)", [])]
)
def test_a_read_past_visible_would_be_found(line: str, found: list[int]) -> None:
    assert reads_past_visible(ast.parse(line)) == found
