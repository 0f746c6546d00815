"""The scratch force: servers, tables, people, sign-ins, and the application in front of them."""

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from mosovo import demo, embedded

VAR = embedded.ROOT / "var" / "bench"
# None of these may lead to a database in use.
FOREIGN = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "DATABASE_SUPERUSER_URL", "REDIS_URL")
CASELOAD, OFFICERS_TO_A_UNIT = 50, 20
START_SECONDS = 60


class BenchError(Exception):
    """The figures cannot be taken; the message says why."""


@dataclass
class Scratch:
    """What was made, and how long each step took. offenders: how many people it holds."""

    offenders: int
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def officers(self) -> int:
        return max(1, self.offenders // CASELOAD)

    @property
    def units(self) -> int:
        return max(1, self.officers // OFFICERS_TO_A_UNIT)


def isolate(scratch: Scratch) -> None:
    """Point this process, and all it starts, at the scratch servers and nowhere else."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(MOSOVO_VAR=str(VAR), MOSOVO_DEMO_PASSWORD=scratch.password, MOSOVO_LOG_LEVEL="WARNING")
    os.environ.update(demo.environment(os.environ))
    os.environ["DJANGO_SETTINGS_MODULE"] = "mosovo.settings"


@contextlib.contextmanager
def servers(*, keep: bool) -> Iterator[None]:
    """PostgreSQL and Valkey of this bench, empty unless what is there is to be kept."""
    if not keep and VAR.exists():
        embedded.remove()
    with embedded.servers():
        yield


def prepare(scratch: Scratch, *, keep: bool) -> None:
    """Tables, force and sign-ins; with ``keep``, only what is missing."""
    made = VAR / "made.json"
    wanted = {"offenders": scratch.offenders}
    manage(scratch, "migrate", "--verbosity", "0")
    manage(scratch, "collectstatic", "--noinput", "--verbosity", "0")
    if keep and made.exists() and json.loads(made.read_text())["wanted"] == wanted:
        scratch.seconds["seed"] = json.loads(made.read_text())["seconds"]
    else:
        size = {"--offenders": scratch.offenders, "--officers": scratch.officers, "--units": scratch.units, "--seed": 1}
        manage(scratch, "seed", *(str(word) for pair in size.items() for word in pair))
        made.write_text(json.dumps({"wanted": wanted, "seconds": scratch.seconds["seed"]}))
    manage(scratch, "prepare_demo")
    run(scratch, "widen", [sys.executable, "-m", "mosovo.bench.widen"], process="worker")


def manage(scratch: Scratch, command: str, *words: str) -> str:
    """Run one command of manage.py; its output, and its seconds noted under its name."""
    return run(scratch, command, [sys.executable, "manage.py", command, *words])


def run(scratch: Scratch, name: str, command: list[str], *, process: str = "") -> str:
    """Run a program of ours against the scratch servers; BenchError with its words where it fails."""
    environ = {**os.environ, **({"MOSOVO_PROCESS": process} if process else {})}
    start = time.monotonic()
    done = subprocess.run(command, cwd=embedded.ROOT, env=environ, capture_output=True, text=True, check=False)
    scratch.seconds[name] = time.monotonic() - start
    if done.returncode:
        raise BenchError(f"{' '.join(command[1:3])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def application() -> Iterator[tuple[int, int]]:
    """gunicorn as in production, on a free port of loopback, with the web login; (port, its process)."""
    port = _free_port()
    command = ["-m", "gunicorn", "mosovo.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "2", "--no-control-socket", "--log-level", "warning"]
    environ = {**os.environ, "MOSOVO_PROCESS": "web"}
    with (VAR / "gunicorn.log").open("w") as log:
        server = subprocess.Popen([sys.executable, *command], cwd=embedded.ROOT, env=environ, stdout=log, stderr=log)
        try:
            _wait(port, server)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/sign-in/")
            if line.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise BenchError(f"The application did not start:\n{(VAR / 'gunicorn.log').read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port
