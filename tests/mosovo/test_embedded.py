"""The embedded servers, run for real: started, shared, killed at bad moments, started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from mosovo import embedded
from mosovo.embedded.places import LONGEST_SOCKET_FOLDER, own_folder
from mosovo.embedded.postgresql import PostgreSQL
from mosovo.embedded.server import Server
from mosovo.embedded.valkey import Valkey

PYTHON = sys.executable
BARE = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_", "MOSOVO_"))}


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A var folder without servers yet; whatever runs there is gone afterwards."""
    folder = tmp_path / "var"
    monkeypatch.setenv("MOSOVO_VAR", str(folder))
    yield folder
    until = time.monotonic() + 10
    while not embedded.stop() and time.monotonic() < until:
        time.sleep(0.1)
    embedded.remove()
    assert not alive()


def alive() -> list[str]:
    here = embedded.place()
    return [kind.name for kind in (PostgreSQL, Valkey) if here.home.exists() and kind(here).alive()]


def sql(statement: str, login: str = "DATABASE_SUPERUSER_URL") -> list[tuple[object, ...]]:
    with psycopg.connect(embedded.urls()[login], autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def queue() -> redis.Redis:
    return redis.Redis(unix_socket_path=str(embedded.place().sockets / "valkey.sock"))


def user(code: str = "import time; time.sleep(60)") -> subprocess.Popen[bytes]:
    """Another process that uses the servers; returns when they answer."""
    command = [PYTHON, "-m", "mosovo.embedded", "run", "--", PYTHON, "-c", "print('up', flush=True)\n" + code]
    process = subprocess.Popen(
        command, cwd=embedded.ROOT, env={**BARE, "MOSOVO_VAR": str(embedded.place().var)}, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"up\n"
    return process


def end(process: subprocess.Popen[bytes]) -> int:
    with process:
        return process.wait(30)


def kill(server: Server) -> None:
    pid = server.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_addresses_follow_from_the_folder_and_start_nothing(var: Path):
    assert embedded.urls() == embedded.urls(var)
    assert set(embedded.urls()) == {
        *("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"),
        *("DATABASE_SUPERUSER_URL", "REDIS_URL"),
    }
    assert not var.exists()
    assert not embedded.running()


def test_nothing_starts_where_the_environment_names_both(var: Path):
    with embedded.servers(environ={"DATABASE_URL": "postgresql://elsewhere/x", "REDIS_URL": "redis://elsewhere"}):
        assert not var.exists()


def test_only_the_server_that_is_not_named_starts(var: Path):
    with embedded.servers(environ={"DATABASE_URL": "postgresql://elsewhere/x"}):
        assert alive() == ["Valkey"]


def test_real_servers_on_unix_sockets_alone(var: Path):
    with embedded.servers(environ={}):
        assert embedded.running()
        assert sql("SHOW server_version_num")[0][0].startswith("18")
        assert str(queue().info("server")["valkey_version"]).startswith("9.")
        assert sql("SHOW listen_addresses") == [("",)]
        assert queue().config_get("port") == {"port": "0"}
        assert embedded.place().sockets.stat().st_mode & 0o777 == 0o700
    assert not alive()


def test_roles_and_extensions_are_there_for_new_databases_too(var: Path):
    with embedded.servers(environ={}):
        extensions = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"
        expected = [("btree_gist",), ("fuzzystrmatch",), ("pg_trgm",), ("unaccent",)]
        assert sql(extensions) == expected
        sql("CREATE DATABASE another")
        with psycopg.connect(embedded.urls()["DATABASE_SUPERUSER_URL"].replace("/mosovo", "/another")) as connection:
            assert connection.execute(extensions).fetchall() == expected
        assert sql("SELECT current_user", "DATABASE_URL") == [("mosovo_web",)]
        powers = "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname LIKE 'mosovo%'"
        assert sql(powers) == [("mosovo_backup",)]
        assert sql("SELECT pg_has_role('mosovo_web', 'mosovo_system', 'MEMBER')") == [(False,)]


def test_data_and_queue_survive_a_stop(var: Path):
    with embedded.servers(environ={}):
        sql("CREATE TABLE kept (word text)", "DATABASE_OWNER_URL")
        queue().set("kept", "yes")
    with embedded.servers(environ={}):
        assert sql("SELECT count(*) FROM kept") == [(0,)]
        assert queue().get("kept") == b"yes"


def test_the_last_user_stops_them(var: Path):
    first, second = user("import time; time.sleep(1)"), user()
    assert end(first) == 0
    assert embedded.running()
    second.send_signal(signal.SIGTERM)
    assert end(second) == 128 + signal.SIGTERM
    assert not alive()


def test_many_users_at_once_start_each_server_once(var: Path):
    users = [
        subprocess.Popen(
            [PYTHON, "-m", "mosovo.embedded", "run", "--", PYTHON, "-c", "pass"],
            cwd=embedded.ROOT,
            env={**BARE, "MOSOVO_VAR": str(var)},
        )
        for _ in range(4)
    ]
    assert [end(process) for process in users] == [0, 0, 0, 0]
    assert not alive()


def test_a_users_exit_code_is_the_commands(var: Path):
    assert end(user("import sys; sys.exit(7)")) == 7
    assert end(user("import os; os.kill(os.getpid(), 9)")) == 128 + 9


@pytest.mark.parametrize("victims", [[PostgreSQL], [PostgreSQL, Valkey]])
def test_killed_servers_start_again_with_their_data(var: Path, victims: list[type[Server]]):
    with embedded.servers(environ={}):
        sql("CREATE TABLE kept (word text)", "DATABASE_OWNER_URL")
        for kind in victims:
            kill(kind(embedded.place()))
    with embedded.servers(environ={}):
        assert sql("SELECT count(*) FROM kept") == [(0,)]
        assert queue().ping()


def test_servers_left_by_a_killed_user_are_used_and_then_stopped(var: Path):
    process = user()
    process.kill()
    end(process)
    before = PostgreSQL(embedded.place()).pid()
    with embedded.servers(environ={}):
        assert PostgreSQL(embedded.place()).pid() == before
    assert not alive()


@pytest.mark.parametrize("moment", [0.2, 0.6])
def test_a_first_start_killed_midway_is_made_good(var: Path, moment: float):
    process = subprocess.Popen(
        [PYTHON, "-m", "mosovo.embedded", "run", "--", PYTHON, "-c", "import time; time.sleep(60)"],
        cwd=embedded.ROOT,
        env={**BARE, "MOSOVO_VAR": str(var)},
        start_new_session=True,
    )
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with embedded.servers(environ={}):
        assert sql("SELECT count(*) FROM pg_extension") == [(5,)]
        assert not list(embedded.place().home.glob("new-*"))


def test_pid_files_that_name_other_processes_are_not_believed(var: Path):
    with embedded.servers(environ={}):
        servers = [PostgreSQL(embedded.place()), Valkey(embedded.place())]
        for server in servers:
            kill(server)
    for server in servers:
        server.pid_file.write_text(f"{os.getpid()}\n")
    with embedded.servers(environ={}):
        assert embedded.running()


def test_sockets_of_a_deep_folder_lie_in_a_short_one(var: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOSOVO_VAR", str(var / ("deep" * 20) / ("deeper" * 20)))
    assert len(str(embedded.place().sockets)) <= LONGEST_SOCKET_FOLDER
    with embedded.servers(environ={}):
        assert embedded.running()
    embedded.remove()
    assert not embedded.place().sockets.exists()


def test_a_folder_put_there_by_somebody_else_is_refused(var: Path, tmp_path: Path):
    link = tmp_path / "sockets"
    link.symlink_to(tmp_path)
    with pytest.raises(embedded.EmbeddedError, match="is not a folder of user number"):
        own_folder(link, embedded.place())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as somebody else")
class TestAsRoot:
    def test_they_run_as_nobody(self, var: Path, tmp_path: Path):
        open_path(tmp_path)
        with embedded.servers(environ={}):
            pid = PostgreSQL(embedded.place()).pid()
            assert Path(f"/proc/{pid}").owner() == "nobody"

    def test_a_folder_that_nobody_cannot_enter_is_left_as_it_is(self, var: Path, tmp_path: Path):
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        os.environ["MOSOVO_VAR"] = str(closed / "var")
        home = embedded.place().home
        assert home.parent == Path("/var/lib")
        with embedded.servers(environ={}):
            sql("CREATE TABLE kept (word text)", "DATABASE_OWNER_URL")
        with embedded.servers(environ={}):
            assert sql("SELECT count(*) FROM kept") == [(0,)]
        assert closed.stat().st_mode & 0o777 == 0o700
        embedded.remove()
        assert not home.exists()


def open_path(folder: Path) -> None:
    """Let the servers' account through the folders that pytest has made for this test."""
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
