"""pgrls reads the row security of the migrated database: it finds nothing but what was looked at and has its reason.

Principle 1.
"""

import csv
import json
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

ALLOWED = Path(__file__).parent / "pgrls.csv"


def allowed() -> list[dict[str, str]]:
    with ALLOWED.open() as file:
        return list(csv.DictReader(file))


def findings() -> list[tuple[str, str, str]]:
    """(rule, where, what it says) in the database of the tests."""
    known = connection.settings_dict
    where = (
        f"{quote(str(known['HOST']), safe='')}:{known['PORT']}" if known["PORT"] else quote(str(known["HOST"]), safe="")
    )
    secret = f":{quote(str(known['PASSWORD']))}" if known["PASSWORD"] else ""
    url = f"postgresql://{known['USER']}{secret}@{where}/{known['NAME']}"
    command = [str(Path(sys.executable).parent / "pgrls"), "lint", "--database-url", url, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return [(one["rule_id"], one["location"], one["message"]) for one in json.loads(done.stdout)["violations"]]


def test_nothing_is_found_but_what_has_its_reason() -> None:
    entries, found = allowed(), findings()
    assert len(found) > 100  # else it has read another database
    used = set()
    new = []
    for rule, where, message in found:
        fitting = [
            number
            for number, entry in enumerate(entries)
            if entry["rule"] == rule and fnmatchcase(where.removeprefix("public."), entry["where"])
        ]
        used |= set(fitting)
        new += [] if fitting else [f"{rule} {where}: {message}"]
    assert new == []
    assert [entry for number, entry in enumerate(entries) if number not in used] == []


def test_every_exception_has_a_reason() -> None:
    assert [entry for entry in allowed() if len(entry["reason"].split()) < 4] == []
