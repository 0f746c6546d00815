"""``make demo``: the whole application with a made-up force, on one loopback port, until Ctrl-C.

It runs inside ``python -m mosovo.embedded run``, which sees to PostgreSQL and Valkey.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TextIO

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

from mosovo import embedded
from mosovo.demo import SIGN_INS, environment, prepared

START_SECONDS = 60


class Processes(Manager):
    """What the Procfile names, run together until one of them ends or Ctrl-C; their own words go to a log."""

    def __init__(self, log: TextIO) -> None:
        super().__init__(Printer(log, colour=False))
        for name, command in parse_procfile((embedded.ROOT / "Procfile").read_text()).processes.items():
            self.add_process(name, command, env=dict(os.environ), cwd=str(embedded.ROOT))

    def terminate(self) -> None:
        """Ask every process to end; told once, whichever way it came to that."""
        if not self._terminating:
            say("Stopping …")
        super().terminate()


def main() -> int:
    """Prepare the database, then serve until one of the processes ends or Ctrl-C."""
    port = int(os.environ.get("PORT") or 8000)
    if _taken(port):
        say(f"Port {port} is taken by another program. Choose another: PORT={port + 1} make demo")
        return 1
    os.environ.update(environment(os.environ))
    os.environ["PORT"] = str(port)
    os.environ.setdefault("MOSOVO_BASE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("MOSOVO_LOG_LEVEL", "WARNING")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return prepare() or serve(port)


def prepare() -> int:
    """Tables, static files, the force and its sign-ins; non-zero where that fails."""
    if prepared.is_prepared():
        return 0
    say("Bringing the tables and the static files up to date …")
    both = [manage("migrate", "--verbosity", "0"), manage("collectstatic", "--noinput", "--verbosity", "0")]
    if sum(command.wait() for command in both):  # wait for either, also where the first has failed
        return 1
    say("Looking after the made-up force and its sign-ins …")
    if code := manage("prepare_demo").wait():
        return code
    prepared.keep()
    return 0


def manage(*command: str) -> subprocess.Popen[bytes]:
    """A management command, started."""
    return subprocess.Popen([sys.executable, "manage.py", *command], cwd=embedded.ROOT)


def serve(port: int) -> int:
    """Run the processes, and tell the address when all of them answer."""
    path = embedded.place().var / "demo.log"
    say(f"Starting web, worker and clock; what they say goes to {path} …")
    with path.open("w", buffering=1) as log:
        processes = Processes(log)
        threading.Thread(target=_tell_when_ready, args=(port,), daemon=True).start()
        processes.loop()
    if processes.returncode in (130, 143):
        say("Stopped. The data is kept for the next time.")
        return 0
    say("One of them has ended by itself. The end of the log:\n" + "\n".join(path.read_text().splitlines()[-30:]))
    return processes.returncode or 1


def _tell_when_ready(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while (state := health(port)) != "":
        if time.monotonic() > until:
            say(f"It is not ready after {START_SECONDS} seconds. /healthz says: {state}")
            return
        time.sleep(0.25)
    lines = [f"    {name:<15} {what}" for name, what in SIGN_INS]
    say(
        f"\nMOSOVO is ready at http://127.0.0.1:{port}/\n\n"
        "  Sign in as\n" + "\n".join(lines) + f"\n\n  Password for all: {os.environ['MOSOVO_DEMO_PASSWORD']}\n\n"
        "Everybody in it is made up. Ctrl-C stops it.\n"
    )


def health(port: int) -> str:
    """Empty when everything answers, else what /healthz says is down."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        answer = line.getresponse()
        body = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        line.close()
    try:
        body = json.dumps(json.loads(body))
    except ValueError:
        body = body[:200]
    return "" if answer.status == 200 else f"{answer.status} {body}"


def _taken(port: int) -> bool:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def say(words: str) -> None:
    """Print at once, also into a pipe."""
    print(words, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
