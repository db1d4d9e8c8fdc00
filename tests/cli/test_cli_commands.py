"""The command as its users type it: exit codes, Chinese words, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tinycity
from tinycity import DISTRICT, RECORD

PROJECT = Path(__file__).resolve().parents[2]
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"


def gongkai(
    *arguments: object, cwd: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return a folder with the tiny city's catalog."""
    return tinycity.write(tmp_path)


def test_check_of_a_city_in_order(city: Path) -> None:
    """No findings: exit 0 and one line that says so."""
    done = gongkai("check", cwd=city)
    assert (done.returncode, done.stdout, done.stderr) == (0, "没有发现问题。\n", "")


def test_a_check_loads_only_what_it_needs(city: Path) -> None:
    """Neither the model, nor renderings nobody asked for, nor readers of files there are none of.

    Together they take as long to load as the rules to run.
    """
    code = (
        "import sys; from generator.cli.main import run;"
        "run(['check']); print([name for name in sys.modules if name.startswith(("
        "'generator.resolve', 'generator.check.portal', 'generator.check.privacy.attachments',"
        "'generator.diagnostics.sarif', 'generator.diagnostics.codequality'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=city, check=True, capture_output=True, text=True
    )
    assert done.stdout == "没有发现问题。\n[]\n"


def test_check_shows_place_cause_and_fix(city: Path) -> None:
    """A finding names file:line:column, quotes the line, marks the spot, says how to mend it."""
    tinycity.write(city, tinycity.edited(ITEMS, '"01-02":', '"01-2":'))
    done = gongkai("check", cwd=city)
    assert done.returncode == 1
    assert f"{ITEMS}:4:3 错误 schema-key-form" in done.stdout
    assert '    │   "01-2":\n    │   ^^^^^^' in done.stdout
    assert "改法：" in done.stdout


