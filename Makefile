# Two commands matter: `make run` and `make test`. Both install what they need first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test quick prepare format lock bench measure clean check check-format check-lint check-types \
	check-imports check-django check-templates check-content

help:
	@echo "make run     install, migrate, seed the demo, start; PORT=8000 chooses the port"
	@echo "make test    install what the tests need and run the whole suite; ARGS=... goes to pytest"
	@echo "make quick   tests of rules, pages and architecture on SQLite, in some two minutes; ARGS=... as above"
	@echo "make check   format, lint, types, import contracts, migrations, templates, catalogue; -k goes on after a failure"
	@echo "make bench   measure, figures as JSON"
	@echo "make measure print how the code is built, in figures; ARGS=--write puts them into docs/architecture.md"
	@echo "make format  let the formatters rewrite Python and templates"
	@echo "make lock    resolve the requirements anew (needs uv)"

run:
	@exec $(PYTHON) -m launch run

test:
	@exec $(PYTHON) -m launch test $(ARGS)

quick:
	@exec $(PYTHON) -m launch quick $(ARGS)

prepare:
	@$(PYTHON) -m launch prepare

check: check-format check-lint check-types check-imports check-django check-templates check-content

check-format: prepare
	$(BIN)/ruff format --check .
check-lint: prepare
	$(BIN)/ruff check .
check-types: prepare
	$(BIN)/mypy .
check-imports: prepare
	$(BIN)/lint-imports
check-django: prepare
	$(BIN)/python manage.py check --settings mlsecure.settings.test
	$(BIN)/python manage.py makemigrations --check --dry-run --settings mlsecure.settings.test
check-templates: prepare
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/djlint templates --lint --quiet
check-content: prepare
	$(BIN)/python manage.py catalogue_lint --settings mlsecure.settings.test
	$(BIN)/python -m pip check

format: prepare
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

bench: prepare
	$(BIN)/python -m bench $(ARGS)

measure: prepare
	$(BIN)/python -m bench.structure $(ARGS)

# The locks carry digests and no index address; pip alone installs them.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(LOCK) --output-file requirements/base.txt pyproject.toml
	$(LOCK) --output-file requirements/dev.txt pyproject.toml --group dev
	$(LOCK) --output-file requirements/node.txt --group node
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

clean:
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
