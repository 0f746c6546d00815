"""What start-up refuses."""

import os
import subprocess
import sys

import pytest

KEY = "for-the-tests-alone-for-the-tests-alone-for-the-tests-alone"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"MOSOVO_SECRET_KEY": "short"}, "MOSOVO_SECRET_KEY is missing or shorter"),
        ({"MOSOVO_DEMO": "1", "MOSOVO_BEHIND_TLS_PROXY": "1"}, "MOSOVO_DEMO=1 is for invented people"),
    ],
)
def test_start_up_refuses_in_words(given: dict[str, str], sentence: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import mosovo.settings"],
        env={**os.environ, "MOSOVO_SECRET_KEY": KEY, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert sentence in ended.stderr


def test_a_force_s_start_requires_the_second_factor_and_a_cookie_of_its_host_alone() -> None:
    asked = (
        "import mosovo.settings as s; print(s.SECOND_FACTOR_REQUIRED, s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SAMESITE)"
    )
    environment = {**os.environ, "MOSOVO_SECRET_KEY": KEY, "MOSOVO_DEMO": "0"}
    said = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True", "__Host-mosovo_session", "Strict"]
