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

from honcho.environ import parse_procfile
from honcho.manager import Manager

from mosovo import embedded
from mosovo.demo import SIGN_INS, environment

START_SECONDS = 60


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
    for saying, command in (
        ("Bringing the tables up to date", ["migrate", "--verbosity", "0"]),
        ("Gathering the static files", ["collectstatic", "--noinput", "--verbosity", "0"]),
        ("Looking after the made-up force and its sign-ins", ["prepare_demo"]),
    ):
        say(f"{saying} …")
        done = subprocess.run([sys.executable, "manage.py", *command], cwd=embedded.ROOT, check=False)
        if done.returncode:
            return done.returncode
    return serve(port)


def serve(port: int) -> int:
    """Run what the Procfile names, and tell the address when all of it answers."""
    say("Starting web, worker and clock …")
    manager = Manager()
    for name, command in parse_procfile((embedded.ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(embedded.ROOT))
    threading.Thread(target=_tell_when_ready, args=(port,), daemon=True).start()
    manager.loop()
    say("Stopped.")
    return 0 if manager.returncode in (130, 143) else manager.returncode or 0


def _tell_when_ready(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while (state := health(port)) != "":
        if time.monotonic() > until:
            say(f"It is not ready after {START_SECONDS} seconds. /healthz says: {state}")
            return
        time.sleep(0.1)
    lines = [f"    {name:<15} {what}" for name, what in SIGN_INS]
    say(
        f"\nMOSOVO is ready at http://127.0.0.1:{port}/\n\n"
        "  Sign in as\n" + "\n".join(lines) + f"\n\n  Password for all: {os.environ['MOSOVO_DEMO_PASSWORD']}\n\n"
        "Everybody in it is made up. Ctrl-C stops it and keeps its data.\n"
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
