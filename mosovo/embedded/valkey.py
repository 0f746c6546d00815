"""Valkey, keeping its queue on disk."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

from mosovo.embedded.programs import Programs
from mosovo.embedded.server import Server


class Valkey(Server):
    """Valkey, keeping its queue on disk: what is in it survives a stop, and a crash but for the last second."""

    name, program, stop_signal = "Valkey", "valkey", signal.SIGTERM

    @property
    def pid_file(self) -> Path:
        return self.data / "pid"

    @property
    def socket(self) -> Path:
        return self.here.sockets / "valkey.sock"

    def command(self, programs: Programs) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "pidfile": str(self.pid_file),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "set-proc-title": "no",  # the data folder stays in the command line, by which pid() knows it
        }
        return [str(programs.valkey), *(word for name, value in settings.items() for word in (f"--{name}", value))]

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
            except OSError:
                return False
