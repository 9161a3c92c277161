# Everything one does with this project; `make` alone lists it.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
DATABASE = sqlite
PEOPLE = 100000

# The demo's and the checks' settings stand here in full: .env gives only the secret, or nothing.
DEMO := DJANGO_RUNSERVER_HIDE_WARNING=true HTTPS=off DEBUG=off STATIC_COLLECTED=off SITE_URL=http://localhost:$(PORT) \
	ALLOWED_HOSTS=localhost,127.0.0.1 DATABASE_URL=sqlite:///var/demo.sqlite3
# The server and the background work, until either ends or somebody stops them: then neither is left.
TOGETHER = $(BIN)/python manage.py run_jobs & jobs=$$!; \
	$(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT) & server=$$!; \
	trap 'trap "" INT TERM HUP; kill $$server $$jobs 2>/dev/null; wait $$jobs' EXIT; \
	trap 'exit 0' INT TERM HUP; \
	wait $$server
# Both databases at once, which takes half the time: the one is told as it goes, the other at the end.
POSTGRESQL_REPORT = var/tests/postgresql.txt
BOTH_LANES = mkdir -p var/tests; \
	echo "Tests on PostgreSQL (all but those of the browser) run beside these; their report comes last."; \
	$(BIN)/pytest --database postgresql -m "not browser" >$(POSTGRESQL_REPORT) 2>&1 & postgresql=$$!; \
	trap 'kill $$postgresql 2>/dev/null; wait $$postgresql; exit 130' INT TERM HUP; \
	$(BIN)/pytest --database sqlite; sqlite=$$?; \
	wait $$postgresql; postgresql=$$?; cat $(POSTGRESQL_REPORT); \
	test $$sqlite -eq 0 && test $$postgresql -eq 0
A_SECRET = $$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))")
CHECKS = ENV_FILE= DATABASE_URL=sqlite://:memory: SITE_URL=https://seloste.example.fi LEDGER_FILE=var/ledger.jsonl \
	$(foreach name,SECRET_KEY IDENTITY_CODE_KEYS LOOKUP_KEY,$(name)=$(A_SECRET))
PACKAGES := config register retention subjects privacy_notices
TEMPLATES = $(shell find templates $(PACKAGES) -name '*.html')

.DEFAULT_GOAL := help
.PHONY: help setup demo test check static lint fix types arch messages lock bench-retention bench-package clean dev

help:  ## this list
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z-]*\):[^#]*##  *\(.*\)/  \1 \2/p' $(MAKEFILE_LIST) | \
		awk '{ name = $$1; $$1 = ""; printf "  %-16s%s\n", name, $$0 }'

setup:  ## make this machine ready to run Seloste
	@$(PYTHON) tooling/setup.py

demo: setup  ## run it with invented customers, on http://localhost:8000 (PORT=8001 for another)
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py demo
	@export $(DEMO); $(TOGETHER)

test: static  ## every check and every test, on SQLite and on PostgreSQL
	@$(BOTH_LANES)

check: static  ## the quick loop: every check, and the quick tests on SQLite
	$(BIN)/pytest --database sqlite -m "not browser and not slow"

static: lint types arch
	$(CHECKS) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECKS) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(CHECKS) $(BIN)/python manage.py register_schema --check
	$(CHECKS) $(BIN)/python manage.py access_schema --check
	$(CHECKS) $(BIN)/python manage.py request_diagram --check
	$(BIN)/python -m tooling.translations
	$(BIN)/python -m tooling.third_party_messages --check
	$(BIN)/python -m tooling.lock --check

lint: dev  ## style of code and templates
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)

fix: dev  ## mend what lint can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true

types: dev  ## types
	$(CHECKS) $(BIN)/mypy

arch: dev  ## who may import whom
	$(BIN)/lint-imports

messages: dev  ## bring the .po files up to date with the code
	$(BIN)/python -m tooling.translations --write
	$(BIN)/python -m tooling.third_party_messages

lock: dev  ## compile the lock files from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(BIN)/python -m tooling.lock $(UPGRADE)

bench-retention: dev  ## what retention costs (DATABASE=postgresql PEOPLE=1000000 for others)
	$(BIN)/python -m benchmarks.retention_run --database $(DATABASE) --people $(PEOPLE)
	$(BIN)/python -m benchmarks.retention_plan --database $(DATABASE) --people $(PEOPLE)

bench-package: dev  ## what a copy of 100,000 contacts costs (DATABASE=postgresql for the other)
	$(BIN)/python -m benchmarks.request_package --database $(DATABASE)

clean:  ## remove what was installed and made, but neither .env nor databases
	rm -rf .venv var/static .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

dev:
	@$(PYTHON) tooling/setup.py --dev
