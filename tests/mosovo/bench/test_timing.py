import json
import os
import time

import psycopg
import pytest

from mosovo.bench import pages, processors, report
from mosovo.bench.facts import facts_of
from mosovo.bench.timing import Times, Together, bare_times, together

FACTS = {"officer": 1, "unit": [1], "units": [1, 2], "case": 1, "reference": "N1", "asked": "Umbrela"}


@pytest.mark.parametrize(
    ("values", "p50", "p95"),
    [([7.0], 7, 7), (list(range(1, 101)), 50, 95), (list(range(100, 0, -1)), 50, 95), ([1, 2], 1, 2)],
)
def test_the_middle_and_the_95th_are_nearest_ranks(values, p50, p95):
    assert Times.of(values) == Times(p50, p95)


class Slow:
    """A browser whose pages take a while."""

    def get(self, path: str) -> float:
        start = time.perf_counter()
        time.sleep(0.002)
        return (time.perf_counter() - start) * 1000


def test_several_clients_at_once_are_counted_together():
    one, four = together([Slow()], "/"), together([Slow() for _ in range(4)], "/")
    assert four.clients == 4
    assert four.pages_a_second > 2 * one.pages_a_second


def test_processor_time_is_that_which_was_used():
    me = [os.getpid()]
    before = processors.seconds_of(me)
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    assert 0.15 <= processors.seconds_of(me) - before < 5
    assert processors.seconds_of([2**22 + 1]) == 0
    assert os.getpid() in processors.family_of(os.getpid())


@pytest.mark.django_db
@pytest.mark.parametrize("page", pages.pages(FACTS), ids=lambda page: f"{page.label} as {page.who}")
def test_the_bare_sql_of_every_page_can_be_asked(page, transactional_connection):
    assert bare_times(transactional_connection, page.bare, FACTS).p50 > 0


@pytest.fixture
def transactional_connection(settings):
    from django.db import connection  # noqa: PLC0415 - the test database's name is known once it is set up

    given = connection.get_connection_params()
    with psycopg.connect(host=given["host"], port=given["port"], user=given["user"], dbname=given["dbname"]) as found:
        yield found


@pytest.mark.django_db
def test_an_empty_force_cannot_be_measured(transactional_connection):
    with pytest.raises(LookupError, match="no officer with a visited case"):
        facts_of(transactional_connection)


def figure(aim, p50):
    page = pages.Measured("A page", "officer", "/a/", (), aim)
    return report.Figure(page, Times(p50, p50 * 2), 12.0, Times(2.0, 3.0), {"statements": 9, "database_ms": 4})


def test_the_table_says_which_aims_are_met():
    lines = report.table([figure(60, 30.0), figure(60, 61.0), figure(None, 500.0)])
    assert lines[2].endswith("60 met")
    assert lines[3].endswith("60 MISSED")
    assert lines[4].rstrip().endswith("250.0")
    assert "15.0" in lines[2]


def test_everything_can_be_written_as_json():
    written = report.as_json([figure(60, 30.0)], Together(8, 41.0, Times(1.0, 2.0)), {"offenders": 10})
    found = json.loads(json.dumps(written))
    assert found["pages"][0]["met"] is True
    assert found["at_once"]["met"] is True
    assert found["offenders"] == 10
    assert found["machine"]["processors"] >= 1
    assert "met" in report.at_once(Together(8, 41.0, Times(1.0, 2.0)))
    assert "MISSED" in report.at_once(Together(8, 39.0, Times(1.0, 2.0)))
