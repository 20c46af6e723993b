# Two commands do everything on a machine with Python (3.11-3.13) and make: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
EXAMPLE := examples/lighthouse-remark.txt
DEMO := demo.db
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist worksteal

.PHONY: demo demo-web chromium test lint types layers postgres wheel-test evals bench tables weights lock clean

demo: $(VENV)/.installed                  ## install into .venv, read the report in examples/ and show the result
	$(BIN)/onrecord read $(EXAMPLE) --published-on 2023-11-09

demo-web: $(VENV)/.installed              ## build a record from the stories in corpus/ and show it in a browser
	test -f $(DEMO) || { $(BIN)/python -m examples.demo $(DEMO).part && mv $(DEMO).part $(DEMO); }
	$(BIN)/onrecord serve --record $(DEMO) --review

chromium: $(VENV)/.tested                 ## Debian's Chromium for the tests of the page, where it may be installed
	$(BIN)/python -m tests.chromium --install

test: lint types layers chromium postgres          ## install what the tests need, run all of them, build the wheel and test the wheel
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)
	$(MAKE) wheel-test

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

layers: $(VENV)/.tested
	$(BIN)/lint-imports

postgres: $(VENV)/.tested                 ## Debian's PostgreSQL for the tests of the record on a server, where it may be installed
	$(BIN)/python -m tests.postgres --install

wheel-test: $(VENV)/.tested               ## the wheel alone, in a venv of its own, with src/ out of reach
	$(BIN)/python tests/wheel.py

evals: $(VENV)/.tested                    ## figures on the development sets: make evals SHARED=../shared
	$(BIN)/python -m evals $(SHARED)

bench: $(VENV)/.tested
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.start

tables: $(VENV)/.tested                   ## rebuild the shipped tables from their sources
	$(BIN)/pip install --quiet --requirement requirements/data.txt
	$(BIN)/python -m data.build

weights: $(VENV)/.tested                  ## train, calibrate and ship the reader anew: make weights SHARED=../shared
	$(BIN)/pip install --quiet --requirement requirements/train.txt
	$(BIN)/python -m train $(if $(SHARED),--shared $(SHARED))

lock:                                     ## renew the pins in requirements/
	$(PYTHON) -m pip install --quiet uv
	for extra in "" test data train; do \
	  uv pip compile --quiet --universal --python-version 3.11 --no-header pyproject.toml \
	    $${extra:+--extra $$extra} --output-file requirements/$${extra:-run}.txt; done

$(VENV)/.installed: pyproject.toml requirements/run.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements/test.txt
	touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
