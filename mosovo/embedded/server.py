"""What the two servers have in common: made, started, asked and stopped, whoever was killed in the middle of it."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from pathlib import Path

from mosovo.embedded.places import EmbeddedError, Place, own_folder
from mosovo.embedded.programs import Programs

START_SECONDS = 60
STOP_SECONDS = 30

# Started by this process, perhaps still running: kept, so that the ended are reaped and the living not warned of.
_children: list[subprocess.Popen[bytes]] = []


class Server:
    """One of the two; each knows how to make its data, start, answer and stop."""

    name: str
    program: str
    stop_signal: signal.Signals

    def __init__(self, here: Place) -> None:
        self.here = here
        self.data = here.home / self.program
        self.log = here.home / f"{self.program}.log"

    def command(self, programs: Programs) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    @property
    def pid_file(self) -> Path:
        raise NotImplementedError

    def make_data(self, programs: Programs) -> None:
        own_folder(self.data, self.here)

    def settle(self) -> None:
        """What a started server still needs; nothing, by default."""

    def alive(self) -> bool:
        """Whether any process of it is left: each has inherited a lock, which cannot go stale as a pid file does."""
        with self._lock_file().open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _lock_file(self) -> Path:
        return self.here.home / f"{self.program}.lock"

    def pid(self) -> int | None:
        """The living server's, None when its pid file is missing or speaks of a process of somebody else."""
        try:
            pid = int(self.pid_file.read_text().split()[0])
            return pid if os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes() else None
        except (OSError, ValueError, IndexError):
            return None

    def start(self, programs: Programs) -> None:
        """Start it unless it runs, and return when it answers."""
        self.make_data(programs)
        until, tries = time.monotonic() + START_SECONDS, 0
        while not self.answers():
            if not self.alive():
                if tries == 2:
                    break
                self._spawn(programs)
                tries += 1
            if time.monotonic() > until:
                break
            time.sleep(0.02)
        else:
            self.settle()
            return
        raise EmbeddedError(f"{self.name} did not start. The end of {self.log}:\n{self._last_words()}")

    def _spawn(self, programs: Programs) -> None:
        self.forget()
        with self.log.open("ab") as log, self._lock_file().open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            child = subprocess.Popen(
                self.command(programs),
                cwd="/",
                env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is for the programs that use it
                **self.here.run_as,
            )
        _children.append(child)

    def forget(self) -> None:
        """Remove what a killed server left behind and a new one would stumble over; called when none is alive."""

    def stop(self) -> None:
        """Stop it and wait until it has ended; killed when it does not."""
        for number, seconds in ((self.stop_signal, STOP_SECONDS), (signal.SIGKILL, 5)):
            pid = self.pid()
            if pid is not None:
                os.kill(pid, number)
            until = time.monotonic() + seconds
            while self.alive() and time.monotonic() < until:
                time.sleep(0.02)
        for child in _children:
            child.poll()

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else "(empty)"
