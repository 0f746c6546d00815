"""The demonstration's secrets and its own eyes on /healthz."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pytest
from django.db import connection

from mosovo import demo, embedded
from mosovo.demo import __main__ as running
from mosovo.demo import prepared as module


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOSOVO_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_secrets_are_made_up_once_and_kept_for_their_owner_alone(var: Path):
    first = demo.environment({})
    assert demo.environment({}) == first
    assert len(first["MOSOVO_SECRET_KEY"]) >= 50
    assert [path.stat().st_mode & 0o777 for path in sorted(var.iterdir())] == [0o600, 0o600]


def test_a_given_password_is_used_and_not_kept(var: Path):
    given = {"MOSOVO_DEMO_PASSWORD": "a password that was given", "MOSOVO_SECRET_KEY": "k" * 60}
    assert demo.environment(given) == {"MOSOVO_DEMO": "1", **given}
    assert not var.exists()


def connection_to(database: str) -> str:
    where = connection.settings_dict
    return f"postgresql://{where['USER']}@{quote(where['HOST'], safe='')}:{where['PORT']}/{database}"


@pytest.fixture
def prepared(db: None, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A small project, prepared in the test database."""
    var.mkdir()
    for name in ("requirements.lock", "var/static/staticfiles.json", "cases/models.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    monkeypatch.setenv("DATABASE_URL", connection_to(connection.settings_dict["NAME"]))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setenv("MOSOVO_DEMO_PASSWORD", "the password")
    monkeypatch.setattr(embedded, "ROOT", tmp_path)
    assert not module.is_prepared()
    module.keep()
    return module


def test_what_was_prepared_is_not_prepared_again(prepared: ModuleType):
    assert prepared.is_prepared()


def test_another_password_must_be_prepared(prepared: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOSOVO_DEMO_PASSWORD", "another password")
    assert not prepared.is_prepared()


def test_changed_code_must_be_prepared(prepared: ModuleType, tmp_path: Path):
    (tmp_path / "cases" / "models.py").write_text("# changed")
    assert not prepared.is_prepared()


def test_another_database_must_be_prepared(prepared: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", connection_to("template1"))
    assert not prepared.is_prepared()


def test_static_files_taken_away_must_be_prepared(prepared: ModuleType, tmp_path: Path):
    (tmp_path / "var" / "static" / "staticfiles.json").unlink()
    assert not prepared.is_prepared()


class Answering(BaseHTTPRequestHandler):
    status, body = 200, b"{}"

    def do_GET(self):
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_ready_is_an_answer_of_200(server: HTTPServer):
    assert running.health(server.server_port) == ""


def test_what_is_down_is_told(server: HTTPServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Answering, "status", 503)
    monkeypatch.setattr(Answering, "body", b'{"worker": "down"}')
    assert running.health(server.server_port) == '503 {"worker": "down"}'


def test_nobody_there_is_not_ready(server: HTTPServer):
    port = server.server_port
    server.shutdown()
    server.server_close()
    assert "refused" in running.health(port)


def test_a_taken_port_is_told_with_another_one(
    server: HTTPServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PORT", str(server.server_port))
    assert running.main() == 1
    assert f"PORT={server.server_port + 1} make demo" in capsys.readouterr().out
