"""The process that look_apart starts: limits itself, reads the file, and says why it is unfit, or nothing."""

import json
import resource
import sys

from mosovo.incoming.check import look_into
from mosovo.incoming.fault import Unfit
from mosovo.incoming.kinds import FileKind


def main(kind: str, seconds: str, megabytes: str) -> str:
    """The sentence with which the file on standard input is refused; empty where it is fit."""
    limits = (
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_AS, int(megabytes) * 1024 * 1024),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, most in limits:
        resource.setrlimit(limit, (most, most))
    try:
        look_into(FileKind(kind), sys.stdin.buffer.read())
    except Unfit as fault:
        return fault.sentence
    return ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
