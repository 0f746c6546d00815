"""The virus scanner: ClamAV's daemon over TCP or a socket of the machine (INSTREAM). No answer is no permission."""

import re
import socket
import struct
import time
from contextlib import closing

CHUNK = 64 * 1024
LONGEST_ANSWER = 1024
ANSWER = re.compile(rb"stream: (?:OK|(?P<found>[\x21-\x7e]{1,200}) FOUND)\0?\n?")


class NoAnswer(Exception):
    """The scanner is not there, too slow, or says something that is neither yes nor no."""


def scan(content: bytes, *, where: str, seconds: float) -> str:
    """What the scanner found, by its name; empty where the content is clean. NoAnswer in every other case.

    where: host:port, or the path of a socket. seconds: for all of it together.
    """
    ends = time.monotonic() + seconds
    pieces = (content[at : at + CHUNK] for at in range(0, len(content), CHUNK))
    said = _asked(where, ends, [b"zINSTREAM\0", *(struct.pack(">I", len(p)) + p for p in pieces), struct.pack(">I", 0)])
    answer = ANSWER.fullmatch(said)
    if answer is None:
        raise NoAnswer("The scanner gave an answer that is none.")
    return (answer["found"] or b"").decode("ascii")


def answers(*, where: str, seconds: float) -> bool:
    """Whether the scanner is there at all."""
    try:
        return _asked(where, time.monotonic() + seconds, [b"zPING\0"]).rstrip(b"\0\n") == b"PONG"
    except NoAnswer:
        return False


def _asked(where: str, ends: float, words: list[bytes]) -> bytes:
    try:
        with closing(_connected(where, ends)) as line:
            for word in words:
                line.settimeout(_left(ends))
                line.sendall(word)
            said = b""
            while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
                line.settimeout(_left(ends))
                more = line.recv(LONGEST_ANSWER)
                if not more:
                    break
                said += more
            return said
    except (OSError, ValueError) as error:
        raise NoAnswer(f"The scanner does not answer: {type(error).__name__}") from error


def _connected(where: str, ends: float) -> socket.socket:
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_left(ends))
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_left(ends))


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
