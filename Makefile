# make demo     the whole application with a made-up force on http://127.0.0.1:8000; PORT=… moves it
# make manage   a command of manage.py against the demonstration, once that was made: make manage ARGS="verify_audit"
# make test     every check and test
# make lint     the checks alone          make format   put code and templates in order
# make attack   tries to see what may not be seen, at length: tried, leaked, wrongly refused
# make audit    asks whether a locked package has a known weakness; fails where nobody can be asked
# make bench    the figures               make lock     resolve the packages anew
# make clean    remove all that was made, the demonstration's data included

PYTHON ?= python3
PY := .venv/bin/python
WITH_SERVERS := $(PY) -m mosovo.embedded run --
CODE := mosovo cases risk sharing media_comms
PANGO := libpango-1.0-0 libpangoft2-1.0-0
# Runs apt-get where this user may; fails where not. The package lists of a bare machine are empty or old.
APT = apt() { \
	if [ "$$(id -u)" = 0 ]; then get=apt-get; elif sudo -n true 2>/dev/null; then get="sudo -n apt-get"; else return 1; fi; \
	command -v apt-get >/dev/null || return 1; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$get install -qq -y --no-install-recommends "$$@" >/dev/null 2>&1 || \
	{ $$get update -qq && $$get install -qq -y --no-install-recommends "$$@" >/dev/null; }; }

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

.SILENT:
.PHONY: setup python packages template pytest pango chromium pgbouncer demo manage test checked attack audit bench lint \
	check format \
	lock clean

demo: setup
	exec $(WITH_SERVERS) $(PY) -m mosovo.demo

manage:
	exec $(PY) manage.py $(ARGS)

# The tests start servers of their own. A check that fails keeps nothing from running; pytest has the last word.
test: setup chromium pgbouncer
	failed=0; $(MAKE) --no-print-directory --keep-going --jobs=2 checked template || failed=1; \
	$(MAKE) --no-print-directory pytest || failed=1; exit $$failed

# A make of its own: the checks come one by one, while the tests' database is made.
checked:
	exec $(WITH_SERVERS) env MAKEFLAGS= $(MAKE) --no-print-directory --keep-going check

attack: setup pgbouncer
	MOSOVO_ATTACK=full $(PY) -m pytest tests/attack --verbose --numprocesses=2 --dist=worksteal

# A package that was skipped, or a service that did not answer, is no answer: it fails in words.
audit: setup
	$(PY) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off --requirement requirements.lock || { \
		echo "The audit has not shown that the packages are sound. Above stands what was found, or that the service"; \
		echo "of known weaknesses could not be reached: then run it where there is a network."; exit 1; }

bench: setup
	exec $(PY) -m mosovo.bench

lint: setup
	exec $(MAKE) --no-print-directory checked

setup: packages pango
	$(PY) -m mosovo.assets

# ------------------------------------------------------------------------------------------------- packages

# This folder counts too: the programs of a virtual environment that was moved point to where it was.
STAMP = printf '%s ' '$(CURDIR)' && $(PY) --version && cat requirements.lock

python:
	command -v $(PYTHON) >/dev/null || { echo "MOSOVO needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"; exit 1; }
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "MOSOVO needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12 …"; exit 1; }

packages: python
	if ! { [ -x $(PY) ] && { $(STAMP); } 2>/dev/null | sha256sum | cmp -s - .venv/installed; }; then \
		[ ! -L .venv ] || { echo ".venv leads to another place, which is left alone. Set it right there, or take the link away."; exit 1; }; \
		$(APT); set -e; \
		$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
			echo "Installing python3-venv …"; apt python3-venv || { \
			echo "Python's venv module is missing. As root: apt-get install python3-venv"; exit 1; }; }; \
		echo "Installing the Python packages …"; \
		grep -q -- '-m venv.* $(CURDIR)/.venv$$' .venv/pyvenv.cfg 2>/dev/null && $(PY) -m pip --version >/dev/null 2>&1 || \
			$(PYTHON) -m venv --clear .venv; \
		$(PY) -m pip install --quiet --require-hashes --requirement requirements.lock; \
		{ $(STAMP); } | sha256sum > .venv/installed; \
	fi

pango:
	if ! $(PY) -c 'import ctypes; [ctypes.CDLL(name) for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")]' 2>/dev/null; then \
		$(APT); echo "Installing Pango, which draws the PDFs …"; \
		apt $(PANGO) || echo "Pango is missing: everything but PDFs works. As root: apt-get install $(PANGO)"; \
	fi

chromium:
	if ! command -v chromium-headless-shell >/dev/null; then \
		$(APT); echo "Installing Chromium without windows for the journeys …"; \
		apt chromium-headless-shell || command -v chromium chromium-browser google-chrome >/dev/null || \
			echo "No Chromium: the journeys in a browser will be skipped. As root: apt-get install chromium-headless-shell"; \
	fi

pgbouncer:
	if ! PATH=$$PATH:/usr/sbin command -v pgbouncer >/dev/null; then \
		$(APT); echo "Installing PgBouncer, which the tests put before the database …"; \
		apt pgbouncer || echo "No PgBouncer: its tests will be skipped. As root: apt-get install pgbouncer"; \
	fi

lock:
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --no-header --all-extras pyproject.toml --output-file requirements.lock
	$(PY) -m uv pip compile --quiet --universal --generate-hashes --no-header --constraint requirements.lock \
		--extra backup pyproject.toml --output-file requirements-run.lock

# ---------------------------------------------------------------------------------------------------- checks

CHECKS := ruff mypy imports templates migrations deploy
.PHONY: $(CHECKS)
$(CHECKS): export MOSOVO_SECRET_KEY = for-the-checks-alone-for-the-checks-alone-for-the-checks-alone
$(CHECKS): export MOSOVO_DEVELOPMENT = 1
$(CHECKS): export MOSOVO_PROCESS = owner
$(CHECKS): export MOSOVO_LOG_LEVEL = WARNING

check: $(CHECKS)

ruff:
	echo "ruff …"
	$(PY) -m ruff check --quiet
	$(PY) -m ruff format --quiet --check

mypy:
	echo "mypy …"
	$(PY) -m mypy --no-error-summary

imports:
	echo "import-linter …"
	.venv/bin/lint-imports --no-logo

templates:
	echo "djlint …"
	$(PY) -m djlint templates --lint --quiet

migrations:
	echo "migrations …"
	$(PY) manage.py makemigrations --check --dry-run --verbosity 0
	$(PY) manage.py lintmigrations --no-cache --quiet ok ignore

# As a force runs it: its own key, no demonstration.
deploy:
	echo "check --deploy …"
	MOSOVO_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		MOSOVO_BEHIND_TLS_PROXY=1 MOSOVO_DEMO=0 MOSOVO_DEVELOPMENT=0 $(PY) manage.py check --deploy --fail-level WARNING

template:
	echo "The database of the tests …"
	$(PY) -m tests.template

pytest:
	echo "Tests …"
	exec $(PY) -m pytest -n 2 --dist worksteal

format: setup
	$(PY) -m ruff check --fix --quiet; $(PY) -m ruff format --quiet
	find templates -name '*.html' -exec .venv/bin/djangofmt --quiet {} +

clean:
	[ ! -x $(PY) ] || for var in "$${MOSOVO_VAR:-var}" var/tests; do MOSOVO_VAR=$$var $(PY) -m mosovo.embedded remove; done
	rm -rf .venv node_modules build var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
