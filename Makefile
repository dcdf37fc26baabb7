# Two commands need nothing but Python 3.11 and make: `make site` and `make test`.
# Everything is set up in .venv; the two stamps in it make the second run instant.

VENV := .venv
BIN := $(VENV)/bin
# Tried in this order until one is new enough; `make site PYTHON=/opt/python3.12` names one.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help site docs test fuzz lint bench clean
.DELETE_ON_ERROR:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/installed ## build the sample story into site/
	$(BIN)/timeline build seeds --out site --title "NATO and Russia, 2014–2016"

docs: $(VENV)/installed-dev ## build the documentation into dist/docs/
	$(BIN)/python docs/site.py dist/docs

# What takes long or runs in other processes would be slower measured, and hardly add to the measure.
test: $(VENV)/installed-dev ## run all tests, with what they cover, those in a browser and the slow ones too
	$(BIN)/python -m pytest -rfEs -n auto -m "not slow and not browser" --cov --cov-report=term:skip-covered
	$(BIN)/python -m pytest -rfEs -n auto -m "slow or browser"

fuzz: $(VENV)/installed-dev ## test with 200,000 made-up inputs, or FUZZ=840 with ten times as many
	FUZZ=$(or $(FUZZ),84) $(BIN)/python -m pytest -rfEs -n auto -m "" tests/test_fuzz.py

lint: $(VENV)/installed-dev ## check style (ruff) and types (mypy)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy timeline

bench: $(VENV)/installed-dev ## measure accuracy and speed: make bench CORPORA=path/to/corpora
	@[ -n "$(CORPORA)" ] || { echo "Say where the corpora are: make bench CORPORA=path/to/corpora" >&2; exit 2; }
	$(BIN)/python tests/benchmarks/timex.py "$(CORPORA)" --report docs/benchmarks.md

clean: ## remove everything made here: .venv, site/, dist/, caches
	rm -rf $(VENV) site dist .coverage .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/installed: pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  for python in $(PYTHON); do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	    python=; \
	  done; \
	  [ -n "$$python" ] || { \
	    echo "Timeline needs Python 3.11 or newer; tried: $(PYTHON)." >&2; \
	    echo "Install one, or say where it is: make site PYTHON=/path/to/python3" >&2; exit 1; }; \
	  $$python -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$$python cannot make a virtual environment: its venv module is missing." >&2; \
	    echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }; \
	  echo "$$python -m venv $(VENV)"; \
	  $$python -m venv --clear $(VENV); }
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# `--group` came with pip 25.1; the pip that Python brings along may be older.
$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
