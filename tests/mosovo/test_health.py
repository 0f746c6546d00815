"""/healthz says what is up, and names what is down."""

import pytest
from django.test import Client

from mosovo.health import CLOCK_KEY, WORKER_KEY, _broker, leave_beat

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiet() -> None:
    _broker().delete(WORKER_KEY, CLOCK_KEY)


def test_all_up_answers_200(quiet: None, client: Client) -> None:
    leave_beat(WORKER_KEY)
    leave_beat(CLOCK_KEY)
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "up",
        "down": [],
        "database": "up",
        "broker": "up",
        "worker": "up",
        "clock": "up",
    }


@pytest.mark.parametrize(("key", "part"), [(WORKER_KEY, "clock"), (CLOCK_KEY, "worker")])
def test_a_part_without_a_beat_is_named(quiet: None, client: Client, key: str, part: str) -> None:
    leave_beat(key)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["down"]) == (503, [part])


def test_a_broker_out_of_reach_is_named(client: Client, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/healthz")
    assert (response.status_code, response.json()["down"]) == (503, ["broker", "worker", "clock"])


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
