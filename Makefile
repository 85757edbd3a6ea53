# `make run`: the sample reports, from file to ledger. `make test`: the tests. `make check`: everything a change must pass.
.PHONY: install run test check format lint types imports accuracy pin readme benchmarks soak clean
.SILENT:

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
LEDGER := var/ledger.duckdb
SAMPLE := corpus/gold/authored corpus/gold/text/rendition-ni.txt corpus/gold/pdf/rendition-kong.pdf

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_WARN_SCRIPT_LOCATION := 1

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	echo "installing into .venv (a few minutes the first time)"
	$(BIN)/pip install -qq -c constraints.txt -e ".[dev]"
	touch $(STAMP)

run: install
	$(BIN)/caseledger ingest $(SAMPLE) --warehouse $(LEDGER)
	echo
	$(BIN)/caseledger show rendition-ni rendition-kong --warehouse $(LEDGER)
	echo "Where to look next:"
	echo "  $(BIN)/caseledger review                              check and correct in the browser (docs/review.md)"
	echo "  $(BIN)/caseledger export xlsx var/review.xlsx         all tables with their quotes as a workbook"
	echo "  $(BIN)/caseledger show                                every patient of the sample"
	echo "  $(BIN)/caseledger query \"SELECT * FROM timeline\"      every dated fact; SHOW ALL TABLES lists the views"
	echo "  $(BIN)/caseledger extract corpus/gold/pdf/rendition-kong.pdf --format table"
	echo "  $(BIN)/caseledger evaluate --gold corpus/gold/text --report var/accuracy.html"

test: install
	$(BIN)/python -m pytest

check: install lint types imports test accuracy

lint: install
	$(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	$(BIN)/ruff check --quiet .

types: install
	$(BIN)/mypy --no-error-summary

imports: install
	$(BIN)/lint-imports > .venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }

accuracy: install
	$(BIN)/python -m flows.gate

pin: install
	$(BIN)/python -m flows.gate --pin

readme: install
	REFRESH_DOCS=1 $(BIN)/python -m pytest tests/test_docs.py

format: install
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --fix --quiet .

benchmarks: install
	$(BIN)/python -m benchmarks.flow --flow 1000 --load 1000 --sizes 100 1000 --ledger 1000 10000 --write

soak: install
	$(BIN)/python -m pytest -m soak -s

clean:
	rm -rf .venv var build *.egg-info .mypy_cache .ruff_cache .import_linter_cache
