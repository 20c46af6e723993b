"""What stands while a server runs: how to open the record, who reads texts, and figures that are dear to count.

A dyad's ties need every deed on record for their denominator. That count is kept, and so are the ties themselves, as long as the
log of changes has not grown. While a load runs, what is dear to count is shown as it was up to ten minutes ago, and renewed in
the background, one after another, when it is older than `stale_s` seconds or twenty times what counting takes; the page says
when it was counted.
The pairs with most deeds are counted at the start. Nothing else is kept.
"""

from __future__ import annotations

import gc
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from onrecord.dyads import load_ties, load_volume
from onrecord.entries import Dyad
from onrecord.errors import OnRecordError
from onrecord.record import Record
from onrecord.ties import DIRECTIONS, By, Direction, Ties, Volume
from onrecord.ties.movers import SHOWN_MONTHS, Mover, find_movers
from onrecord.ties.periods import first_day, index_of
from onrecord.web.asked import AskedTies
from onrecord.web.reader import Reader
from onrecord.web.settings import Settings

HELD = 200  # figures kept
DEAR_S = 0.1  # a figure that takes less is counted anew whenever the log has grown
SHARE = 20  # a dear one is renewed at most once in so many times what it takes
REST = 40  # after a renewal none begins, of whichever figure, for so many times what it took: a fortieth of a core
OLD_S = 600.0  # a dear one that is younger is shown while it is renewed; for an older one the page waits
N_MOVERS = 9
MOST = 4_000  # intervals of a dyad: eleven years of days, which take two seconds
TURNED: Mapping[Direction, Direction] = {"forth": "back", "back": "forth", "both": "both"}
N_BUSIEST = 120  # pairs with most deeds
DEAR_DEEDS = 1_000  # those of them with so many are counted at the start: a twentieth of a second each, and more
BREATHS = 2  # while these are counted, rests for whoever asks meanwhile, in times of what each took


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure, the number of the log's last line when it was counted, and when that was."""

    value: Any
    change: int
    at: datetime
    began_s: float
    took_s: float

    @property
    def is_dear(self) -> bool:
        """Whether counting it again would keep somebody waiting."""
        return self.took_s > DEAR_S

    @property
    def age_s(self) -> float:
        """How long ago it was counted."""
        return monotonic() - self.began_s