def test_ctrl_c_is_heeded_before_the_program_is_loaded() -> None:
    """Pressed while modules are still being imported: the same words and code as later."""
    code = (
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'generator.diagnostics': raise KeyboardInterrupt\n"
        "from generator.__main__ import start\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "start()"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "已停止。\n")


def test_output_that_cannot_be_written_is_told(city: Path) -> None:
    """A full disk behind the standard output: one plain line and exit 2, not half an answer."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "check"],
            cwd=city, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "磁盘满了" in done.stderr
    assert "Traceback" not in done.stderr


def test_output_may_be_closed() -> None:
    """A process without a standard output ends as any other."""
    command = [sys.executable, "-m", "generator", "--version"]
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *command], stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_check_of_paths_shows_only_theirs(city: Path) -> None:
    """Naming files or folders shows what is wrong in them, and only that decides the exit code."""
    tinycity.write(city, tinycity.edited(RECORD, "01-01", "01-07"))
    assert gongkai("check", ITEMS, cwd=city).returncode == 0
    assert gongkai("check", Path(RECORD).parent, cwd=city).returncode == 1
    assert gongkai("check", city / RECORD, cwd=PROJECT).returncode == 2
    assert gongkai("check", city / RECORD, "--root", city, cwd=PROJECT).returncode == 1


def test_check_as_annotations_and_as_data(city: Path) -> None:
    """--format github writes workflow commands with escaped text; --format json is JSON."""
    tinycity.write(city, tinycity.edited(ITEMS, '"01-02":', '"01-02":\n    理由: 百分之100%'))
    annotated = gongkai("check", "--format", "github", cwd=city).stdout
    assert f"::error file={ITEMS},line=5,endLine=5,col=5," in annotated
    assert "\n::" not in annotated.split("::error", 1)[1].replace("\n共发现", "")
    found = json.loads(gongkai("check", "--format", "json", cwd=city).stdout)
    assert found["errors"] == 1
    assert found["findings"][0]["code"] == "state-stray"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有 chek 这个命令。是不是 check？"),
        (["check", "--fromat", "x"], "没有 --fromat 这个选项"),
        (["diff", "--git-setup"], "没有 --git-setup 这个选项。\n"),  # not a hidden one instead
        (["check", "--format", "yaml"], "只能是 text、github、json"),
        (["check", "--as-of", "2024-2-30"], "不是日期"),
        (["check", "--root", "没有"], "没有 没有 这个文件夹"),
        (["check", "没有.yml"], "没有 没有.yml 这个文件或文件夹"),
        (["import", "standards"], "缺少参数 文件夹"),
        (["synth", "x"], "缺少参数 --units"),
        (["serve", "--port", "99999"], "--port"),
    ],
)
def test_wrong_use_is_explained(arguments: list[str], said: str, city: Path) -> None:
    """Wrong commands, options and arguments: exit 2, the cause in Chinese, where to read more."""
    done = gongkai(*arguments, cwd=city)
    assert done.returncode == 2
    assert said in done.stderr
    assert "--help" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "verb", ["check", "adopt", "build", "serve", "import", "synth", "import standards"]
)
def test_help_is_chinese(verb: str, city: Path) -> None:
    """Each verb explains itself under Chinese headings."""
    done = gongkai(*verb.split(), "--help", cwd=city)
    assert done.returncode == 0
    assert done.stdout.startswith("用法：gongkai")
    assert not {"Usage", "Options", "Show this"} & set(done.stdout.replace(":", " ").split())


def test_folder_without_catalog(tmp_path: Path) -> None:
    """In a folder without catalog/ check finds that, and nothing breaks."""
    done = gongkai("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "catalog-missing" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_adopt_fills_the_gap(city: Path) -> None:
    """What check names as missing, adopt writes, and check is content."""
    tinycity.write(city, tinycity.edited(ITEMS, '  "01-02":\n', ""))
    assert gongkai("check", cwd=city).returncode == 1
    done = gongkai("adopt", "--missing", DISTRICT, cwd=city)
    assert (done.returncode, done.stdout) == (0, "采用 1 项，写了 1 个文件。\n")
    assert gongkai("check", cwd=city).returncode == 0


def test_our_own_fault_is_not_the_editors(city: Path) -> None:
    """A crash of the program is exit 2 and says that the catalog isn't to blame."""
    sitecustomize = city / "sitecustomize.py"
    sitecustomize.write_text(
        "import generator.cli.catalog as c\n"
        "def crash(*_, **__): raise RuntimeError('坏了')\n"
        "c.check_folder = crash\n",
        encoding="utf-8",
    )
    path = f"{city}{os.pathsep}{PROJECT}"
    done = gongkai("check", cwd=city, environment={"PYTHONPATH": path})
    assert done.returncode == 2
    assert "不是目录的问题" in done.stderr
    assert "Traceback" not in done.stderr


def test_build_makes_a_site_and_a_broken_catalog_leaves_it(city: Path) -> None:
    """A site is written; with an error in the catalog nothing is, the reason is said, exit 1.

    Beside it stands the next one's workshop, and nothing else.
    """
    done = gongkai("build", cwd=city)
    assert done.returncode == 0, done.stderr
    front = city / "site" / "index.html"
    before = front.read_bytes()
    tinycity.write(city, tinycity.edited(ITEMS, '"01-02":', '"01-02":\n    理由: 无'))
    done = gongkai("build", cwd=city)
    assert done.returncode == 1
    assert "state-stray" in done.stderr
    assert front.read_bytes() == before
    assert [p.name for p in city.iterdir() if p.name.startswith(".site")] == [".site.spare"]


def test_a_build_from_a_day_no_calendar_has_names_the_line(city: Path) -> None:
    """Resolving goes on while rules look: the finding is told, not a fault of the program's."""
    tinycity.write(city, tinycity.edited(RECORD, "2024-01-05", "2024-02-30"))
    done = gongkai("build", cwd=city)
    assert done.returncode == 1
    assert f"{RECORD}:" in done.stderr
    assert "date-real" in done.stderr
    assert "程序自己出错" not in done.stderr


def test_build_into_a_place_that_cannot_be_written(city: Path) -> None:
    """A site folder that is a file: exit 2 and the reason, the file untouched."""
    target = city / "site"
    target.write_text("不是文件夹", encoding="utf-8")
    done = gongkai("build", cwd=city)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert target.read_text(encoding="utf-8") == "不是文件夹"


def test_console_script_is_the_same() -> None:
    """The installed ``gongkai`` answers as ``python -m generator`` does."""
    script = shutil.which("gongkai", path=str(Path(sys.executable).parent))
    assert script is not None
    said = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("gongkai ")
