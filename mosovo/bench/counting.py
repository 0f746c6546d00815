"""Counts the SQL statements of a page, and says which take longest: the page asked for in this process, as the web is.

``python -m mosovo.bench.counting`` reads from standard input a list of [cookies, path] as JSON and writes a list of
objects: statements, milliseconds in the database, and the slowest of them.
"""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
SLOWEST = 3


def counted(cookies: dict[str, str], path: str) -> dict[str, object]:
    """The statements of the second asking; the first fills what a running process holds already."""
    client = Client(SERVER_NAME="127.0.0.1")
    for name, value in cookies.items():
        client.cookies[name] = value
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
    if status != 200:
        raise SystemExit(f"{path} answered {status}")
    queries = [query for query in captured.captured_queries if not query["sql"].startswith(NOT_COUNTED)]
    slowest = sorted(queries, key=lambda query: -float(query["time"]))[:SLOWEST]
    return {
        "statements": len(queries),
        "database_ms": round(sum(float(query["time"]) for query in queries) * 1000),
        "slowest": [{"ms": round(float(query["time"]) * 1000), "sql": query["sql"]} for query in slowest],
    }


json.dump([counted(cookies, path) for cookies, path in json.load(sys.stdin)], sys.stdout)
