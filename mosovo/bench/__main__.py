"""Makes the scratch force, measures, prints the table, writes bench.json."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

import psycopg

from mosovo import embedded
from mosovo.bench import facts, report, scratch
from mosovo.bench.browser import Browser
from mosovo.bench.pages import CLIENTS, Measured, pages
from mosovo.bench.processors import family_of, seconds_of
from mosovo.bench.scratch import BenchError, Scratch
from mosovo.bench.timing import bare_times, page_times, together

OUTPUT = embedded.ROOT / "var" / "bench.json"
LEAST = 100
LOOKS = "SELECT count(*) FROM audit_look"


def main() -> int:
    """0 when every figure could be taken, whether its aim was met or not."""
    asked = os.environ.get("OFFENDERS") or "10000"
    if not asked.isdecimal() or int(asked) < LEAST:
        raise BenchError(f"OFFENDERS is {asked}: write a whole number of at least {LEAST}.")
    made = Scratch(offenders=int(asked))
    keep = os.environ.get("KEEP") == "1"
    scratch.isolate(made)
    with scratch.servers(keep=keep):
        say(f"A force of {made.offenders:,} offenders, {made.officers} officers, {made.units} units …")
        scratch.prepare(made, keep=keep)
        say(f"  seeded in {made.seconds['seed']:.1f} s")
        with superuser() as connection:
            connection.execute("VACUUM ANALYZE")
            others = other_work(made, connection)
            measure(made, connection, others)
    return 0


def superuser() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection that sees everything, to read the bare rows by."""
    return psycopg.connect(embedded.urls()["DATABASE_SUPERUSER_URL"], autocommit=True)


def other_work(made: Scratch, connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, Any]:
    """The nightly sweep, twice, and the predictors over a file."""
    for _ in range(2):
        scratch.manage(made, "sweep")
    records = scratch.VAR / "records.jsonl"
    count = facts.write_records(connection, records)
    scratch.manage(made, "srp", "--input", str(records), "--output", str(records.with_suffix(".scored")))
    a_second = count / made.seconds["srp"]
    say(f"  swept in {made.seconds['sweep']:.1f} s; {a_second:,.0f} records a second through manage.py srp")
    return {
        "offenders": made.offenders,
        "seed_seconds": round(made.seconds["seed"], 1),
        "sweep_seconds": round(made.seconds["sweep"], 1),
        "srp_records_a_second": round(a_second),
    }


def measure(made: Scratch, connection: "psycopg.Connection[tuple[object, ...]]", others: dict[str, Any]) -> None:
    """The pages one by one, then eight clients at once."""
    known = facts.facts_of(connection)
    asked = pages(known)
    with scratch.application() as (port, server):
        browsers = {name: Browser(port, name, made.password) for name in dict.fromkeys(page.who for page in asked)}
        before = facts.count(connection, LOOKS)

        def used() -> float:
            return seconds_of([*family_of(server), *facts.backends(connection)])

        times = [page_times(browsers[page.who], page.path, used) for page in asked]
        looks = facts.count(connection, LOOKS) - before
        logins = connection.execute(
            "SELECT array_agg(DISTINCT usename::text) FROM pg_stat_activity WHERE application_name = '' AND pid <>"
            " pg_backend_pid() AND datname = current_database()"
        ).fetchone()
        counts = counted(browsers, asked)
        crowd = [Browser(port, "officer", made.password) for _ in range(CLIENTS)]
        found = together(crowd, asked[1].path)
    bare = [bare_times(connection, page.bare, known) for page in asked]
    figures = [
        report.Figure(page, took, processor_ms, plain, count)
        for page, (took, processor_ms), plain, count in zip(asked, times, bare, counts, strict=True)
    ]
    version = connection.execute("SHOW server_version").fetchone()
    others |= {
        "looks_recorded": looks,
        "database_logins": logins[0] if logins else [],
        "postgresql": version and version[0],
    }
    say("\n".join(["", *report.table(figures), "", report.at_once(found)]))
    load, processors = os.getloadavg()[1], len(os.sched_getaffinity(0))
    if load > processors + 2:
        say(f"Other programs kept this machine busy (load {load:.0f} on {processors}): only CPU can be compared.")
    say(f"Milliseconds. Row security on (login {others['database_logins']}); {looks} looks were recorded meanwhile.")
    OUTPUT.write_text(json.dumps(report.as_json(figures, found, others), indent=2, default=str) + "\n")
    say(f"Written to {OUTPUT.relative_to(embedded.ROOT)}.")


def counted(browsers: dict[str, Browser], asked: Sequence[Measured]) -> list[dict[str, Any]]:
    """The statements of each page, by a process that connects as the web does."""
    questions = [[browsers[page.who].cookies, page.path] for page in asked]
    done = subprocess.run(
        [sys.executable, "-m", "mosovo.bench.counting"],
        cwd=embedded.ROOT,
        env={**os.environ, "MOSOVO_PROCESS": "web"},
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"The statements could not be counted:\n{done.stdout}{done.stderr}")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def say(words: str) -> None:
    """Print at once, also into a pipe."""
    print(words, flush=True)


if __name__ == "__main__":
    start = time.monotonic()
    try:
        code = main()
    except BenchError as error:
        say(str(error))
        code = 1
    except KeyboardInterrupt:
        code = 130
    say(f"{time.monotonic() - start:.0f} s in all.")
    sys.exit(code)
