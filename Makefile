# Two commands are enough: `make run` and `make test`. Each sets up what it needs first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: install run test browser-test storm check quyen lock clean

install: .venv/installed

.venv/installed: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: install
	$(BIN)/dieuphoi run

test: install
	$(BIN)/python -m pytest -n auto -m "not browser"

# Needs a Chromium on the machine (Debian: apt-get install chromium).
browser-test: install
	$(BIN)/python -m pytest -m browser

# What docs/reliability.md promises, on demand with more kills: make storm KILLS=1000
KILLS ?= 200
storm: install
	$(BIN)/python -m bench crash --kills $(KILLS) --seed 1

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Who may do what, for people to read: docs/quyen.md, from the bot's own table.
quyen: install
	$(BIN)/python -c "from dieuphoi.handlers.permission_words import document; print(document(), end='')" > docs/quyen.md

lock: install
	$(BIN)/pip-compile --quiet --no-header --strip-extras --no-emit-index-url --no-emit-find-links --allow-unsafe --extra dev -o requirements/dev.lock pyproject.toml

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache
