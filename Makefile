# Portico: the commands of the house. Each is a few lines here or one script in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run test lint fmt generate bench screenshots front setup

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: ## build everything and start the demo on http://localhost:8080
	@scripts/run

test: ## everything: format, lints, both engines, a real browser, generated files, dependencies
	@scripts/test

lint: ## format check, clippy and dependency check
	@scripts/lint

fmt: ## format the Rust code
	@cargo fmt --all

generate: ## write docs/generated again
	@cargo xtask generate

bench: ## measure pages and requests per second
	@scripts/bench

screenshots: ## write docs/screenshots from the demo
	@scripts/screenshots

front: ## build the front end into web/dist, if it changed
	@scripts/front

setup: ## install what `make test` needs (as root), or say what to install
	@scripts/setup test
