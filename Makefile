# The commands of the workshop. `make run` and `make test` do all the set-up a fresh machine needs.
# PYTHON=… names the interpreter for .venv; ARGS=… is handed on to the program that is run.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

export LC_ALL := C.UTF-8
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON ?=
ARGS ?=
BIN := .venv/bin

# A .venv that was moved, or whose interpreter is gone, is made again.
ifneq ($(shell test -x $(BIN)/python && grep -qsxF "$$(pwd -P)" .venv/.made && echo sound),sound)
.PHONY: .venv/.made
endif

.PHONY: help setup run test test-full faults check editions base bench build screenshots lock clean

help:
	@echo "make run          open the window (sets everything up first)"
	@echo "make test         the tests, loops sampled; ARGS='-k word' for some of them"
	@echo "make test-full    the tests with the full numbers, under an hour"
	@echo "make faults       the tests of faults, and which is tried by which: docs/reliability.md"
	@echo "make check        format, lint, types, floors, stale editions"
	@echo "make editions     build schemas/, built.json and sums.json from resources/"
	@echo "make base         build resources/base.docx"
	@echo "make screenshots  the pictures of the guide, from the samples"
	@echo "make bench        speed and memory, as ratios"
	@echo "make build        build the program into dist/ and try it; ARGS=--compare for its size"
	@echo "make lock         renew requirements.lock"
	@echo "make setup clean  the environment alone; and everything made, away again"

# Set-up: each stamp in .venv is one step that is done.

setup: .venv/.system-libraries .venv/.installed

.venv/.made: scripts/make-venv.sh
	@PYTHON="$(PYTHON)" scripts/make-venv.sh
	@touch .venv/.made

.venv/.packages: .venv/.made requirements.lock
	@$(BIN)/python -m pip install -q -r requirements.lock
	@touch $@

.venv/.installed: .venv/.packages pyproject.toml
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.system-libraries: scripts/system-libraries.sh scripts/apt-install.sh | .venv/.made
	@if scripts/system-libraries.sh; then touch $@; fi

# Work

run: setup
	@$(BIN)/mou-desktop $(ARGS)

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 -m "not full" $(ARGS)

test-full: setup
	MOU_FULL=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 $(ARGS)

faults: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m scripts.fault_table -n 2 $(ARGS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.editions --check
	$(BIN)/python -m scripts.sums --check
	$(BIN)/python -m scripts.fault_table --check

editions: setup
	$(BIN)/python -m scripts.editions $(ARGS)
	@$(BIN)/python -m scripts.sums

base: setup
	$(BIN)/python -m scripts.base_docx $(ARGS)
	@$(BIN)/python -m scripts.sums

bench: setup
	$(BIN)/python -m bench $(ARGS)

build: setup
	@$(BIN)/python -m PyInstaller --noconfirm --log-level ERROR build.spec
	@$(BIN)/python -m scripts.try_build $(ARGS)

screenshots: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m scripts.screenshots $(ARGS)

# The pinned list: a fresh environment of the newest releases that pyproject.toml allows.

lock:
	@rm -rf .venv
	@PYTHON="$(PYTHON)" scripts/make-venv.sh
	@$(BIN)/python -m pip install -q --group check --group tests --group bench --group build
	@$(BIN)/python -m pip install -q --no-build-isolation -e .
	@scripts/write-lock.sh
	@$(MAKE) --no-print-directory setup

clean:
	rm -rf .venv build dist .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
