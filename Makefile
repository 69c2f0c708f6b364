# One place for what a developer types. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The demo and `make up` run optimised programs; tests run debug ones. Each has its own build folder.
RELEASE := swift build --configuration release --scratch-path .build-release

.PHONY: help demo up test lint protos fuzz bench images packages release

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: release ## Run the main job on real data (DATA=file.csv for your own)
	@BIN="$$($(RELEASE) --show-bin-path)" scripts/demo.sh $(if $(DATA),"$(DATA)")

up: release ## Run the platform on this machine until Ctrl-C
	@"$$($(RELEASE) --show-bin-path)/pynomaly" up

test: packages ## Build and run all tests (FILTER='regex' for some)
	@scripts/test.sh $(if $(FILTER),'$(FILTER)')

lint: packages ## Check format, house rules and shell scripts
	@scripts/lint.sh

protos: packages ## Regenerate everything that comes from Protos/
	@scripts/protos.sh

fuzz: packages ## Fuzz what reads bytes from outside (TARGET=Server SECONDS=600)
	@scripts/fuzz.sh $(or $(TARGET),all) $(or $(SECONDS),60)

bench: packages ## Measure against peers (WHAT="rpc auth platform dataset dataset-upload detectors")
	@scripts/bench.sh $(WHAT)

images: ## Build the five container images with docker, podman or buildah (IMAGE_OPTIONS=...)
	@scripts/images.sh $(IMAGE_OPTIONS)

release: packages
	@$(RELEASE) --product pynomaly
	@for service in gateway auth dataset detection metrics; do $(RELEASE) --product "pynomaly-$$service"; done

packages:
	@scripts/install-packages.sh
