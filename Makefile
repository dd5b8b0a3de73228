# Each target makes the environment by itself when needed; see README.md.
MAKEFLAGS += --no-print-directory
export PORT ?= 8000
PYTHON = .venv/bin/python

.PHONY: demo setup test bench audit messages handbook

demo: setup
	@setpriv --pdeathsig TERM $(PYTHON) -m newsroom.demo

setup:
	@newsroom/deploy/setup.sh

test:
	@newsroom/deploy/setup.sh test
	@$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist worksteal

bench: setup
	@$(PYTHON) -m tests.bench
	@$(PYTHON) -m tests.bench.suggestions
	@$(PYTHON) -m tests.bench.registers

audit:
	@newsroom/deploy/setup.sh test
	@$(PYTHON) -m tests.audit

# Brings the German catalogue up to date with the sources; new entries wait for a translation.
messages: setup
	@$(PYTHON) manage.py makemessages -l de --no-location --no-obsolete -i .venv -i tests -i .state
	@$(PYTHON) manage.py compilemessages -l de -i .venv

# Takes the pictures of the handbook anew, from the running system.
handbook:
	@newsroom/deploy/setup.sh test
	@HANDBOOK_PICTURES=1 $(PYTHON) -m pytest -q -p no:randomly tests/browser/test_handbook.py
