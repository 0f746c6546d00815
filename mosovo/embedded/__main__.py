"""``python -m mosovo.embedded run -- COMMAND …``: a command in the foreground, with the servers it needs."""

import signal
import subprocess
import sys

from mosovo.embedded import EmbeddedError, environment, remove, servers, stop


def run(command: list[str]) -> int:
    """Run ``command`` in the foreground with the servers it needs; its exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)  # so that the servers are stopped on the way out
    with servers():
        child = subprocess.Popen(command, env=environment())
        try:
            code = _follow(child)
        except BaseException:
            child.terminate()
            child.wait()
            raise
    return 128 - code if code < 0 else code


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _follow(child: subprocess.Popen[bytes]) -> int:
    """Wait for ``child``, passing on the signals that were sent to us alone; its return code."""
    watched = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    while (code := child.poll()) is None:
        received = signal.sigwaitinfo(watched)
        # Ctrl-C comes from the kernel (si_code above 0) and has reached the child already; twice would mean "at once".
        if received.si_signo != signal.SIGCHLD and received.si_code <= 0:
            child.send_signal(received.si_signo)
    return code


def main(arguments: list[str]) -> int:
    """``run -- COMMAND …``, ``stop`` or ``remove``."""
    try:
        match arguments:
            case ["run", "--", _, *_]:
                return run(arguments[2:])
            case ["stop"]:
                return 0 if stop() else 1
            case ["remove"]:
                remove()
                return 0
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print("Usage: python -m mosovo.embedded run -- COMMAND … | stop | remove", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
