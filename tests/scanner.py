"""A scanner as a force has one: it listens on a port and speaks INSTREAM, well or badly."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# In two pieces, so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"


@contextmanager
def listening(answer: bytes | None = None, *, silent: bool = False) -> Iterator[str]:
    """Its address. answer: said to everything; else it looks for the test virus. silent: it says nothing at all."""
    ended = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)

    def serve() -> None:
        while not ended.is_set():
            try:
                line, _ = server.accept()
            except TimeoutError:
                continue
            with line:
                line.settimeout(5)
                said = _heard(line)
                if silent:
                    ended.wait(5)
                    continue
                ping = b"PONG\0" if said == b"PING" else None
                line.sendall(ping or answer or (FOUND if EICAR in said else b"stream: OK\0"))

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"127.0.0.1:{server.getsockname()[1]}"
    ended.set()
    thread.join()
    server.close()


def _heard(line: socket.socket) -> bytes:
    """What was sent between the first word and the piece of no length; of a ping the word itself."""
    reader = line.makefile("rb")
    word = b""
    while not word.endswith(b"\0"):
        word += reader.read(1)
    if word == b"zPING\0":
        return b"PING"
    said = b""
    while size := struct.unpack(">I", reader.read(4))[0]:
        said += reader.read(size)
    return said