@dataclass(slots=True)
class Standing:
    """One for each server."""

    settings: Settings
    reader: Reader = field(init=False)
    _kept: OrderedDict[Hashable, Counted] = field(default_factory=OrderedDict)
    _locks: dict[Hashable, Lock] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _rests_until: float = 0.0
    _is_closed: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.reader = Reader(max_chars=self.settings.read_chars, limit_s=self.settings.read_s)

    @contextmanager
    def record(self, *, limited: bool = True) -> Iterator[Record]:
        """The record, for questions; each request opens its own (a millisecond), for a connection belongs to one thread."""
        limit_s = self.settings.question_s if limited else None
        with Record.open(self.settings.record, readonly=True, limit_s=limit_s) as record:
            yield record

    @contextmanager
    def log(self) -> Iterator[Record]:
        """The record, for writing what people say."""
        with Record.open(self.settings.record, create=False) as record:
            yield record

    def ties(self, record: Record, dyad: Dyad, asked: AskedTies, ways: Sequence[Direction] = DIRECTIONS) -> Counted:
        """The ties of a dyad in some directions, and as of when."""
        first = min(dyad, dyad.turned)
        if dyad != first:
            found = self.ties(record, first, asked, [way for way in DIRECTIONS if TURNED[way] in ways])
            return replace(found, value=found.value.turned)
        key = ("ties", dyad, asked.by, asked.from_, asked.until, asked.named_outlets, asked.drop_largest, tuple(ways))

        def count(fresh: Record) -> Ties:
            return load_ties(
                fresh, dyad, by=asked.by, first_on=asked.from_, last_on=asked.until, outlets=asked.named_outlets,
                drop_largest=asked.drop_largest, volume=self._volume(fresh, asked.by), ways=ways, most=MOST,
            )  # fmt: skip

        return self._count(record, key, count)

    def movers(self, record: Record) -> Counted:
        """The dyads that moved most, and as of when."""

        def count(fresh: Record) -> list[Mover]:
            last = fresh.last_month()
            if last is None:
                return []
            since = first_day(index_of(last, "month") - SHOWN_MONTHS + 1, "month")
            return find_movers(fresh.months(since), last, most=N_MOVERS)

        return self._count(record, "movers", count)

    def counts(self, record: Record) -> Counted:
        """How many articles, events and statements there are."""
        return self._count(record, "counts", lambda fresh: fresh.counts())

    def busiest(self, record: Record) -> Counted:
        """The pairs of countries with most deeds, both directions together."""

        def count(fresh: Record) -> list[tuple[Dyad, int]]:
            pairs: Counter[Dyad] = Counter()
            for dyad, n in fresh.dyads():
                pairs[min(dyad, dyad.turned)] += n
            return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:N_BUSIEST]

        return self._count(record, "busiest", count)

    def warm(self) -> None:
        """Count in the background what the first page would wait for."""
        Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        with suppress(OnRecordError), self.record(limited=False) as record:
            self.counts(record)
            self.movers(record)
            self._volume(record, "month")
            for dyad, n in self.busiest(record).value:
                if n < DEAR_DEEDS:
                    break
                counted = self.ties(record, dyad, AskedTies.model_validate({}), ("both",))
                if self._is_closed.wait(BREATHS * counted.took_s):
                    break
        _settle()

    def close(self) -> None:
        """End what was started."""
        self._is_closed.set()
        self.reader.close()

    def _volume(self, record: Record, by: By) -> Volume:
        """Every deed by interval and outlets: a walk over the whole record, however long it takes."""

        def count(_: Record) -> Volume:
            with self.record(limited=False) as fresh:
                return load_volume(fresh, by)

        volume: Volume = self._count(record, ("volume", by), count).value
        return volume

    def _count(self, record: Record, key: Hashable, count: Callable[[Record], Any]) -> Counted:
        """A figure as it is now; where it is dear, as it was a while ago, and renewed in the background."""
        change = record.last_change()
        with self._lock:
            kept = self._kept.get(key)
            lock = self._locks.setdefault(key, Lock())
        may_be = max(self.settings.stale_s, SHARE * kept.took_s) if kept is not None and kept.is_dear else 0.0
        if kept is not None and (kept.change == change or kept.age_s < may_be):
            return kept
        if kept is not None and kept.is_dear and kept.age_s < max(2 * may_be, OLD_S):
            if monotonic() >= self._rests_until and lock.acquire(blocking=False):
                self._rests_until = monotonic() + REST * kept.took_s
                Thread(target=self._renew, args=(key, lock, count), daemon=True).start()
            return kept
        with lock:
            with self._lock:
                kept = self._kept.get(key)  # somebody else may have counted it meanwhile
            return kept if kept is not None and kept.change >= change else self._keep(key, count, record)

    def _renew(self, key: Hashable, lock: Lock, count: Callable[[Record], Any]) -> None:
        try:
            with self.record(limited=False) as record:
                self._keep(key, count, record)
            _settle()
        except OnRecordError:  # whoever asks next is told
            with self._lock:
                self._kept.pop(key, None)
        finally:
            lock.release()

    def _keep(self, key: Hashable, count: Callable[[Record], Any], record: Record) -> Counted:
        change, began = record.last_change(), monotonic()
        value = count(record)
        counted = Counted(value, change, datetime.now(UTC), began, monotonic() - began)
        with self._lock:
            self._kept[key] = counted
            self._kept.move_to_end(key)
            while len(self._kept) > HELD:
                old, _ = self._kept.popitem(last=False)
                self._locks.pop(old, None)
        return counted


def _settle() -> None:
    """Put all that stands out of the collector's reach, until the next time.

    Else one page in twenty waits 80 ms while it goes through the gazetteer and the figures that are kept. What is let go without a
    cycle is freed as ever.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
