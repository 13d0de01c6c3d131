# The commands of the project. `make run` is all that a pilot needs.

PY = .venv/bin/python
# Enough of a setting for commands that look at the code and not at data.
OFFLINE = DATABASE_URL=postgresql:///none DEBUG=yes
# What a customer's server has, for the checks of Django that ask for it.
PRODUCTION = DEBUG=no DATABASE_URL=postgresql:///none SITE_URL=https://dondoc.example.gov.vn \
	SECRET_KEY=long-enough-for-a-check-and-used-for-nothing-else-at-all REDIS_URL=redis://127.0.0.1:6379/0 \
	EMAIL_URL=smtp+tls://user:password@mail.example.gov.vn:587 TRUSTED_PROXY_COUNT=1

.PHONY: help setup run reset test soak lint fix bench messages screenshots

help:
	@echo "make run       start everything on this machine (PORT=8000, SAMPLE=yes)"
	@echo "make reset     ask, then delete the data of make run"
	@echo "make test      every test"
	@echo "make soak      the reminders under kills and outages, by real processes"
	@echo "make lint      what a machine can say about the code"
	@echo "make fix       let the machine mend what it can"
	@echo "make bench     measure against the budgets"
	@echo "make messages  collect the texts to translate"
	@echo "make screenshots  the pictures of README.md, from the running office"

setup:
	@PYTHON="$(PYTHON)" config/setup.sh

# Replaces make's shell, so that make passes a signal on to the supervisor itself.
run:
	@PYTHON="$(PYTHON)" config/setup.sh --no-dev
	@exec $(PY) -m config.supervisor

reset:
	@$(PY) -m config.reset

# The second half in a process of its own, with nothing beside it: it drives a browser, whose
# driver brings an event loop, and starts and kills whole servers.
ALONE = tests/e2e tests/config/test_supervisor.py

test: setup
	@$(PY) -m config.system_packages test
	@$(PY) -m pytest -n 2 tests --ignore tests/bench --ignore tests/soak $(ALONE:%=--ignore %); first=$$?; \
	DJANGO_ALLOW_ASYNC_UNSAFE=yes $(PY) -m pytest -p no:xdist $(ALONE) && exit $$first

# Servers and workers that are killed while they work; the counts are printed at the end.
soak: setup
	@$(PY) -m pytest -p no:xdist tests/soak

lint: setup
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	.venv/bin/djade --target-version 6.0 --check $$(git ls-files 'templates/*.html')
	$(OFFLINE) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run -v 0
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(OFFLINE) $(PY) -m mypy

fix: setup
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	.venv/bin/djade --target-version 6.0 $$(git ls-files 'templates/*.html')

bench: setup
	@$(PY) -m tests.bench

messages: setup
	$(OFFLINE) $(PY) manage.py makemessages --locale vi --locale en --no-wrap --no-obsolete --add-location file \
		--ignore 'var/*' --ignore 'tests/*'
	$(PY) -m config.catalogues complete

# Of a running `make run` (or SITE_URL).
screenshots: setup
	@$(PY) -m tests.screenshots
