# Everything a person or CI runs. Each target sets up what it needs; the first run takes a minute.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
WEB := tests/web/node_modules/.ready
LIGHTHOUSE := benchmarks/web/node_modules/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header
UNITS := tests/data/units-demo.csv
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help setup site verify serve demo check test lint bench screenshots fuzz crash rules characters lock clean

help: ## 列出可用的命令
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## 建立 Python 虚拟环境并安装依赖

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更新的版本：make PYTHON=python3.12 …' >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(READY)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# What checks and measures pages comes from npm, by its own lock; node itself by requirements-dev.lock.
%/node_modules/.ready: %/package-lock.json $(DEV)
	$(BIN)/python tests/web/install.py $*
	@touch $@

site: $(READY) ## 生成网站到 site 文件夹
	$(BIN)/gongkai build

verify: $(READY) ## 核对生成的网站：链接、状态、有没有外部加载
	$(BIN)/gongkai verify site

serve: $(READY) ## 在本机预览网站
	$(BIN)/gongkai serve

check: $(READY) ## 检查目录
	$(BIN)/gongkai check

demo: $(READY) ## 生成并预览一个虚构城市：有公开信息、有一年的历史，能看到每一种状态和页面
	rm -rf build/demo
	$(BIN)/gongkai synth build/demo --units $(UNITS) --records 600 --seed 7 --history 300
	$(BIN)/gongkai serve build/demo

lint: $(DEV) ## 检查代码：格式、规范、类型、模块之间的方向
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(WEB) lint ## 运行全部测试，包括真实浏览器
	sh tests/browser.sh
	$(BIN)/python -m pytest -n 2 --dist worksteal

bench: $(LIGHTHOUSE) ## 测量并和上限比较，超过就失败；BENCH=--province 另测一个省
	sh tests/browser.sh
	$(BIN)/python -m benchmarks $(BENCH)

screenshots: $(DEV) ## 给每种页面拍照：三种宽度，浅色、深色、长辈版，到 build/screenshots
	sh tests/browser.sh
	$(BIN)/gongkai build --site-dir build/site
	$(BIN)/python tests/pictures.py build/site build/screenshots

fuzz: $(DEV) ## 用随机数据测试读文件、读时限、读表格，每项 FUZZ_SECONDS 秒（默认 60）
	for target in reader limits tables; do $(BIN)/python tests/fuzz/run.py $$target $(FUZZ_SECONDS) || exit; done

crash: $(DEV) ## 生成网站时随机强行终止 100 次、写满 20 种大小的磁盘，看网站是否总是完整的
	GONGKAI_KILLS=100 GONGKAI_DISKS=20 $(BIN)/python -m pytest tests/site/test_site_atomic.py

rules: $(DEV) ## 按代码里的规则更新说明文档的规则清单
	$(BIN)/python tests/manual.py

characters: $(DEV) ## 更新各个目录通用的字表：常用字的读音、繁体字对应的简化字
	$(BIN)/python tests/characters.py

lock: ## 按 pyproject.toml 和 package.json 重新锁定依赖（要先装好 uv 和 npm）
	$(COMPILE) --group setup pyproject.toml --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
	cd tests/web && npm install --package-lock-only
	cd benchmarks/web && npm install --package-lock-only
	$(PYTHON) tests/web/plain.py tests/web/package-lock.json benchmarks/web/package-lock.json

clean: ## 删除生成的文件
	rm -rf $(VENV) site .site.* build tests/web/node_modules benchmarks/web/node_modules .mypy_cache .ruff_cache .import_linter_cache .hypothesis .gongkai
