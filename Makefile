# Two commands for a newcomer: `make demo` and `make test`. Each makes its own virtual environment.
PYTHON ?= python3
VENV ?= .venv
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
RUN = $(VENV)/bin/python -m

.PHONY: demo app test lint types tests schemas browser images clean

demo: $(VENV)/.base  ## compare the invented sample pair and say where the report is
	$(RUN) align demo

app: $(VENV)/.app  ## open the comparison page
	$(RUN) align app

test: lint types tests  ## everything that must be green

lint: $(VENV)/.all
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: $(VENV)/.all
	$(RUN) mypy

tests: $(VENV)/.all
	$(RUN) pytest

browser:  ## Debian's Chromium, for the tests of the page (needs root)
	apt-get update -qq
	apt-get install -y -qq chromium

schemas:  ## the schemas of XLIFF 1.2 and 2.0, from a package of Debian, for the tests of the exports
	mkdir -p build/schemas
	cd build/schemas && apt-get download -qq php-symfony-translation && dpkg -x php-symfony-translation_*.deb .

images: $(VENV)/.all  ## the pictures of the README
	$(VENV)/bin/python docs/make_images.py

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed')"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	touch $@

$(VENV)/.app: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[app,translate]'
	touch $@ $(VENV)/.base

$(VENV)/.all: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[all]'
	touch $@ $(VENV)/.app $(VENV)/.base
