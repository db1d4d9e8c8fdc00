"""HTML and CSS: the Nu Html Checker has nothing to say against any template or style sheet."""

from __future__ import annotations

import re

from nu import complaints
from samples import TEMPLATES

# What the checker says of style sheets and why that stands; a line no longer said is taken out.
CSS_KNOWN: dict[str, str] = {}


def _copy(shown, folder, prefix):
    """Copy a site's samples under names that tell where they are from; return the files."""
    files = []
    for paths in shown.samples.values():
        for path in paths:
            content = shown.built.folder / path
            data = content.read_bytes() if content.is_file() else shown.built.publication.html(path)
            file = folder / f"{prefix}-{path.replace('/', '_')}"
            file.write_bytes(data)
            files.append(file)
    return files


def test_every_template_has_a_page_to_look_at(draft, official):
    """A template no page of the fictional city is made with can't be checked; there is none."""
    assert set(TEMPLATES) == set(draft.samples) | set(official.samples)


def test_the_checker_finds_no_fault_in_any_page(draft, official, real, tmp_path):
    """Neither errors nor warnings, with every state and mark, and in the longest real pages."""
    files = [
        *_copy(draft, tmp_path, "draft"),
        *_copy(official, tmp_path, "official"),
        *_copy(real, tmp_path, "real"),
    ]
    assert len(files) > 3 * len(TEMPLATES) - 5
    assert "\n".join(complaints(files)) == ""


def test_the_checker_reads_what_it_is_given(tmp_path):
    """A page with a fault gets a complaint, so silence means something."""
    page = tmp_path / "broken.html"
    page.write_text("<!doctype html><title>x</title><p><table></p>", encoding="utf-8")
    assert complaints([page])


def test_the_checker_finds_no_fault_in_the_styles(draft):
    """Each rule is one the standards know, but for the newest ones listed with a reason."""
    told = complaints([draft.built.folder / "assets" / "gongkai.css"], "--css")
    unknown = [line for line in told if not any(re.search(known, line) for known in CSS_KNOWN)]
    assert unknown == []
