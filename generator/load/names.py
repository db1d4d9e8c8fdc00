"""File and folder names that work on every system, in every URL and for every archive."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity
from generator.load.kinds import (
    FILE_ENDINGS,
    FILE_NAME,
    FIXED_NAMES,
    is_portal,
    kind_of,
    right_place,
)
from generator.load.lookalike import fold, nearest
from generator.patterns import regex

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

_FOLDER = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yml")
_FILES = "files"  # the folder of a body's published documents
_NOT_SLUG = regex(r"[^a-z0-9]+")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def shown(name: str) -> str:
    """Return a name from the disk as text that can be printed, whatever bytes it has."""
    return name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def look_entry(path: str, entry: os.DirEntry[str]) -> Diagnostic | None:
    """Return what is wrong with one entry of a folder, if anything."""
    if entry.is_symlink():
        return _error(
            "path-symlink",
            path,
            "这是符号链接，目录里不使用。",
            "链接在压缩包、Windows 和网页上都不可靠，还可能指到目录之外。",
            "把链接换成文件本身，或删去。",
        )
    return look(path.split("/"), is_folder=entry.is_dir())


def look(parts: Sequence[str], *, is_folder: bool) -> Diagnostic | None:
    """Return what is wrong with the last of a path's names, if anything."""
    name, path = parts[-1], "/".join(parts)
    stem, dot, extension = name.rpartition(".")
    if name.startswith("."):
        return _hidden(path, name, stem) if extension in {"yml", "yaml"} else None
    if name.partition(".")[0].lower() in _RESERVED:
        return _error(
            "path-reserved",
            path,
            f"“{name}”是 Windows 的保留名，在 Windows 上无法取出。",
            "con、prn、aux、nul、com1、lpt1 等名称被系统占用。",
            "换一个名称，例如在后面加上“-ju”。",
        )
    if not is_folder and len(parts) > 1 and parts[-2] == _FILES:
        return None if FILE_NAME.fullmatch(name) else _bad_attachment(path, name)
    if not is_folder and is_portal(path):
        return None
    if not is_folder and dot and extension.lower() != "yml":
        return _extension(path, stem, extension)
    if not (_FOLDER if is_folder else _FILE).fullmatch(name):
        return _misnamed(path, name, is_folder=is_folder)
    return None


def misplaced(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield why files of data among some paths are read by nobody, a folder's name once.

    For catalogs that aren't on a disk; what is hidden is nobody's business there either.
    """
    found: dict[Diagnostic, None] = {}
    for path in paths:
        parts = path.split("/")
        hidden = any(part.startswith(".") for part in parts)
        if path.lower().endswith((".yml", ".yaml")) and not hidden and kind_of(path) is None:
            ends = range(2, len(parts) + 1)
            wrong = (look(parts[:end], is_folder=end < len(parts)) for end in ends)
            found[next(filter(None, wrong), None) or unknown_place(path)] = None
    yield from found


def unknown_place(path: str) -> Diagnostic:
    """Return the finding for a well-named file that stands where no kind of file belongs."""
    name = path.rpartition("/")[2]
    guess = nearest(name, FIXED_NAMES)
    hint = f"文件名也许应为 {guess}。" if guess is not None and guess != name else ""
    return _error(
        "path-unknown",
        path,
        "目录里没有哪一类文件放在这里。",
        "文件的类别由它所在的位置决定，放错位置就不会被读取。",
        right_place(path) + hint,
    )


def collisions(folder: str, entries: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield names of one folder that are one name on systems that fold case or Unicode forms."""
    together = "".join(entries)
    if together.isascii() and together == together.lower():  # nothing is folded
        return
    seen: dict[str, str] = {}
    for entry in entries:
        name = shown(entry)
        folded = unicodedata.normalize("NFC", name).casefold()
        earlier = seen.setdefault(folded, name)
        if earlier != name:
            yield _error(
                "path-collision",
                f"{folder}/{name}",
                f"“{name}”和同一文件夹里的“{earlier}”只差大小写或字形，在有的系统上是同一个文件。",
                "Windows 和 macOS 取出时，后一个会覆盖前一个。",
                "留下小写的那一个，另一个改名或删去。",
            )


def _hidden(path: str, name: str, stem: str) -> Diagnostic:
    return _error(
        "path-name",
        path,
        f"“{name}”以点开头，是隐藏文件，不会被读取。",
        "隐藏文件在多数文件夹窗口里看不见。",
        f"去掉开头的点后{_rename(stem.lstrip('.'), is_folder=False)}不需要就删去。",
    )


def _extension(path: str, stem: str, extension: str) -> Diagnostic:
    if extension.lower() == "yaml" or fold(extension) == "yml":
        return _error(
            "path-extension",
            path,
            f"扩展名是“.{extension}”，应为“.yml”。",
            "目录统一用 .yml，其他扩展名的文件不会被读取。",
            _rename(stem, is_folder=False),
        )
    return _error(
        "path-extension",
        path,
        f"目录里只放 .yml 文件，不放“.{extension}”文件。",
        "",
        "附件放到网站上，在公开信息里写链接，或者放在部门文件夹的 files 文件夹里；"
        "表格用 gongkai import 导入。",
    )


def _bad_attachment(path: str, name: str) -> Diagnostic:
    stem, _, extension = name.rpartition(".")
    known = extension.lower() in FILE_ENDINGS
    slug = _NOT_SLUG.sub("-", unicodedata.normalize("NFKC", stem).lower()).strip("-")
    rename = f"改名为 {slug}.{extension.lower()}。" if slug and known else ""
    return _error(
        "path-name" if known else "path-extension",
        path,
        f"附件名“{name}”不合规则。",
        "附件名会成为网址的一段，只能用小写英文字母、数字、点和“-”；"
        f"能检查个人信息的只有 {'、'.join(FILE_ENDINGS)}。",
        rename or "用文件名的全拼改名；别的格式先另存为上面列出的格式。",
    )


def _misnamed(path: str, name: str, *, is_folder: bool) -> Diagnostic:
    kind = "文件夹" if is_folder else "文件"
    return _error(
        "path-name",
        path,
        f"{kind}名“{name}”不合规则。",
        "名称会成为网址的一段，只能用小写英文字母、数字和其间的连字符“-”。",
        _rename(name, is_folder=is_folder),
    )


def _rename(name: str, *, is_folder: bool) -> str:
    slug = _slug(name, is_folder=is_folder)
    return f"改名为 {slug}。" if slug else "用名称的全拼作名称，小写，词间用“-”连接。"


def _slug(name: str, *, is_folder: bool) -> str:
    """Return the nearest allowed name; empty when nothing of it can stay."""
    narrow = unicodedata.normalize("NFKC", name).lower()
    stem = narrow if is_folder else narrow.removesuffix(".yml").removesuffix(".yaml")
    slug = _NOT_SLUG.sub("-", stem).strip("-")
    return slug if is_folder or not slug else f"{slug}.yml"


def _error(code: str, path: str, what: str, why: str, fix: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, path, None, what, why, fix)
