# "make demo" shows the product, "make test" proves it. "make" alone lists the commands.

SHELL := /bin/sh
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
unexport PYTHONDONTWRITEBYTECODE
unexport DJANGO_SETTINGS_MODULE
.DEFAULT_GOAL := help
.PHONY: help demo test words setup setup-run browser check format lint types floors tests tests-sqlite tests-postgres fix prove audit wheel sbom bench lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

demo: setup-run ## a network on real schools with invented people (PORT=8000, REGISTER="FILE ..." reads official register files)
	@exec $(BIN)/coopnet demo --port $(PORT) $(if $(REGISTER),--register $(REGISTER))

test: setup browser check ## all that is needed, then everything that a push must pass

setup: ## the environment for development in .venv
	@sh scripts/setup.sh dev

setup-run:
	@sh scripts/setup.sh run

browser: setup
	@sh scripts/browser.sh

check: format lint types floors tests ## format, lint, types, floors, laws, tests on both databases
	@echo "check: all green"

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --lint --profile=django coopnet

types: setup
	$(BIN)/mypy coopnet tests conftest.py scripts bench

floors: setup
	$(BIN)/lint-imports --no-logo

tests: tests-sqlite tests-postgres

tests-sqlite: setup ## the tests on SQLite
	COOPNET_TEST_DB=sqlite $(BIN)/pytest -q -n $(WORKERS)

tests-postgres: setup ## the tests on PostgreSQL
	COOPNET_TEST_DB=postgres $(BIN)/pytest -q -n $(WORKERS)

fix: setup ## mend what format and lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: setup-run ## the words of the pages into the catalogue of each language
	$(BIN)/python scripts/messages.py $(FILE)

prove: setup ## proofs at full size (NAME=... for one); results go to docs/proofs.csv
	$(BIN)/python scripts/prove.py $(NAME)

audit: setup browser ## Lighthouse over a demo of its own, where Node is at hand
	$(BIN)/python scripts/audit.py

bench: setup ## measure beside bare Wagtail and other floors (NAME=start, import, search, pages)
	$(BIN)/python -m bench.$(or $(NAME),start)

wheel: setup ## dist/*.whl and its list of parts
	@uv=$$(command -v .tools/bin/uv || command -v uv) && rm -rf dist && $$uv build --wheel --out-dir dist
	$(BIN)/python scripts/sbom.py dist/sbom.json

lock: setup ## renew requirements/*.txt from pyproject.toml
	sh scripts/lock.sh
