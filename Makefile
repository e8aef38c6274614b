# Everything runs in a virtual environment that is made inside the project, from requirements.lock.
#
#   make demo    the whole way on the project's own reports
#   make install all of it: every source and export, the brief, the checks
#   make test    every check: style, types, layers, tests, floors under the scores, documentation
#   make fix     put the style right where a program can
#   make docs    the documentation into site/
#   make examples  the example briefs and the page of the notebook
#   make floors  raise the floors under the scores to what the reading reaches now
#   make judges  FollowTheMoney in an environment of its own, for the tests of its export
#   make bench   speed and memory of reading; CORPUS=file.jsonl.gz names the reports
#   make lock    pin the newest versions that fit pyproject.toml
#   make clean   remove what was made, the environment too

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := test

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.13 python; do \
	"$$p" -c '$(NEW_ENOUGH)' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin
RUN := $(BIN)/python
BASE := .venv/.base
READY := .venv/.ready
JUDGES := .venv-judges/.ready
CORPUS ?= $(firstword $(wildcard ../shared/corpora/*.jsonl.gz) gold)
# Reports are read by several processes of the tests at once; each needs one thread.
export OMP_NUM_THREADS := 1
export NO_MKDOCS_2_WARNING := 1

.PHONY: demo install test style types layers tests judges scores reference examples docs fix floors bench lock clean

demo: $(BASE)
	@$(BIN)/marsad demo

install: $(READY)

test: style types layers tests scores docs
	@echo "all checks passed"

# What the program and its workbench need, at the pinned versions: quick to make, enough for the main job.
$(BASE): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "making .venv with $$($(PYTHON) --version) (once; some minutes where the network is slow)"
	@$(RUN) -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(RUN) -m pip install --quiet --disable-pip-version-check --constraint requirements.lock hatchling editables
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-build-isolation --constraint requirements.lock --editable ".[web]"
	@touch $@

# With it all that the checks, the documentation and the optional parts need.
$(READY): $(BASE)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@touch $@

style: $(READY)
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m ruff format --quiet --check . || { echo "not formatted as ruff does; run: make fix" >&2; $(RUN) -m ruff format --check . ; exit 1; }

types: $(READY)
	@$(RUN) -m mypy --no-error-summary
	@MYPYPATH=src:bench $(RUN) -m mypy --no-error-summary scripts/*.py bench/*.py

layers: $(READY)
	@said=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$said"; exit 1; }

tests: $(READY) judges
	@$(RUN) -m pytest --numprocesses auto --dist worksteal

# FollowTheMoney needs PyICU, which is compiled: not everyone who runs the tests can. Without ICU its tests are skipped,
# and fail where CI is set.
judges: $(READY)
	@if [ -x .venv-judges/bin/ftm ] || pkg-config --exists icu-i18n 2>/dev/null; then $(MAKE) --no-print-directory $(JUDGES); \
	else echo "FollowTheMoney is not made: install libicu-dev, pkg-config and g++" >&2; fi

# Compiled without optimising: it is used for seconds.
$(JUDGES): requirements-judges.lock
	@test -n "$(PYTHON)"
	@.venv-judges/bin/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv-judges
	@CFLAGS="-O0 -g0" .venv-judges/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

scores: $(READY)
	@$(RUN) scripts/floors.py gold

reference: $(READY)
	@$(RUN) scripts/make_reference.py

examples: $(READY)
	@$(RUN) scripts/make_examples.py
	@$(RUN) scripts/make_notebook_page.py

docs: $(READY)
	@$(RUN) -m mkdocs build --quiet --strict

fix: $(READY)
	@$(RUN) -m ruff check --quiet --fix . || true
	@$(RUN) -m ruff format --quiet .

floors: $(READY)
	@$(RUN) scripts/floors.py gold --raise

bench: $(READY)
	@$(RUN) bench/read_speed.py $(CORPUS)

lock: $(READY)
	@$(BIN)/pip-compile --quiet --upgrade --all-extras --strip-extras --allow-unsafe --no-annotate \
		--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean:
	@rm -rf .venv .venv-judges .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache site build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
