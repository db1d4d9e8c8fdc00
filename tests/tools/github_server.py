"""GitHub's REST API as its reference describes it, as far as a comment on a pull request takes it.

Pages of thirty unless asked for more, told by ``Link``; what a token may not do is 403, what is
not there 404, a comment of more than 65,536 characters 422.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from rest_server import Answer, Call, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "ghs-secret"
BOT: dict[str, Any] = {"login": "github-actions[bot]"}
LONGEST = 65_536
_REPOSITORY, _PULL = "/repos/o/r", 7
_COMMENT = re.compile(rf"{_REPOSITORY}/issues/comments/(\d+)")
_DENIED = Answer(403, {"message": "Resource not accessible by integration"})
_MISSING = Answer(404, {"message": "Not Found"})


@dataclass
class Forge:
    """What is there, what was asked, and what the token may do."""

    pulls: list[dict[str, Any]]
    comments: list[dict[str, Any]] = field(default_factory=list)
    may_write: bool = True
    asked: list[Call] = field(default_factory=list)
    api: str = ""

    def answer(self, call: Call) -> Answer:
        """Return what GitHub says to a call."""
        self.asked.append(call)
        if call.authorization != f"token {TOKEN}":
            return Answer(401, {"message": "Bad credentials"})
        comments = f"{_REPOSITORY}/issues/{_PULL}/comments"
        if (call.method, call.path) == ("GET", f"{_REPOSITORY}/pulls"):
            return self._page(call, [pull for pull in self.pulls if _matches(pull, call)])
        if (call.method, call.path) == ("GET", comments):
            return self._page(call, self.comments)
        one = _COMMENT.fullmatch(call.path)
        known = one and [c for c in self.comments if c["id"] == int(one[1])]
        if (call.method, call.path) != ("POST", comments) and not (
            call.method == "PATCH" and known
        ):
            return _MISSING
        if refusal := self._refusal(call.sent["body"]):
            return refusal
        if known:
            known[0]["body"] = call.sent["body"]
            return Answer(200, known[0])
        new = {"id": len(self.comments) + 1, "user": BOT, "body": call.sent["body"]}
        self.comments.append(new)
        return Answer(201, new)

    def _refusal(self, body: str) -> Answer | None:
        if not self.may_write:
            return _DENIED
        if len(body) <= LONGEST:
            return None
        fault = f"Body is too long (maximum is {LONGEST} characters)"
        return Answer(422, {"message": "Validation Failed", "errors": [{"message": fault}]})

    def _page(self, call: Call, rows: list[dict[str, Any]]) -> Answer:
        size = min(int(call.query.get("per_page", "30")), 100)
        page = int(call.query.get("page", "1"))
        shown = rows[(page - 1) * size : page * size]
        if page * size >= len(rows):
            return Answer(200, shown)
        further = urlencode({**call.query, "page": page + 1})
        return Answer(200, shown, {"Link": f'<{self.api}{call.path}?{further}>; rel="next"'})


def _matches(pull: dict[str, Any], call: Call) -> bool:
    """Say whether a pull request is one of those asked for, as ``state`` and ``head`` say."""
    state = call.query.get("state", "open")
    return state in (pull["state"], "all") and call.query.get("head") in (None, pull["label"])


@contextmanager
def serve_forge(forge: Forge) -> Iterator[str]:
    """Serve it; the value is the API's address."""
    with serve(forge.answer) as api:
        forge.api = api
        yield api
