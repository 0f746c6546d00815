"""The look into a file taken in a process of its own, within limits: one made to confuse a reader ends that alone."""

import json
import subprocess
import sys
from pathlib import Path

from mosovo.incoming.fault import Unfit
from mosovo.incoming.kinds import FileKind

# Of the processor, and by the clock.
SECONDS, LONGEST = 20, 25
MEGABYTES = 1024
ROOT = Path(__file__).parents[2]
TOO_MUCH = "Looking through the file takes more than any real one does. Print it to PDF, in parts if it is long."


def look_apart(kind: FileKind, content: bytes, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> None:
    """Unfit where anything about the file is not as it must be, or looking takes more than the limits.

    Its environment is empty: our secrets are not handed to it.
    """
    command = [sys.executable, "-sB", "-m", "mosovo.incoming", kind, str(seconds), str(megabytes)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, cwd=ROOT, env={}, timeout=LONGEST, check=True
        )
    except subprocess.SubprocessError:
        raise Unfit(TOO_MUCH) from None
    sentence = json.loads(done.stdout)
    if sentence:
        raise Unfit(sentence)
