# Two commands matter on a fresh machine: `make run` and `make test`. `make` alone lists all of them.
PYTHON ?= python3
PORT ?= 8000
LANES ?=
DRILLS ?=
ARTICLES ?= 100000
REQUESTS ?= 100000
LIGHTHOUSE ?=
UNAUDITED ?=
DATABASE ?= sqlite:///$(CURDIR)/var/newsroom.sqlite3
SEARCH_DATABASE ?= sqlite:///$(CURDIR)/var/search.sqlite3
export PORT
VENV_PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run dev test lint format check fixtures bench bench-journeys bench-timetables bench-newsroom bench-sync bench-search bench-lighthouse drill messages lock audit fuzz editor guide clean environment dev-environment

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: environment ## the site on 127.0.0.1:8000 with its content and a first editor (PORT=… for another port)
	@$(VENV_PYTHON) -m workbench.site

dev: environment ## the same with Django's debugging server, which reloads when code changes
	@DEBUG=1 $(VENV_PYTHON) -m workbench.site --only-prepare
	@DEBUG=1 $(VENV_PYTHON) manage.py first_editor --with-roles
	@DEBUG=1 $(VENV_PYTHON) manage.py runserver 127.0.0.1:$(PORT)

test: dev-environment ## every lane: static sqlite postgresql browser (LANES="sqlite browser" for some)
	@$(VENV_PYTHON) -m workbench.lanes $(LANES)

check: dev-environment ## the static lane alone: style, types, imports, migrations, deployment settings
	@$(VENV_PYTHON) -m workbench.lanes static

lint: dev-environment ## ruff, mypy and the import contracts
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m mypy
	@.venv/bin/lint-imports

format: dev-environment ## put the code into its form
	@$(VENV_PYTHON) -m ruff check --fix --quiet .
	@$(VENV_PYTHON) -m ruff format .

fixtures: environment ## bring the content and the sample data in again
	@$(VENV_PYTHON) -m workbench.site --only-prepare --load-content

bench: dev-environment ## what each kind of page costs, and what the page cache gives beside a bare function, Django's own and nginx
	@$(VENV_PYTHON) -m tests.benchmarks.pages
	@$(VENV_PYTHON) -m tests.benchmarks.cache

bench-journeys: dev-environment ## what a journey search costs on a railway of 2,000 stations
	@$(VENV_PYTHON) -m tests.benchmarks.journeys

bench-timetables: dev-environment ## what a day compiled and a departure board cost from a database
	@$(VENV_PYTHON) -m tests.benchmarks.timetables

bench-newsroom: dev-environment ## what the desk costs with 100,000 articles behind it (ARTICLES=… DATABASE=postgres://…)
	@$(VENV_PYTHON) -m tests.benchmarks.newsroom --once --articles $(ARTICLES) --database $(DATABASE)
	@$(VENV_PYTHON) -m tests.benchmarks.desk $(DATABASE)
	@$(VENV_PYTHON) -m tests.benchmarks.desk --readers $(DATABASE)

bench-sync: dev-environment ## what a deployment of 100,000 new records costs beside loaddata
	@$(VENV_PYTHON) -m tests.benchmarks.sync

bench-search: dev-environment ## what a search costs among 100,000 documents (SEARCH_DATABASE=postgres://…, empty)
	@$(VENV_PYTHON) -m tests.benchmarks.search $(SEARCH_DATABASE)

bench-lighthouse: dev-environment ## what Lighthouse gives five pages on a phone (needs Node.js; LIGHTHOUSE="--runs 5 --language be")
	@$(VENV_PYTHON) -m tests.benchmarks.lighthouse $(LIGHTHOUSE)

drill: dev-environment ## break things under load and see that nothing is lost (DRILLS="full-disk …" for some)
	@$(VENV_PYTHON) -m tests.drills $(DRILLS)

messages: dev-environment ## collect the interface's strings into config/locale (needs gettext)
	@$(VENV_PYTHON) -m workbench.translations --collect

lock: environment ## write requirements*.txt from requirements*.in (UPGRADE=1 takes newer versions)
	@$(PYTHON) -m workbench.environment requirements-lock.txt
	@$(VENV_PYTHON) -m workbench.lock

audit: dev-environment ## ask the published advisories about every locked version (UNAUDITED="why" where they cannot be reached)
	@UNAUDITED="$(UNAUDITED)" $(VENV_PYTHON) -m workbench.audit

fuzz: dev-environment ## ask the site for what nobody meant (REQUESTS=100000)
	@$(VENV_PYTHON) -m tests.fuzz --requests $(REQUESTS)

editor: environment ## build the text editor's libraries from their lock (needs Node.js)
	@$(VENV_PYTHON) -m workbench.editor

guide: dev-environment ## take the pictures of docs/editing.md anew
	@$(VENV_PYTHON) -m tests.guide

clean: ## remove what the other targets made, the database excepted
	@rm -rf .venv var/static var/*.stamp .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache var/editor var/node

environment:
	@$(PYTHON) -m workbench.environment requirements.txt

dev-environment:
	@$(PYTHON) -m workbench.environment requirements-dev.txt
