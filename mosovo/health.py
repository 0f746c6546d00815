"""Whether database, broker, worker and clock are alive: ``GET /healthz``, and the beats that two of them leave."""

import json
import time
from collections.abc import Callable
from typing import Any

import redis
from celery.signals import heartbeat_sent
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django_celery_beat.schedulers import DatabaseScheduler

from mosovo.embedded import client_url

BEAT_SECONDS = 45
WORKER_KEY = "mosovo:alive:worker"
CLOCK_KEY = "mosovo:alive:clock"


def _broker() -> "redis.Redis":
    return redis.Redis.from_url(client_url(settings.REDIS_URL), socket_timeout=2, socket_connect_timeout=2)


def leave_beat(key: str) -> None:
    """Say that this part is alive; forgotten after BEAT_SECONDS. A broker that is away is not this part's fault."""
    try:
        _broker().set(key, int(time.time()), ex=BEAT_SECONDS)
    except redis.RedisError:
        return


@heartbeat_sent.connect
def worker_beats(**kwargs: Any) -> None:
    """Sent by the worker every two seconds."""
    leave_beat(WORKER_KEY)


class WatchedScheduler(DatabaseScheduler):
    """The clock, leaving a beat at each tick."""

    max_interval = 5

    def tick(self, *args: Any, **kwargs: Any) -> float:
        leave_beat(CLOCK_KEY)
        wait = super().tick(*args, **kwargs)
        return min(wait, BEAT_SECONDS / 3)


def states() -> dict[str, str]:
    """Part -> "up" or "down"."""
    found = {"database": "down", "broker": "down", "worker": "down", "clock": "down"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = "up"
    except DatabaseError:
        connection.close()
    try:
        worker, clock = _broker().mget(WORKER_KEY, CLOCK_KEY)
    except redis.RedisError:
        return found
    found["broker"] = "up"
    found["worker"] = "up" if worker else "down"
    found["clock"] = "up" if clock else "down"
    return found


class HealthCheck:
    """Answers /healthz before anything else looks at the request: it must speak when the database cannot."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        found = states()
        down = [part for part, state in found.items() if state == "down"]
        body = {"status": "down" if down else "up", "down": down, **found}
        return HttpResponse(
            json.dumps(body),
            content_type="application/json",
            status=503 if down else 200,
            headers={"Cache-Control": "no-store"},
        )
