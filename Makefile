# hoidap: `make ask Q="…"` asks, `make test` tests; both set up what they need. The other targets: see README.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt
Q ?= tỷ lệ ký số xã phường quý 1?

.PHONY: ask serve telegram test lint build/eval eval record reindex system constraints widget
.DEFAULT_GOAL := ask

.venv/installed: pyproject.toml constraints.txt
	@echo "Cài đặt môi trường vào .venv (vài phút, chỉ lần đầu) …" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -e .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(PIP) -e ".[dev]"
	@touch $@

ask: .venv/installed
	@$(BIN)/hoidap ask "$(Q)"

serve: .venv/installed
	@$(BIN)/hoidap serve

telegram: .venv/installed
	@$(BIN)/hoidap telegram

reindex: .venv/installed
	@$(BIN)/hoidap reindex

# Measures on a data folder of its own, made anew, as of a fixed day: the score is that of the code, not of the machine.
EVAL := HOIDAP_DATA_DIR=build/eval HOIDAP_TODAY=2026-04-10 $(BIN)/hoidap

build/eval: .venv/installed
	@rm -rf $@
	@$(EVAL) ingest corpus >/dev/null

eval: build/eval  # fails where the score is lower than the recorded one
	@$(EVAL) eval --html build/eval.html --json build/eval.json --junit build/eval.xml --not-below eval/score.json

record: build/eval  # records the score that `make eval` must not fall below
	@$(EVAL) eval --record eval/score.json

widget:  # builds bots/widget/dist from its sources; needs node, which users and tests do not
	@cd bots/widget && npm ci --silent && npm run --silent build

system:  # what tests of scanned pages and of the web chat need from the operating system
	@sh tests/system_packages.sh

test: .venv/installed-dev system
	@$(BIN)/pytest

lint: .venv/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

constraints: .venv/installed-dev  # pins what is installed now
	@{ head -1 constraints.txt; $(BIN)/pip list --format=freeze | grep -viE '^(hoidap|pip|setuptools|torch|wheel)=='; echo "torch==2.13.0"; } > .venv/constraints && mv .venv/constraints constraints.txt
