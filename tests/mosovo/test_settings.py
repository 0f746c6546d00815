"""What start-up refuses."""

import os
import runpy
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mosovo.start import refuse_wrong_start

KEY = secrets.token_urlsafe(64)
DATA = Path("/srv/mosovo/servers")
FORCE = {
    "MOSOVO_SECRET_KEY": KEY,
    "MOSOVO_BEHIND_TLS_PROXY": "1",
    "MOSOVO_HOSTS": "mosovo.testshire.example",
    "MOSOVO_ORIGINS": "https://mosovo.testshire.example",
    "MOSOVO_BASE_URL": "https://mosovo.testshire.example",
    "DATABASE_URL": "postgresql://mosovo_web:one@host/mosovo",
    "DATABASE_OWNER_URL": "postgresql://mosovo_owner:two@host/mosovo",
}
DEMONSTRATION = {"MOSOVO_DEMO": "1", "MOSOVO_SECRET_KEY": KEY}


def test_a_force_and_a_demonstration_start() -> None:
    refuse_wrong_start(FORCE, data=DATA)
    refuse_wrong_start(DEMONSTRATION, data=DATA)


@pytest.mark.parametrize(
    ("start", "given", "sentence"),
    [
        (FORCE, {"MOSOVO_SECRET_KEY": ""}, "MOSOVO_SECRET_KEY is missing or shorter"),
        (FORCE, {"MOSOVO_SECRET_KEY": KEY[:49]}, "MOSOVO_SECRET_KEY is missing or shorter"),
        (DEMONSTRATION, {"MOSOVO_SECRET_KEY": "short"}, "MOSOVO_SECRET_KEY is missing or shorter"),
        (FORCE, {"MOSOVO_SECRET_KEY": "abc" * 30}, "MOSOVO_SECRET_KEY can be guessed"),
        (FORCE, {"MOSOVO_SECRET_KEY": f"django-insecure-{KEY}"}, "MOSOVO_SECRET_KEY can be guessed"),
        (FORCE, {"MOSOVO_SECRET_KEY": "for-the-tests-alone-" * 3}, "MOSOVO_SECRET_KEY can be guessed"),
        (DEMONSTRATION, {"MOSOVO_BEHIND_TLS_PROXY": "1"}, "MOSOVO_DEMO=1 is for invented people"),
        (DEMONSTRATION, {"MOSOVO_HOSTS": "localhost,mosovo.example"}, "take mosovo.example out of MOSOVO_HOSTS"),
        (DEMONSTRATION, {"MOSOVO_HOSTS": "*"}, "out of MOSOVO_HOSTS"),
        (FORCE, {"MOSOVO_HOSTS": "*"}, "names hosts one by one"),
        (FORCE, {"MOSOVO_HOSTS": "a.example,.b.example"}, "names hosts one by one"),
        (FORCE, {"MOSOVO_ORIGINS": "http://mosovo.testshire.example"}, "must begin with https"),
        (FORCE, {"MOSOVO_ORIGINS": "https://*.testshire.example"}, "must begin with https"),
        (FORCE, {"MOSOVO_BASE_URL": "http://mosovo.testshire.example"}, "must begin with https"),
        (FORCE, {"MOSOVO_BEHIND_TLS_PROXY": ""}, "Set MOSOVO_BEHIND_TLS_PROXY=1"),
        (FORCE, {"DATABASE_OWNER_URL": "postgresql://mosovo_owner:one@host/mosovo"}, "have the same password"),
        (FORCE, {"DATABASE_OWNER_URL": "postgresql://mosovo_web:one@host/mosovo"}, "name the same login"),
        (FORCE, {"MOSOVO_AUDIT_ANCHOR": "/srv/mosovo/servers/18/anchor"}, "lies in the database's own folder"),
        (
            FORCE,
            {"PGDATA": "/data", "MOSOVO_AUDIT_ANCHOR": "/data/../data/anchor"},
            "lies in the database's own folder",
        ),
    ],
)
def test_start_up_refuses_in_words(start: dict[str, str], given: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence.replace("*", r"\*")):
        refuse_wrong_start(start | given, data=DATA)


def test_no_setting_is_read_from_a_wrong_start() -> None:
    environment = {**os.environ, "MOSOVO_SECRET_KEY": "short"}
    ended = subprocess.run(
        [sys.executable, "-c", "import mosovo.settings"], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode != 0
    assert "MOSOVO_SECRET_KEY is missing or shorter" in ended.stderr


def test_a_force_s_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (FORCE | {"MOSOVO_DEMO": "0", "DEBUG": "1", "DJANGO_DEBUG": "1"}).items():
        monkeypatch.setenv(name, value)
    found = runpy.run_path(str(Path(__file__).parents[2] / "mosovo" / "settings.py"))
    assert found["DEBUG"] is False, "whatever the environment says"
    assert found["SECOND_FACTOR_REQUIRED"] is True
    assert (found["SESSION_COOKIE_NAME"], found["SESSION_COOKIE_SAMESITE"]) == ("__Host-mosovo_session", "Strict")
    assert (found["IDLE_SECONDS"], found["SESSION_COOKIE_AGE"]) == (15 * 60, 8 * 3600)
    assert found["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
