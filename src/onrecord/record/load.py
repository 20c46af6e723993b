"""Articles are read and kept, in batches; what is there already is passed over before it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from time import monotonic
from typing import NamedTuple

from onrecord import pipeline
from onrecord.errors import ArticleError, ConfigError, EvidenceError, StoreError
from onrecord.facts import Reading
from onrecord.frames import Finder
from onrecord.gazetteer import Gazetteer, load_gazetteer
from onrecord.record import keys
from onrecord.record.collecting import collector_rare
from onrecord.record.engine import Engine
from onrecord.record.keeping import Keeper, Kept, Told
from onrecord.text import Article

LOOKED_UP = 16  # inputs of which the record is asked at once whether they are there
COMMIT_ARTICLES = 128  # articles a transaction, unless
COMMIT_S = 5.0  # so many seconds have passed: what is lost when the power goes is never more


class Input(NamedTuple):
    """One thing to load: where it came from, its id there, and the article, its reading, or why there is none."""

    source: str
    line_id: str | None
    found: Article | Reading | ArticleError | ConfigError


class Loader:
    """Loads inputs as they come. `advance` is called with the running totals, for showing progress."""

    def __init__(
        self,
        engine: Engine,
        *,
        finder: Finder | None,
        gazetteer: Gazetteer | None = None,
        settings: Mapping[str, object],
        advance: Callable[[Told], None] = lambda told: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keeper = Keeper(engine)
        self._finder = finder
        self._gazetteer = gazetteer or load_gazetteer()
        self._settings = dict(settings)
        self._advance = advance
        self._clock = clock
        self._waiting: list[tuple[Input, Kept]] = []
        self._failures: list[tuple[str, str | None, str]] = []
        self._failed: set[tuple[str, str | None]] = set()  # of this load
        self._read: list[tuple[str, str | None]] = []
        self._since = monotonic()
        self.told = Told()

    def load(self, inputs: Iterable[Input]) -> Told:
        """Load everything; what was committed stays, whatever stops the rest. Raises StoreError when that is the database."""
        with collector_rare():
            try:
                self._load(iter(inputs))
                self._commit()
            except StoreError:
                raise  # the database takes no more
            except BaseException:  # Ctrl-C too: a commit that it broke off was rolled back, and all of it still waits
                self._commit()
                raise
        return self.told

    def _load(self, stream: Iterator[Input]) -> None:
        while batch := list(islice(stream, LOOKED_UP)):
            self._take(batch)
            if len(self._waiting) >= COMMIT_ARTICLES or monotonic() - self._since >= COMMIT_S:
                self._commit()

    def _take(self, batch: Sequence[Input]) -> None:
        """Read what has to be read."""
        known = self._known(batch)
        for at, one in enumerate(batch):
            if at in known:
                self.told.known += 1
                self._read.append((one.source, one.line_id))
            elif isinstance(one.found, Article):
                self._settle(one, self._reading_of(one.found))
            else:
                self._settle(one, _checked(one.found) if isinstance(one.found, Reading) else one.found)
            self.told.waiting = len(self._waiting)
            self._advance(self.told)

    def _known(self, batch: Sequence[Input]) -> set[int]:
        """Which of the inputs are articles that this reader has read already."""
        named = {at: keys.article_key(one.found) for at, one in enumerate(batch) if isinstance(one.found, Article)}
        if not named:
            return set()
        run = keys.run_id(pipeline.made_by(self._reader(), self._gazetteer), self._settings)
        there = self._keeper.load_runs(set(named.values()))
        return {at for at, key in named.items() if there.get(key, ("",))[0] == run}

    def _reader(self) -> Finder:
        """What reads: loaded with the first article, since readings need none."""
        if self._finder is None:
            self._finder = pipeline.default_finder()
        return self._finder

    def _reading_of(self, article: Article) -> Reading | ArticleError | EvidenceError:
        return pipeline.try_read(article, finder=self._reader(), gazetteer=self._gazetteer)

    def _settle(self, one: Input, outcome: Reading | ArticleError | EvidenceError | ConfigError) -> None:
        if isinstance(outcome, Reading):
            run = self._keeper.keep_run(outcome.made_by, self._settings, self._now())
            self._waiting.append((one, Kept(outcome, one.source, run)))
        else:
            self.told.failed += 1
            self._failures.append((one.source, one.line_id, str(outcome)))
            self._failed.add((one.source, one.line_id))

    def _commit(self) -> None:
        """Write what waits; failures too. Each part waits until it is written."""
        now = self._now()
        if self._waiting:
            told = self._keeper.keep([kept for _, kept in self._waiting], now)
            self._read += [(one.source, one.line_id) for one, _ in self._waiting]
            self._waiting, self.told.waiting = [], 0
            self.told.added += told.added
            self.told.reread += told.reread
            self.told.known += told.known
        if self._failures:
            self._keeper.keep_failures(self._failures, now)
            self._failures = []
        read = [one for one in self._read if one not in self._failed]  # two lines may share an id
        self._keeper.forget_failures(read)
        self._read = []
        self._since = monotonic()

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")


def _checked(reading: Reading) -> Reading | EvidenceError:
    """A reading that was not just read here, held against its own article before it is stored."""
    try:
        reading.check(reading.article)
    except EvidenceError as error:
        return error
    return reading
