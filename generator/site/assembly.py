"""The site put together: what still stands from the last build stays, the rest is made by jobs."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from generator.resolve.record_table import Records
from generator.site.file_sets import FileSets
from generator.site.hands import Bench, Job, write_jobs
from generator.site.ledger import mark_of
from generator.site.search_files import search_sets
from generator.site.soundness import Look, UnsoundError, require_sound
from generator.site.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from generator.site.download_files import DownloadFiles
    from generator.site.file_sets import Maker
    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.publish import Publication
    from generator.site.search_files import Recipes
    from generator.site.workplace import Workplace

_SHARE = 128  # pages one hand takes at a time; also a step of the progress bar
_ASSETS = "assets/"  # the search's files are below
_WARM = 2 * _SHARE  # from so many pages on, compiling templates before forking pays


def _name_of_folder(path: str) -> list[str]:
    """Return by what pages stand together in shares: an item's next to its like in other units.

    They have parts in common, and one hand then makes those: 0.12 s of processors' time.
    """
    return path.rsplit("/", 2)[-2:]


class Assembly:
    """One build in a workplace.

    ``ledger`` says which files stand there already, and afterwards describes the whole site.
    ``prose``: the files MkDocs made. ``downloads``: the tables of the part of the catalog it is of.
    """

    def __init__(
        self,
        publication: Publication,
        place: Workplace,
        ledger: Ledger,
        prose: Mapping[str, bytes],
        downloads: DownloadFiles,
    ) -> None:
        self._publication = publication
        self._place = place
        self._ledger = ledger
        self._scope = scope = downloads.scope
        self._downloads = downloads
        self._expected: set[str] = set()  # every file of the site but those in sets
        self._doubtful: set[str] = set()  # files that stand, and that nothing is known to need
        # Small files that are simply made each time; those that come out the same stay.
        self._rest: dict[str, bytes] = {}
        if scope.whole:
            self._rest.update(prose)
            self._rest.update(publication.face)
            self._rest.update(publication.search_scripts)
            self._rest.update(publication.sitemap())

    def expect(self) -> int:
        """List every file of the new site; return how many pages of the catalog there are.

        It takes 0.03 s of 55,000, and may be done before the ledger knows what is outdated.
        """
        self._expected = {*self._pages, *self._copies, *self._rest, *self._downloads.paths}
        return len(self._pages)

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The pages' recipes by path."""
        whole, scope = self._scope.whole, self._scope
        return {
            path: f"{kind.setting.kind} {key!r}"
            for path, (kind, key) in self._publication.pages.items()
            if whole or scope.holds_page(kind.setting.kind, path, key)
        }

    @cached_property
    def _copies(self) -> dict[str, tuple[str, Path]]:
        """Recipes and sources of the files kept in the catalog, by path."""
        chosen = None if self._scope.whole else self._scope.holds_record
        return {
            path: (f"copy {mark_of(source.stat())}", source)
            for path, source in self._publication.attachments(chosen).items()
        }

    def recipe(self, path: str) -> str | None:
        """Return the recipe of a file that isn't made as one of many, None for any other."""
        if path in self._pages:
            return self._pages[path]
        if path in self._copies:
            return self._copies[path][0]
        return self._downloads.recipe(path)

    def clear(self, search: Recipes | None) -> None:
        """Remove what the new site hasn't, before anything is written.

        A new folder may bear the name of a file that is gone. ``search``: what its index is made
        of, None where it has none.
        """
        publication = self._publication
        sets: dict[str, Maker] = {}
        if search:
            sets[publication.feeds_recipe] = lambda _: publication.feeds
            sets |= search_sets(publication.view, self._ledger, search)
        self._sets = FileSets(publication.view, self._ledger, sets)
        ledger, hold = self._ledger, self._sets.hold
        self._doubtful = {p for p in ledger.files.keys() - self._expected if not hold(p)}
        # Which of the old search's files the new one has is known when that is made.
        self._drop([path for path in self._doubtful if not path.startswith(_ASSETS)])
        for path in ledger.made.keys() - ledger.files.keys():  # somebody took them away
            del ledger.made[path]

    def run(self, progress: Callable[[int, int], None]) -> int:
        """Make everything that doesn't stand; return how many pages that were."""
        stale = self._ledger.stale(self._pages)
        if len(stale) > _WARM:
            self._warm_up(most=2 * len(stale) > len(self._pages))
        ledger, downloads = self._ledger, self._downloads
        stamps = self._publication.view.trace.stamps
        used = ledger.used + downloads.numbers
        bench = Bench(self._place.building, ledger.files, self._jobs(stale), stamps, used)
        looks = []
        # One after another: in a province each has written 150,000 files.
        written = write_jobs(bench, lambda done: progress(done, len(stale)), downloads.begun)
        for hand in chain(written, downloads.hands()):
            ledger.add(hand.notes)
            ledger.files |= hand.writer.written
            looks.append(hand.look)
            del hand  # before the next one comes
        if self._scope.whole:
            writer = Writer(self._place.building, ledger.files)
            downloads.describe(writer)
            ledger.files |= writer.written
        self._drop([path for path in self._doubtful if not self._sets.hold(path)])
        self._require_sound(looks, every=len(stale) == len(self._pages))
        return len(stale)

    def _require_sound(self, looks: Sequence[Look], *, every: bool) -> None:
        """Raise UnsoundError when the new site isn't whole."""
        missing = self._expected - self._ledger.files.keys()
        if missing:
            raise UnsoundError(f"网站缺少 {len(missing)} 个文件，例如 {min(missing)}。")
        if self._scope.whole:
            require_sound(looks, self._ledger.files, self._pages if every else ())
        else:  # a part's links lead to the whole site, of which it knows the pages
            require_sound((Look(stateless=look.stateless) for look in looks), (), ())

    def _jobs(self, stale: Sequence[str]) -> list[Job]:
        """Return the jobs, the longest first, so that no hand is left with one at the end."""
        stale = sorted(stale, key=_name_of_folder)
        shares = [stale[start : start + _SHARE] for start in range(0, len(stale), _SHARE)]
        return [
            *map(Job, self._sets.jobs()),  # where one document changed, these take half the time
            *self._downloads.jobs(),
            Job(self._write_rest),
            *(Job(partial(self._write_pages, share), len(share)) for share in shares),
        ]

    def _drop(self, paths: Collection[str]) -> None:
        """Remove files from the new site that it hasn't."""
        for path in paths:
            self._place.drop(path)
            del self._ledger.files[path]
            self._ledger.made.pop(path, None)
        self._doubtful.difference_update(paths)

    def _warm_up(self, *, most: bool) -> None:
        """Render a page of each kind, so that every hand starts with templates and tables ready.

        And with the documents, where most pages are to be made.
        """
        if most:
            Records.of(self._publication.view.whole.records).make_all()
        pages = self._publication.pages
        first = {pages[path][0]: path for path in reversed(list(self._pages))}
        with self._publication.view.trace.apart():
            for path in first.values():
                self._publication.html(path)

    def _write_pages(self, paths: Sequence[str], hand: Hand) -> None:
        publication, trace = self._publication, self._publication.view.trace
        with trace.apart():
            for path in paths:
                seen = trace.anew()
                page = publication.bound(path)
                hand.writer.write(path, page.html)
                hand.look.take(path, publication.pages[path][0].setting.kind, page)
                hand.notes.note((path,), self._pages[path], seen)

    def _write_rest(self, hand: Hand) -> None:
        """Write what MkDocs made, the face, the map for machines, and files of the catalog."""
        hand.writer.write_all(self._rest.items())
        for path, (recipe, source) in self._copies.items():
            if not self._ledger.stands(path, recipe):
                hand.writer.write(path, source.read_bytes())
                hand.notes.note((path,), recipe, ())
