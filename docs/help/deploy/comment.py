"""把 gongkai diff 写出的说明贴到合并请求里：只有一条，以后更新这一条。只用 Python 自带的库。

用法：python comment.py gitlab 项目编号 合并请求编号 change.md
      python comment.py gitee 空间/仓库 合并请求编号 change.md
令牌放在环境变量 NOTE_TOKEN 里。
自己架的 GitLab 和 Gitee，接口的地址放在 CI_API_V4_URL 或者 GITEE_API 里。
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

MARK = "<!-- gongkai diff -->"
PAGE = 100  # notes asked for at once
TOKEN = os.environ.get("NOTE_TOKEN", "")


def call(method: str, address: str, data: dict[str, str] | None = None) -> Any:
    """Ask the forge and return its answer; the token stays out of addresses of our own messages."""
    if not address.startswith(("https://", "http://")):
        raise SystemExit("接口的地址要以 https:// 开头。")
    headers = {"PRIVATE-TOKEN": TOKEN, "Authorization": f"Bearer {TOKEN}"}
    headers["Content-Type"] = "application/json"
    body = json.dumps(data).encode() if data else None
    request = Request(address, body, headers, method=method)  # noqa: S310 - see above
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def notes(address: str) -> list[dict[str, Any]]:
    """Return every note on a merge request."""
    found: list[dict[str, Any]] = []
    while len(found) % PAGE == 0:
        query = urlencode({"per_page": PAGE, "page": len(found) // PAGE + 1})
        more = call("GET", f"{address}?{query}")
        if not more:
            break
        found += more
    return found


def places(forge: str, project: str, number: str) -> tuple[str, str, str, str]:
    """Return the forge's API, where the notes are, where one of them is, how one is changed."""
    if forge == "gitlab":
        api = os.environ.get("CI_API_V4_URL", "https://gitlab.com/api/v4")
        listed = f"{api}/projects/{quote(project, safe='')}/merge_requests/{int(number)}/notes"
        return api, listed, listed, "PUT"
    api = os.environ.get("GITEE_API", "https://gitee.com/api/v5")
    pulls = f"{api}/repos/{quote(project)}/pulls"
    return api, f"{pulls}/{int(number)}/comments", f"{pulls}/comments", "PATCH"


def post(forge: str, project: str, number: str, file: str) -> str:
    """Write the note, or write it anew where we have written it before; say which."""
    api, listed, each, change = places(forge, project, number)
    text = Path(file).read_text(encoding="utf-8").replace(MARK, "")
    body = {"body": f"{MARK}\n{text}"}
    me = call("GET", f"{api}/user")["id"]
    for note in notes(listed):
        author = note.get("author") or note.get("user") or {}
        if author.get("id") == me and note["body"].startswith(MARK):
            call(change, f"{each}/{note['id']}", body)
            return "更新了合并请求里的说明。"
    call("POST", listed, body)
    return "在合并请求里贴了说明。"


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] not in ("gitlab", "gitee") or not TOKEN:  # noqa: PLR2004
        raise SystemExit(__doc__)
    try:
        sys.stdout.write(post(*sys.argv[1:]) + "\n")
    except HTTPError as error:
        raise SystemExit(f"平台没有接受（{error.code}）：看看令牌能不能写说明。") from None
    except (URLError, OSError, ValueError, KeyError) as error:
        raise SystemExit(f"贴不了说明：{type(error).__name__}。") from None
