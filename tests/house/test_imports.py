"""The direction of imports: what the contracts of pyproject.toml cannot say, and that the contracts bite."""

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["mosovo", "cases", "risk", "sharing", "media_comms"]
OUTSIDE = {"urls", "views", "api", "tasks", "admin", "forms"}


def test_no_app_uses_the_outside_of_another():
    graph = grimp.build_graph(*APPS, cache_dir=None)
    found = []
    for module in graph.modules:
        parts = module.split(".")
        inside = next((place for place, part in enumerate(parts) if part in OUTSIDE), None)
        if inside is None or parts[:inside] == ["mosovo"]:  # mosovo's own are the ground of everybody's
            continue
        app = ".".join(parts[:inside])
        users = graph.find_modules_that_directly_import(module)
        found += [f"{user} uses {module}" for user in users if not user.startswith(f"{app}.")]
    assert found == []


@pytest.mark.parametrize(
    ("user", "used", "contract"),
    [
        ("cases.queries", "risk.models", "Apps know the apps below them"),
        ("mosovo.errors", "cases.states", "Apps know the apps below them"),
        ("cases.models", "cases.actions", "Inside an app the outside knows the inside"),
        ("mosovo.diary.rules", "mosovo.diary.models", "Inside an app the outside knows the inside"),
        ("cases.views", "cases.api", "Inside an app the outside knows the inside"),
        ("cases.views", "mosovo.settings", "What composes everything is imported by nobody"),
        ("cases.rules.caps", "django.db", "Rules are functions of plain values"),
        ("cases.notification.period", "django.db", "Rules are functions of plain values"),
        ("cases.notification.period", "cases.models", "Inside an app the outside knows the inside"),
    ],
)
def test_the_contracts_bite(tmp_path: Path, user: str, used: str, contract: str):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    grounds = ["staff", "access", "audit", "diary", "workflow", "outbox", "force_settings"]
    needed = [*APPS, *(f"mosovo.{name}" for name in grounds), "mosovo.settings", "mosovo.urls", "mosovo.wsgi"]
    for name in [*needed, "cases.rules", "cases.notification", user, *([used] if used.split(".")[0] in APPS else [])]:
        folder = tmp_path.joinpath(*name.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    before = lint(tmp_path)
    tmp_path.joinpath(*user.split("."), "__init__.py").write_text(f"import {used}\n")
    after = lint(tmp_path)
    assert "0 broken" in before
    assert "1 broken" in after
    assert contract in next(line for line in after.splitlines() if "BROKEN" in line)


def lint(folder: Path) -> str:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {"PATH": "", "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    done = subprocess.run(
        [*command, "--no-cache", "--no-logo"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr
