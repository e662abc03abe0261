# The commands of this project; `make` alone lists them. Each sets up what it needs in .venv.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The oldest Python that will do, as pyproject.toml says it.
OLDEST := $(shell sed -n 's/^requires-python = ">=\(.*\)"/\1/p' $(dir $(firstword $(MAKEFILE_LIST)))pyproject.toml)
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Named one by one, because the formatter would also reshape the examples inside Markdown.
CODE := .github explainer lab overrides/assets/icons tests
# Spelling is checked where all text is English; names and Italian words that look like slips are listed after it.
SPELLED := .github Makefile README.md CITATION.cff docs/en explainer lab overrides/blocks overrides/partials
NAMES := collet,firs,forse,indipendent,nome,ore,tre,variante,vie

export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build check test test-all test-browsers model test-lab test-models bench format lock report browser clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.build-ready ## Show the site at http://127.0.0.1:8000/ and follow every edit (PORT=8001 for another port)
	$(BIN)/python -m mkdocs serve --no-strict --dev-addr 127.0.0.1:$(PORT)

build: $(VENV)/.build-ready ## Build the finished site into site/, both languages
	$(BIN)/python -m mkdocs build

check: $(VENV)/.check-ready ## Check pages, data, spelling and code without building
	$(BIN)/python -m explainer.check & \
	$(BIN)/ruff check --quiet $(CODE) && $(BIN)/ruff format --check --quiet $(CODE) && \
	$(BIN)/python -m codespell_lib --skip 'explainer/**/*.yml,*.lock' --ignore-words-list $(NAMES) $(SPELLED); \
	code=$$?; wait $$! && exit $$code

# By file, so that what the tests of one file share is made once; in the order of tests/conftest.py.
test: check browser ## Run all checks and tests, the browser's too
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/browser tests/fast

test-all: browser test-browsers ## Run what `make test` leaves out: every page in every look, other browsers
	$(BIN)/python -m pytest -n 2 --dist load -m every tests/browser tests/fast

test-browsers: $(VENV)/.test-ready ## Use the site in Firefox and WebKit (Debian's packages; what is missing is named)
	$(BIN)/python -m pytest tests/browsers

model: $(VENV)/.lab-ready ## Train the small text-to-video model, or go on with it (needs PyTorch, see lab/README.md)
	$(BIN)/python -m lab.pool
	$(BIN)/python -m lab.train
	test -f lab/runs/reader.pt || $(BIN)/python -m lab.reader
	$(BIN)/python -m lab.train_decoder
	$(BIN)/python -m lab.export
	$(BIN)/python -m lab.evaluate
	$(BIN)/python -m lab.card
	$(BIN)/python -m lab.figures

test-lab: $(VENV)/.lab-ready ## Test the training side of the model (needs PyTorch)
	$(BIN)/python -m pytest tests/lab

test-models: $(VENV)/.models-ready ## Run the scripts for readers on small random weights (needs PyTorch; minutes)
	$(BIN)/python -m pytest tests/models

bench: $(VENV)/.test-ready ## Measure a build and a check against what the engine takes, in seconds of a processor
	$(BIN)/python -m pytest -rP -m "every or not every" -k takes tests/fast/test_build.py tests/fast/test_check.py

format: $(VENV)/.check-ready ## Put the Python code into its standard form
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

lock: $(BIN)/python ## Lock all requirements with hashes for CI, after a pin has changed
	$(PIP) install --quiet uv==0.13.9
	cat requirements.txt tests/check.txt tests/requirements.txt | grep -v '^-' | $(BIN)/uv pip compile --quiet --universal \
	  --python-version $(OLDEST) --generate-hashes --no-header --no-annotate --output-file .github/requirements.lock -

report: build ## Open every outside link and list what has grown old, into report.md (needs the network)
	$(PIP) install --quiet --no-deps --require-hashes -r .github/report.txt
	$(BIN)/python .github/report.py site $$(date +%F)

browser: $(VENV)/.test-ready
	$(BIN)/python tests/chromium.py

clean: ## Remove the built site and the local environment
	rm -rf $(VENV) site .pytest_cache .ruff_cache

# With LOCKED=1 only the files whose hashes are recorded are installed, as CI does; a local package has no hash.
ifdef LOCKED
install = { $(PIP) install --quiet --no-compile --require-hashes -r .github/requirements.lock && \
          $(PIP) install --quiet --no-deps --no-build-isolation -e .; } || $(FAILED)
else
install = $(PIP) install --quiet --no-compile $(foreach file,$(1),-r $(file)) || $(FAILED)
endif
FAILED = { echo "That could not be installed, see above. With the network there, run \"make $(MAKECMDGOALS)\" again; \
  if an older Python made $(VENV), remove that first." >&2; exit 1; }

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(OLDEST)".split("."))))' || { \
	  echo "This needs Python $(OLDEST) or newer; \"$(PYTHON)\" is none. Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.build-ready: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV)"; $(call install,requirements.txt)
	@touch $@

# Kept small, so that a first look at one's own change does not wait for a browser.
$(VENV)/.check-ready: requirements.txt pyproject.toml tests/check.txt | $(BIN)/python
	@echo "Installing into $(VENV)"; $(call install,requirements.txt tests/check.txt)
	@touch $@ $(VENV)/.build-ready

$(VENV)/.test-ready: tests/requirements.txt tests/library.txt | $(VENV)/.check-ready
	@echo "Installing into $(VENV)"; $(call install,tests/requirements.txt)
	$(PIP) install --quiet --no-deps --require-hashes -r tests/library.txt
	@touch $@

$(VENV)/.lab-ready: lab/requirements.txt | $(VENV)/.test-ready
	$(PIP) install --quiet -r lab/requirements.txt
	@touch $@

$(VENV)/.models-ready: tests/models/requirements.txt | $(VENV)/.test-ready
	$(PIP) install --quiet -r tests/models/requirements.txt
	@touch $@
