# 这是给不用 gongkai 的人读和运行的，所以用中文写，只靠标准库。
"""核对证据包：不用生成它的程序，只要 Python。在解开的文件夹里运行 python check.py。

1. 每个文件的 SHA-256 和 SHA256SUMS 里写的一样，没有多也没有少。
2. 由 proof/leaves.jsonl 重算的散列树，根散列和新树头一样；开头的一段和旧树头一样。
"""

import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SUMS = "SHA256SUMS"


def node(part: bytes) -> bytes:
    """Return RFC 6962's hash."""
    return hashlib.sha256(part).digest()


def root(leaves: list[bytes]) -> bytes:
    """Return the root hash over leaves by RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return node(b"\x00" + leaves[0]) if leaves else node(b"")
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node(b"\x01" + root(leaves[:split]) + root(leaves[split:]))


def problems() -> list[str]:
    """Return what is wrong with the pack, in Chinese."""
    lines = (HERE / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {p.relative_to(HERE).as_posix() for p in HERE.rglob("*") if p.is_file()} - {SUMS}
    found = [f"缺少 {name}" for name in listed.keys() - files]
    found += [f"多出 {name}" for name in files - listed.keys()]
    for name in listed.keys() & files:
        if hashlib.sha256((HERE / name).read_bytes()).hexdigest() != listed[name]:
            found.append(f"改过 {name}")
    leaves = (HERE / "proof/leaves.jsonl").read_bytes().split(b"\n")[:-1]
    for name in ("new", "old"):
        head = json.loads((HERE / f"proof/{name}-head.json").read_bytes())
        if len(leaves) < head["size"] or root(leaves[: head["size"]]).hex() != head["root"]:
            found.append(f"叶子算出的根散列和 proof/{name}-head.json 不一样")
    return sorted(found)


if __name__ == "__main__":
    WRONG = problems()
    sys.stdout.write("\n".join([*WRONG, "有问题。" if WRONG else "全部一样。"]) + "\n")
    sys.exit(bool(WRONG))
