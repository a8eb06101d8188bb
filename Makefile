# hoidap: `make ask Q="…"` asks, `make test` tests; both set up what they need. The other targets: see README.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt
Q ?= tỷ lệ ký số xã phường quý 1?

.PHONY: ask serve telegram test lint eval reindex system constraints
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

eval: .venv/installed
	@$(BIN)/hoidap eval eval/questions/dev.jsonl

system:  # what tests of scanned pages need from the operating system
	@sh tests/system_packages.sh

test: .venv/installed-dev system
	@$(BIN)/pytest

lint: .venv/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

constraints: .venv/installed-dev  # pins what is installed now
	@{ head -1 constraints.txt; $(BIN)/pip list --format=freeze | grep -viE '^(hoidap|pip|setuptools|torch|wheel)=='; echo "torch==2.13.0"; } > .venv/constraints && mv .venv/constraints constraints.txt
