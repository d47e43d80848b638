# `make` alone tells what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
CARGO ?= cargo
TARGET := $(or $(CARGO_TARGET_DIR),target)
KAA := $(TARGET)/release/kaa-sync
PAGE_TOOLS := $(TARGET)/page-tools
# What packs and releases, from crates.io, beside what is built.
CARGO_DEB := $(TARGET)/tools/cargo-deb-3.8.0/bin/cargo-deb
CARGO_DENY := $(TARGET)/tools/cargo-deny-0.20.2/bin/cargo-deny
CARGO_CYCLONEDX := $(TARGET)/tools/cargo-cyclonedx-0.5.9/bin/cargo-cyclonedx
CLEAN_DEBIAN := $(TARGET)/tools/bookworm

.PHONY: help demo test check page-test page-tools bless faults freeze bench conformance build deb deb-test deb-tools release-check

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

build: ## the program, optimised
	$(CARGO) build --release --locked --quiet

demo: build ## six nights of a small town, and a morning after them
	@tests/demo.sh $(KAA)

test: ## all tests
	$(CARGO) test --locked --doc
	$(CARGO) test --locked --lib --bins --test cli --test page

check: ## what must hold before a change lands: format, lints, docs, tests
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --quiet
	$(MAKE) --no-print-directory test

page-test: page-tools ## the pages for people, looked at in Chromium: it leaves pictures in target/page
	$(CARGO) test --locked --quiet --test page
	$(CARGO) test --locked --quiet --test cli the_page_tells
	cp fixtures/dossier/expected/*.html $(TARGET)/page
	cp tests/page/check.mjs $(PAGE_TOOLS)
	node $(PAGE_TOOLS)/check.mjs $(TARGET)/page

page-tools: $(PAGE_TOOLS)/node_modules

# Beside what is built, not among the sources.
$(PAGE_TOOLS)/node_modules: tests/page/package-lock.json
	mkdir -p $(PAGE_TOOLS)
	cp tests/page/package.json tests/page/package-lock.json $(PAGE_TOOLS)
	npm ci --prefix $(PAGE_TOOLS) --silent
	@touch $@

deb: $(CARGO_DEB) ## the Debian package, in target/debian
	packaging/deb.sh $(CARGO_DEB)

deb-test: deb deb-tools ## the package, tried in a clean Debian: root and debootstrap are needed
	packaging/try.sh $(CLEAN_DEBIAN) target/debian/*.deb

deb-tools: $(CARGO_DEB) $(CLEAN_DEBIAN)

release-check: $(CARGO_DEB) $(CARGO_DENY) $(CARGO_CYCLONEDX) ## what must hold of a release: docs/packaging.md
	packaging/release-check.sh $^

# The version is in the path: another one is another file.
$(TARGET)/tools/%:
	$(CARGO) install --quiet --locked --root $(@D:/bin=) $(@F)@$(patsubst $(@F)-%,%,$(notdir $(@D:/bin=)))

$(CLEAN_DEBIAN):
	rm -rf $@.part
	@mkdir -p $(@D)
	debootstrap --variant=minbase --include=systemd bookworm $@.part >$@.log || { cat $@.log >&2; false; }
	rm -rf $@.part/var/cache/apt $@.part/var/lib/apt/lists
	mv $@.part $@

bless: ## write down what the program says now as what tests expect; read the diff
	BLESS=1 $(CARGO) test --locked --test cli

faults: ## every defect a night is tried with, and what came of it, as a table
	@$(CARGO) test --locked --quiet --test cli faults:: >&2
	@sed -n '/^### /,$$p' docs/faults.md

freeze: ## keep a register as this version leaves it, before its release: fixtures/registers says what for
	$(CARGO) test --locked --quiet --test cli upgrade::kept -- --ignored

bench: ## nights of a made-up town of 100 000, and reports over ten years, timed: benches says what
	$(CARGO) bench --locked --bench night --bench reports

conformance: build ## towns answered by somebody else: make conformance WORLDS=DIR
	$(CARGO) build --release --locked --quiet --example conformance
	$(TARGET)/release/examples/conformance $(KAA) config/stockholm.toml $(WORLDS)
