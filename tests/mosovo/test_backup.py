"""A backup and a restore for real, with the logins a force has for them."""

import json
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases.models import Case, Document
from mosovo.backup import BackupError, keep, put_back
from tests.factories.cases import NOON, ConfidentialEntryFactory
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)

MADE_AT = "2026-01-05T12:00:00+00:00"
TARGET = "mosovo_restored"


def where(user: str, database: str | None = None) -> dict[str, object]:
    known = connection.settings_dict
    named = {"host": known["HOST"], "port": known["PORT"], "password": known["PASSWORD"]}
    return {**named, "user": user, "dbname": database or known["NAME"]}


@pytest.fixture
def filled(people: People, case: Case) -> Case:
    """A case with a restricted entry and a document, which only the login that bypasses row security reads."""
    ConfidentialEntryFactory(case=case)
    content = bytes(range(256)) * 40
    facts = {"title": "Invented", "content": content, "size": len(content), "sha256": "0" * 64, "made_at": NOON}
    Document.objects.create(case=case, made_by=people.offender_manager, **facts)
    return case


@pytest.fixture
def empty() -> Iterator[str]:
    """A new database of the owner's, as a force makes one."""
    superuser = where(connection.settings_dict["USER"], "postgres")
    with psycopg.connect(**{k: v for k, v in superuser.items() if v}, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {TARGET}")
        server.execute(f"CREATE DATABASE {TARGET} OWNER mosovo_owner")
        yield TARGET
        server.execute(f"DROP DATABASE {TARGET} WITH (FORCE)")


def test_what_was_kept_is_there_again_under_the_same_guard(filled: Case, empty: str, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    kept = keep(where("mosovo_backup"), folder, made_at=MADE_AT)
    assert kept.tables["public.cases_document"][0] == kept.tables["public.cases_confidentialentry"][0] == "1"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}

    found = put_back(where("mosovo_owner", empty), folder)
    assert found == kept
    with psycopg.connect(**{k: v for k, v in where("mosovo_web", empty).items() if v}) as web:
        assert web.execute("SELECT count(*) FROM cases_case").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SELECT * FROM django_session")
    owner = {k: v for k, v in where("mosovo_owner", empty).items() if v}
    with psycopg.connect(**owner, autocommit=True) as restored:
        (content,) = restored.execute("SELECT content FROM cases_document").fetchone() or (b"",)
        assert content == bytes(Document.objects.get().content)
    with pytest.raises(BackupError, match="something in this database already"):
        put_back(where("mosovo_owner", empty), folder)


@pytest.mark.parametrize(
    ("part", "name", "sentence"),
    [
        ("tables", "public.cases_document", "Table public.cases_document: 7 rows"),
        ("guard", "policies", "The guard differs: policies are not"),
        ("guard", "grants on tables", "The guard differs: grants on tables are not"),
    ],
)
def test_whatever_differs_is_named(
    filled: Case, empty: str, tmp_path: Path, part: str, name: str, sentence: str
) -> None:
    folder = tmp_path / "kept"
    keep(where("mosovo_backup"), folder, made_at=MADE_AT)
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text())
    told[part][name] = ["7", "0"] if part == "tables" else "0" * 64
    manifest.write_text(json.dumps(told))
    with pytest.raises(BackupError, match=sentence):
        put_back(where("mosovo_owner", empty), folder)


def test_a_file_that_was_changed_is_not_restored(filled: Case, empty: str, tmp_path: Path) -> None:
    keep(where("mosovo_backup"), tmp_path, made_at=MADE_AT)
    dump = tmp_path / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"!")
    with pytest.raises(BackupError, match="not the file that was kept"):
        put_back(where("mosovo_owner", empty), tmp_path)


def test_a_login_that_would_leave_rows_out_keeps_nothing(filled: Case, tmp_path: Path) -> None:
    for login in ("mosovo_web", "mosovo_worker", "mosovo_audit"):
        with pytest.raises(BackupError, match=f"The login {login} would leave rows out"):
            keep(where(login), tmp_path / login, made_at=MADE_AT)
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with pytest.raises(BackupError, match="is not empty"):
        keep(where("mosovo_backup"), tmp_path, made_at=MADE_AT)
    with pytest.raises(BackupError, match="holds no whole backup"):
        put_back(where("mosovo_owner"), tmp_path)


def test_the_commands_say_what_they_did(filled: Case, tmp_path: Path) -> None:
    out = StringIO()
    call_command("backup", str(tmp_path / "kept"), stdout=out)
    assert "Encrypt it before it leaves" in out.getvalue()
    with pytest.raises(CommandError, match="something in this database already"):
        call_command("restore", str(tmp_path / "kept"))
