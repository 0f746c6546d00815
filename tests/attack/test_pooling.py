"""PgBouncer in transaction mode between the application and the database: nobody is taken for somebody else."""

import secrets
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import psycopg
import pytest
from django.db import connection, connections

from cases.models import Case
from mosovo.embedded import place
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.attack.tally import Tally
from tests.factories.cases import CaseFactory
from tests.factories.staff import UnitFactory
from tests.logins import act_as
from tests.people import People, allocate

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
THREADS, NOBODY_IN = 8, 5
SERVERS = 3  # fewer than threads: every connection to the server is shared

SETTINGS = """
[databases]
{name} = host={host} port={port} user=mosovo_web
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = {servers}
max_client_conn = 100
ignore_startup_parameters = extra_float_digits,options
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


@pytest.fixture
def pooled(transactional_db: None) -> Iterator[str]:
    """The folder of the socket of a PgBouncer in front of the test's database."""
    if PROGRAM is None:
        pytest.skip("PgBouncer is not installed: as root, apt-get install pgbouncer.")
    here, known = place(), connection.settings_dict
    folder = here.sockets.parent / f"pooled-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    (folder / "settings.ini").write_text(
        SETTINGS.format(
            name=known["NAME"],
            host=known["HOST"],
            port=known["PORT"] or 5432,
            folder=folder,
            servers=SERVERS,
        )
    )
    if here.account:  # it refuses to run as root
        for path in (folder, folder / "settings.ini"):
            shutil.chown(path, here.account.pw_uid, here.account.pw_gid)
    process = subprocess.Popen([PROGRAM, folder / "settings.ini"], cwd="/", stderr=subprocess.DEVNULL, **here.run_as)
    try:
        _await_answer(folder)
        yield str(folder)
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(folder)


def through(folder: str) -> "psycopg.Connection[tuple[object, ...]]":
    name = connection.settings_dict["NAME"]
    return psycopg.connect(host=folder, port=6432, user="mosovo_web", dbname=name, autocommit=True)


def _await_answer(folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            through(str(folder)).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((folder / "pgbouncer.log").read_text())


@pytest.fixture
def seen(people: People, case: Case) -> dict[Officer | None, set[int]]:
    """Whom the reads are made for, and the cases each may see; nobody sees none."""
    elsewhere = CaseFactory(unit=UnitFactory())
    allocate(elsewhere, people.other_unit_officer)
    further = CaseFactory(unit=people.other_unit_supervisor.unit)
    return {
        people.offender_manager: {case.pk},
        people.supervisor: {case.pk},
        people.other_unit_officer: {elsewhere.pk, further.pk},
        people.other_unit_supervisor: {further.pk},
        people.stranger: set(),
        None: set(),
    }


def wrong_reads(pooled: str, seen: dict[Officer | None, set[int]], *, reads: int) -> list[str]:
    """So many reads by several threads at once, each as somebody else or as nobody: those that showed too much."""
    people = [person for person in seen if person is not None]

    def read(start: int) -> list[str]:
        mine = connections["default"]
        mine.settings_dict = {**mine.settings_dict, "HOST": pooled, "PORT": "6432", "USER": "mosovo_web"}
        random, wrong = Random(start), []  # noqa: S311 # whose turn it is, no secret
        for _ in range(reads // THREADS):
            person = None if random.randrange(NOBODY_IN) == 0 else random.choice(people)
            if person is None:
                found = set(Case.objects.values_list("pk", flat=True))
            else:
                with acting_as(person):
                    found = set(Case.objects.values_list("pk", flat=True))
            if found != seen[person]:
                wrong.append(f"{person}: {found}")
        mine.close()
        return wrong

    with ThreadPoolExecutor(THREADS) as pool:
        return [line for lines in pool.map(read, range(THREADS)) for line in lines]


def attack(name: str, pooled: str, seen: dict[Officer | None, set[int]], reads: int) -> None:
    tally = Tally(name, figure="9")
    wrong = wrong_reads(pooled, seen, reads=reads)
    tally.tried, tally.leaked = reads, len(wrong)
    assert wrong == []


def test_of_mixed_reads_none_is_made_as_somebody_else(
    pooled: str, seen: dict[Officer | None, set[int]], times: Callable[[int, int], int]
) -> None:
    attack("reads through PgBouncer", pooled, seen, times(800, 20_000))


def test_nor_where_a_fault_has_left_an_identity_on_every_connection(
    pooled: str, people: People, seen: dict[Officer | None, set[int]], times: Callable[[int, int], int]
) -> None:
    held = [through(pooled) for _ in range(SERVERS)]
    for line in held:
        line.execute("BEGIN")  # so that each has a server of its own
        act_as(line, people.offender_manager)
        line.execute(
            "SELECT set_config(name, current_setting(name), false) FROM unnest('{app.uid,app.seal}'::text[]) name"
        )
    for line in held:
        line.execute("COMMIT")
        line.close()
    with through(pooled) as line:
        assert line.execute("SHOW app.uid").fetchone() == (str(people.offender_manager.pk),)
    attack("reads through PgBouncer, poisoned pool", pooled, seen, times(800, 20_000))
