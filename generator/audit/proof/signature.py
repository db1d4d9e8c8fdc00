"""Signatures by ``ssh-keygen -Y``: who has an SSH key can sign a head, and anybody check it.

The namespace keeps a signature over a head from being passed off as one over something else.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from generator.audit.proof.head import ProofError

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "gongkai"
ENDING = ".sig"


def sign(data: bytes, key: Path) -> bytes:
    """Return the signature over ``data`` by a private key; ssh-keygen may ask for its passphrase.

    Raises ProofError.
    """
    done = _run("-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key), stdin=data)
    if done.returncode:
        raise ProofError(f"{key} 签不了名：{_last(done)}")
    return done.stdout


def signer(data: bytes, signature: Path, signers: Path) -> str:
    """Return who of ``signers`` (ssh-keygen's allowed signers) signed ``data``.

    Raises ProofError where it is nobody of them, or the signature is over something else.
    """
    found = _run(
        "-Y", "find-principals", "-n", NAMESPACE, "-s", str(signature), "-f", str(signers)
    )  # fmt: skip
    name = found.stdout.decode("utf-8", "replace").partition("\n")[0]
    if found.returncode or not name:
        raise ProofError(f"{signature} 不是名单 {signers} 里的人签的：{_last(found)}")
    done = _run(
        "-Y", "verify", "-n", NAMESPACE, "-I", name, "-s", str(signature), "-f", str(signers),
        stdin=data,
    )  # fmt: skip
    if done.returncode:
        raise ProofError(f"{signature} 和内容对不上，内容改过，或者是别的文件的签名：{_last(done)}")
    return name


def _run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments], input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise ProofError(
            "没有安装 ssh-keygen（Debian 的 openssh-client），签名和核对签名要用它。"
        ) from error


def _last(done: subprocess.CompletedProcess[bytes]) -> str:
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else "ssh-keygen 没有说明原因"
