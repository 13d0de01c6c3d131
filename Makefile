# The commands of the project. `make run` is all that a pilot needs.

PY = .venv/bin/python
# Enough of a setting for commands that look at the code and not at data.
OFFLINE = DATABASE_URL=postgresql:///none DEBUG=yes

.PHONY: help setup run reset test lint fix bench messages

help:
	@echo "make run       start everything on this machine (PORT=8000, SAMPLE=yes)"
	@echo "make reset     ask, then delete the data of make run"
	@echo "make test      every test"
	@echo "make lint      what a machine can say about the code"
	@echo "make fix       let the machine mend what it can"
	@echo "make bench     measure against the budgets"
	@echo "make messages  collect the texts to translate"

setup:
	@PYTHON="$(PYTHON)" config/setup.sh

# Replaces make's shell, so that make passes a signal on to the supervisor itself.
run:
	@PYTHON="$(PYTHON)" config/setup.sh --no-dev
	@exec $(PY) -m config.supervisor

reset:
	@$(PY) -m config.reset

