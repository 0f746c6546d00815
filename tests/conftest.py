"""The database, the people and the settings of the tests."""

import gc
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from cases.models import Case
from mosovo.staff.models import Unit
from tests.factories.cases import CaseFactory
from tests.factories.staff import UnitFactory
from tests.kept import Ground, Kept
from tests.people import People, allocate, make_people
from tests.template import template

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed: nothing is kept
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing folder
    settings.WHITENOISE_AUTOREFRESH = True  # speed: each browser of a test would read the whole folder
    # One cache serves all the workers of a run.
    settings.CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def pytest_collection_finish() -> None:
    gc.freeze()  # speed: what has been loaded by now stays, and is not looked through again and again


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test databases are copies of one that has been migrated, made again only when a migration changes."""
    for alias in connections:
        connections[alias].settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A connection of a thread or a worker may outlive its test; it is ended before the database goes."""
    with django_db_blocker.unblock():
        ground = Ground()
    TransactionTestCase._fixture_teardown = lambda _: ground.clear()
    yield
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _attempts_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache outlives a test, and so would the attempts to sign in that are counted in it."""
    monkeypatch.setattr(caches["default"], "key_prefix", f"{os.environ.get('PYTEST_XDIST_WORKER', '')}{uuid.uuid4()}")


@dataclass(frozen=True)
class Staffed:
    """Two units that manage cases, and everybody in them."""

    unit: Unit
    other_unit: Unit
    people: People


kept_staff: Kept[Staffed] = Kept()
kept_case: Kept[Case] = Kept()


def _make_staff() -> Staffed:
    unit = UnitFactory(code="unit", name="North unit")
    other_unit = UnitFactory(code="other", name="South unit")
    return Staffed(unit, other_unit, make_people(unit, other_unit))


@pytest.fixture
def staffed(db: None) -> Staffed:
    return kept_staff.begin(_make_staff)


@pytest.fixture
def unit(staffed: Staffed) -> Unit:
    return staffed.unit


@pytest.fixture
def other_unit(staffed: Staffed) -> Unit:
    return staffed.other_unit


@pytest.fixture
def people(staffed: Staffed) -> People:
    return staffed.people


@pytest.fixture
def case(people: People, unit: Unit) -> Case:
    """A case of the unit, managed by the offender manager."""

    def make() -> Case:
        case: Case = CaseFactory(unit=unit)
        allocate(case, people.offender_manager)
        return case

    return kept_case.begin(make)


@pytest.fixture
def worker(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real worker with the worker's own login, on the test's database and a queue that no other test reads."""
    queue = f"tests-{os.getpid()}"
    monkeypatch.setattr(current_app, "send_task", partial(current_app.send_task, queue=queue))
    login = os.environ.get("DATABASE_WORKER_URL", os.environ["DATABASE_URL"])
    url = login.rsplit("/", 1)[0] + f"/{connections['default'].settings_dict['NAME']}"
    options = ["--pool", "solo", "--queues", queue, "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "mosovo.celery", "worker", *options],
        cwd=ROOT,
        env={**os.environ, "MOSOVO_PROCESS": "worker", "DATABASE_WORKER_URL": url},
    )
    yield
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
