"""The command over files: line for line, faults of a line in its place, faults of the files as a refusal."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from risk.management.commands import srp
from risk.srp import written
from tests.risk.srp.test_exchange import RECORD
from tests.risk.srp.vectors import DAY, OVERRULED, SUPERSEDED, Record, records, result_of

STANDING = [vector for vector in records() if vector.id not in OVERRULED | SUPERSEDED]


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs the command on the text given; returns the objects written and what was reported."""

    def run(content: str | bytes) -> tuple[list[dict[str, Any]], str]:
        source, target, report = tmp_path / "in.jsonl", tmp_path / "out.jsonl", io.StringIO()
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("srp", input=str(source), output=str(target), stdout=report)
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()], report.getvalue()

    return run


@pytest.mark.parametrize("vector", STANDING, ids=lambda vector: vector.id)
def test_published_record_scores_as_published(vector: Record, run: Any) -> None:
    expected = vector.published["expected"]
    output = expected.get("output", expected)
    (line,), _ = run(json.dumps({"assessmentDate": str(DAY)} | vector.record))
    assert line[vector.predictor]["band"] == output["band"]
    if "score" in output:
        assert line[vector.predictor]["percent"] == output["score"]
    if "pointScore" in output:
        assert line["dc"]["points"] == output["pointScore"]
    named = {error["field"] for error in line["errors"]}
    assert {name for error in expected.get("errors", ()) for name in error["fields"]} <= named
    assert line == json.loads(json.dumps(written(result_of({"assessmentDate": str(DAY)} | vector.record))))


def test_each_line_is_answered_in_its_place_and_the_run_goes_on(run: Any) -> None:
    good = json.dumps(RECORD)
    cases = {
        b"not json": "not a JSON object: Expecting value, at character 1.",
        b"[1, 2]": "JSON, but not an object",
        b"": "not a JSON object: Expecting value, at character 1.",
        b'{"gender": "M\xff"}': "not text in UTF-8",
        b'{"gender": "MALE", "gender": "FEMALE"}': "a field is given twice",
        b"[" * 100_000: "nested too deeply",
        b'{"totalNumberOfSanctionsForAllOffences": ' + b"9" * 5000 + b"}": "a number too long",
        b'{"gender": "' + b"x" * 2_500_000 + b'"}': "not a JSON object: Unterminated string",
    }
    lines, report = run(b"\n".join([good.encode(), *cases, good.encode()]))
    assert len(lines) == len(cases) + 2
    assert lines[0] == lines[-1]
    assert lines[0]["dc"]["points"] == 30
    for number, (line, words) in enumerate(zip(lines[1:-1], cases.values(), strict=True), start=2):
        (error,) = line["errors"]
        assert error["field"] == "line"
        assert error["message"].startswith(f"Line {number} is ")
        assert words in error["message"]
        assert [*line["dc"].values(), *line["iic"].values()] == [None] * 6
    assert report == "10 lines read: 2 without errors, 8 with errors.\n"


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(run: Any) -> None:
    good = json.dumps(RECORD).encode()
    lines, _ = run(b"\xef\xbb\xbf" + good + b"\r\n" + good + b"\r\n")
    assert [line["errors"] for line in lines] == [[], []]


def test_empty_file_gives_an_empty_file(run: Any) -> None:
    assert run("") == ([], "0 lines read: 0 without errors, 0 with errors.\n")


def test_undated_record_is_scored_for_today(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(srp, "today", lambda: DAY.replace(year=2040))
    undated = {name: value for name, value in RECORD.items() if name != "assessmentDate"}
    (line,), _ = run(json.dumps(undated))
    assert (line["dc"]["band"], line["dc"]["band_after_reduction"]) == ("HIGH", "MEDIUM")


def test_input_that_is_not_there_is_refused_and_the_output_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("kept", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^The input .*missing.jsonl cannot be read: No such file or directory.$"):
        call_command("srp", input=str(tmp_path / "missing.jsonl"), output=str(target))
    assert target.read_text(encoding="utf-8") == "kept"


def test_folder_as_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("srp", input=str(tmp_path), output=str(tmp_path / "out.jsonl"))


@pytest.mark.parametrize("name", ["", "nowhere/out.jsonl"])
def test_output_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(RECORD), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^The output .* cannot be written: "):
        call_command("srp", input=str(source), output=str(tmp_path / name))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_output_that_fills_up_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match="/dev/full cannot be written: No space left on device"):
        call_command("srp", input=str(source), output="/dev/full")


def test_same_file_for_both_is_refused_and_kept(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(RECORD), encoding="utf-8")
    with pytest.raises(CommandError, match="same file"):
        call_command("srp", input=str(source), output=f"{tmp_path}/./in.jsonl")
    assert json.loads(source.read_text(encoding="utf-8")) == RECORD


def test_from_the_shell_without_a_database_and_exit_code_1_for_a_missing_file(tmp_path: Path) -> None:
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}
    command = [sys.executable, "manage.py", "srp", "--output", "-", "--input"]
    environment = os.environ | nowhere
    root = Path(__file__).parents[3]
    piped = subprocess.run(
        [*command, "-"], input=json.dumps(RECORD), capture_output=True, text=True, cwd=root, env=environment, check=True
    )
    assert json.loads(piped.stdout)["dc"]["points"] == 30
    assert piped.stderr == "1 lines read: 1 without errors, 0 with errors.\n"
    missing = tmp_path / "missing.jsonl"
    refused = subprocess.run(
        [*command, str(missing)], capture_output=True, text=True, cwd=root, env=environment, check=False
    )
    assert refused.returncode == 1
    assert refused.stderr == f"CommandError: The input {missing} cannot be read: No such file or directory.\n"
