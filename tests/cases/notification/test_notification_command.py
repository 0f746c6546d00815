"""The command over files: line for line, faults of a line in its place, the output whole or not at all."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.management.commands import notification
from tests.cases.notification.cases import TODAY, man, worked_cases

GOOD = man({"kind": "moved", "on": "2026-06-29"}, id="A1")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs the command on the text given; returns the objects written, what was reported, and the exit code."""

    def run(content: str | bytes) -> tuple[list[dict[str, Any]], str, int]:
        source, target, report = tmp_path / "in.jsonl", tmp_path / "out.jsonl", io.StringIO()
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        code, words = 0, ""
        try:
            call_command("notification", input=str(source), output=str(target), stdout=report)
        except CommandError as error:
            code, words = error.returncode, str(error)
        written = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        return written, words or report.getvalue(), code

    return run


def test_each_worked_case_is_answered_on_its_line(run: Any) -> None:
    cases = worked_cases()
    lines, report, code = run("\n".join(json.dumps({"id": case.id, **case.facts}) for case in cases))
    assert [line["id"] for line in lines] == [case.id for case in cases]
    assert (report, code) == (f"{len(cases)} lines read: {len(cases)} without errors, 0 with errors.\n", 0)
    by_id = {line["id"]: line for line in lines}
    assert by_id["period-29-months"]["period"]["last_day"] == "2036-01-14"
    assert by_id["period-29-months"]["period"]["first_free_day"] == "2036-01-15"
    assert by_id["travel-12-hours"]["settled"][-1]["due_at"] == "2026-05-19T21:00:00+01:00"
    assert by_id["review-adult"]["review"]["may_apply"]


def test_next_and_late_say_kind_day_paragraph_and_reason(run: Any) -> None:
    ((line,), _, _) = run(json.dumps(GOOD))
    (address,) = line["next"]
    assert (address["kind"], address["state"], address["due_on"]) == ("address", "due", "2026-07-01")
    assert address["basis"] == "Sexual Offences Act 2003 s84(1) and (5)"
    (periodic,) = line["late"]
    assert (periodic["kind"], periodic["due_on"], periodic["late_days"]) == ("periodic", "2025-01-11", 535)
    assert periodic["breach"] == "reasonable excuse to be asked"
    assert periodic["why"].startswith(
        "due by the end of 11 January 2025: 1 year after the notification of 11 January 2024"
    )


def test_bad_lines_are_answered_in_their_place_and_the_run_goes_on(run: Any) -> None:
    good = json.dumps(GOOD).encode()
    bad = json.dumps(GOOD | {"disposals": [{"kind": "prison"}]}).encode()
    lines, report, code = run(b"\n".join([good, b"not json", bad, b"[" * 100_000, b'{"id": "A", "id": "B"}', good]))
    assert [len(line["errors"]) for line in lines] == [0, 1, 2, 1, 1, 0]
    assert lines[0] == lines[5]
    assert lines[1]["errors"][0]["message"].startswith("Line 2 is not a JSON object: Expecting value")
    assert [error["field"] for error in lines[2]["errors"]] == ["disposals[0].kind", "disposals[0].relevant_on"]
    assert (lines[2]["id"], lines[2]["period"]) == ("A1", None)
    assert (report, code) == ("6 lines read: 2 without errors, 4 with errors.", 2)


def test_undated_record_is_looked_at_today(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notification, "today", lambda: TODAY.replace(year=2027))
    ((line,), _, _) = run(json.dumps({name: value for name, value in GOOD.items() if name != "today"}))
    assert {one["kind"]: one["late_days"] for one in line["late"]} == {"address": 364, "periodic": 900}


def test_output_is_written_whole_or_left_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("kept", encoding="utf-8")
    with pytest.raises(CommandError, match=r"missing.jsonl cannot be read: No such file or directory"):
        call_command("notification", input=str(tmp_path / "missing.jsonl"), output=str(target))
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GOOD), encoding="utf-8")
    with pytest.raises(CommandError, match="same file"):
        call_command("notification", input=str(source), output=str(source))
    with pytest.raises(CommandError, match=r"^The output .*nowhere/out.jsonl cannot be written: "):
        call_command("notification", input=str(source), output=str(tmp_path / "nowhere" / "out.jsonl"))
    assert target.read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_output_that_fills_up_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GOOD), encoding="utf-8")
    with pytest.raises(CommandError, match="/dev/full cannot be written: No space left on device"):
        call_command("notification", input=str(source), output="/dev/full")


def test_from_the_shell_without_a_database_and_with_an_exit_code_that_tells() -> None:
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}
    command = [sys.executable, "manage.py", "notification", "--input", "-", "--output", "-"]
    done = [
        subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[3],
            env=os.environ | nowhere,
            check=False,
        )
        for text in (json.dumps(GOOD), "{}")
    ]
    assert [one.returncode for one in done] == [0, 2]
    assert json.loads(done[0].stdout)["period"]["last_day"] == "2034-01-09"
    assert done[0].stderr == "1 lines read: 1 without errors, 0 with errors.\n"
    assert json.loads(done[1].stdout)["errors"] == [{"field": "date_of_birth", "message": "This is needed."}]
    assert done[1].stderr == "CommandError: 1 lines read: 0 without errors, 1 with errors.\n"
