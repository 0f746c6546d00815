"""Loaded before Django's settings (``-p tests.environment``): the environment of a test run, with servers of its own.

Their data is not the demonstration's, whose worker would otherwise take the tests' jobs.
"""

import os
from contextlib import ExitStack

import pytest

from mosovo import embedded
from mosovo.embedded import postgresql

os.environ.setdefault("MOSOVO_DEMO", "1")
os.environ.setdefault("MOSOVO_SECRET_KEY", "for-the-tests-alone-for-the-tests-alone-for-the-tests-alone")
os.environ.setdefault("MOSOVO_LOG_LEVEL", "WARNING")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's synchronous API runs an event loop
os.environ.setdefault("MOSOVO_VAR", str(embedded.ROOT / "var" / "tests"))

# Speed: what the tests write need not outlive a crash of the machine.
FAST = ("fsync", "synchronous_commit", "full_page_writes")
_running = ExitStack()
if embedded.needed(os.environ):
    # A test that starts servers of its own starts them as they run.
    with pytest.MonkeyPatch.context() as patch:
        for name in FAST:
            patch.setitem(postgresql.SETTINGS, name, "off")
        _running.enter_context(embedded.servers(environ=dict(os.environ)))
    found = embedded.environment()
    # Makes the test databases; what is under test takes the roles of the application inside them.
    if "DATABASE_URL" not in os.environ:
        found["DATABASE_URL"] = found["DATABASE_SUPERUSER_URL"]
    os.environ.update(found)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _running.close()
