"""The site put together: what still stands from the last build stays, the rest is made by jobs."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.site.download_files import DownloadFiles
from generator.site.hands import Bench, Job, write_jobs
from generator.site.ledger import mark_of
from generator.site.search_files import SearchFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.publish import Publication
    from generator.site.workplace import Workplace

_SHARE = 128  # pages one hand takes at a time; also a step of the progress bar
_WARM = 2 * _SHARE  # from so many pages on, compiling templates before forking pays


class Assembly:
    """One build in a workplace.

    ``ledger`` says which files stand there already, and afterwards describes the whole site.
    ``prose``: the files MkDocs made.
    """

    def __init__(
        self,
        publication: Publication,
        place: Workplace,
        ledger: Ledger,
        prose: Mapping[str, bytes],
    ) -> None:
        self._publication = publication
        self._place = place
        self._ledger = ledger
        self._search = SearchFiles(publication.view, ledger)
        self._downloads = DownloadFiles(publication.view, ledger)
        # Small files that are simply made each time; those that come out the same stay.
        self._rest = {
            **prose, **publication.face, **publication.search_scripts, **publication.sitemap(),
        }  # fmt: skip

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The pages' recipes by path."""
        pages = self._publication.pages
        return {path: f"{kind.setting.kind} {key!r}" for path, (kind, key) in pages.items()}

    @cached_property
    def _copies(self) -> dict[str, tuple[str, Path]]:
        """Recipes and sources of the files kept in the catalog, by path."""
        return {
            path: (f"copy {mark_of(source.stat())}", source)
            for path, source in self._publication.attachments.items()
        }

    def run(self, progress: Callable[[int, int], None]) -> int:
        """Make everything that doesn't stand; return how many pages that were."""
        expected = {*self._pages, *self._copies, *self._rest, *self._downloads.paths}
        # Before anything is written: a new folder may bear an old file's name.
        self._keep(expected, also_below="assets/")
        stale = [p for p, recipe in self._pages.items() if not self._ledger.stands(p, recipe)]
        if len(stale) > _WARM:
            self._warm_up()
        hands = write_jobs(
            Bench(self._place.building, self._ledger.files, self._jobs(stale)),
            lambda done: progress(done, len(stale)),
        )
        expected.update(self._search.paths([hand.notes for hand in hands]))
        new = {path for hand in hands for path in hand.notes.made}
        self._downloads.describe(hands[0].writer, new)
        for hand in hands:
            self._ledger.add(hand.notes, self._publication.view.trace.stamp)
            self._ledger.files |= hand.writer.written
        self._keep(expected)
        return len(stale)

    def _jobs(self, stale: Sequence[str]) -> list[Job]:
        """Return the jobs, the longest first, so that no hand is left with one at the end."""
        shares = [stale[start : start + _SHARE] for start in range(0, len(stale), _SHARE)]
        return [
            *map(Job, self._downloads.jobs()),
            Job(self._search.write),
            Job(self._write_rest),
            *(Job(partial(self._write_pages, share), len(share)) for share in shares),
        ]

    def _keep(self, paths: set[str], also_below: str = "\0") -> None:
        """Remove every file of the folder that isn't one of ``paths`` or below a place."""
        for path in self._ledger.files.keys() - paths:
            if not path.startswith(also_below):
                self._place.drop(path)
                del self._ledger.files[path]
        for path in self._ledger.made.keys() - self._ledger.files.keys():
            del self._ledger.made[path]

    def _warm_up(self) -> None:
        """Render a page of each kind, so that every hand starts with templates and tables ready."""
        pages = self._publication.pages
        first = {kind: path for path, (kind, _) in reversed(list(pages.items()))}
        with self._publication.view.trace.apart():
            for path in first.values():
                self._publication.html(path)

    def _write_pages(self, paths: Sequence[str], hand: Hand) -> None:
        for path in paths:
            with self._publication.view.trace.apart() as seen:
                hand.writer.write(path, self._publication.html(path))
            hand.notes.note(path, self._pages[path], seen)

    def _write_rest(self, hand: Hand) -> None:
        """Write what MkDocs made, the face, the map for machines, and files of the catalog."""
        hand.writer.write_all(self._rest.items())
        for path, (recipe, source) in self._copies.items():
            if not self._ledger.stands(path, recipe):
                hand.writer.write(path, source.read_bytes())
                hand.notes.note(path, recipe, ())
