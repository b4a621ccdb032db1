# Two commands: `make demo` shows Whitecell, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: setup demo serve test check bench soak screenshots lock

setup: .venv/ready  ## build .venv with everything

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup  ## a running exercise with simulated trainees, in your browser
	$(BIN)/whitecell demo $(ARGS)

serve: setup  ## the server
	$(BIN)/whitecell serve $(ARGS)

test: check  ## everything that can run here; says what could not
	$(BIN)/pytest -n auto --dist loadfile -m "not browser" $(ARGS) || [ $$? -eq 5 ]
	$(BIN)/pytest -m browser $(ARGS) || [ $$? -eq 5 ]  # alone: a browser wants the machine to itself

check: setup  ## style, types, import law, scenarios
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/whitecell check injects

bench: setup  ## figures, as JSON in var/bench.json
	$(BIN)/python -m tests.benchmarks $(ARGS)

soak: setup  ## an hour of pulled plugs, random exercises, EXCON's day and 300 desks; figures in var/soak.json
	$(BIN)/python -m tests.soak $(ARGS)

screenshots: setup  ## the pictures in docs/pictures
	$(BIN)/pytest tests/browser -k "drill or course or controller" --pictures docs/pictures $(ARGS)

lock: setup  ## write requirements.lock again: names, versions and hashes, no addresses
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
	  --extra dev --output-file requirements.lock pyproject.toml
