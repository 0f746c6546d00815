import os
from pathlib import Path

import pytest

from mosovo import embedded
from mosovo.bench import scratch
from mosovo.bench.scratch import FOREIGN, VAR, BenchError, Scratch


@pytest.fixture
def environ(monkeypatch, tmp_path):
    monkeypatch.setattr(scratch, "VAR", tmp_path / "bench")
    found = dict(os.environ)
    monkeypatch.setattr(os, "environ", found)
    return found


def test_a_force_has_fifty_cases_to_an_officer_and_twenty_officers_to_a_unit():
    large, small = Scratch(10_000), Scratch(100)
    assert (large.officers, large.units) == (200, 10)
    assert (small.officers, small.units) == (2, 1)
    assert large.password != small.password


def test_nothing_but_the_scratch_servers_can_be_reached(environ):
    environ.update(dict.fromkeys(FOREIGN, "postgresql://elsewhere/"))
    made = Scratch(100)
    scratch.isolate(made)
    assert not any(name in environ for name in FOREIGN)
    assert environ["MOSOVO_DEMO_PASSWORD"] == made.password
    assert Path(environ["MOSOVO_VAR"]) != embedded.ROOT / "var"
    assert VAR != embedded.ROOT / "var"


def test_a_step_that_fails_is_said_in_its_own_words(environ):
    with pytest.raises(BenchError, match="broken here"):
        scratch.run(Scratch(100), "step", ["python3", "-c", "raise SystemExit('broken here')"])


def test_the_seconds_of_a_step_are_kept(environ):
    made = Scratch(100)
    assert scratch.run(made, "step", ["python3", "-c", "print('done')"]) == "done\n"
    assert made.seconds["step"] > 0
