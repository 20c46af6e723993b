"""Reads a text for somebody in a process of its own, which is killed when it takes too long: nothing of it is kept."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from onrecord.errors import ArticleError, OnRecordError
from onrecord.facts import Reading

Given = dict[str, Any]  # what ingest.from_text takes
WARM_S = 60.0  # a process that has just started loads its tables and weights first


class Reader:
    """One process that reads, made when it is first needed. One text at a time: others wait their turn, within the time limit."""

    def __init__(self, *, max_chars: int, limit_s: float) -> None:
        self._max_chars = max_chars
        self._limit_s = limit_s
        self._lock = Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, given: Given) -> Reading:
        """The reading of a text. Raises ArticleError where it cannot be read, is too long, or takes too long."""
        if len(given["text"]) > self._max_chars:
            raise ArticleError(f"the text has {len(given['text']):,} characters; give at most {self._max_chars:,}")
        if not self._lock.acquire(timeout=self._limit_s):
            raise ArticleError("other texts are being read; try again in a moment")
        try:
            told = self._ask(given)
        finally:
            self._lock.release()
        if isinstance(told, OnRecordError):
            raise told
        return told

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop()

    def _ask(self, given: Given) -> Reading | OnRecordError:
        pipe = self._start()
        try:
            pipe.send(given)
            if pipe.poll(self._limit_s):
                told: Reading | OnRecordError = pipe.recv()
                return told
        except (EOFError, OSError):
            self._stop()
            return ArticleError("the text could not be read: whatever read it broke off")
        self._stop()
        return ArticleError(f"the text could not be read within {self._limit_s:g} s; give a shorter one")

    def _start(self) -> Connection:
        """The pipe to a process that is ready."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._stop()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), name="onrecord-reader", daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        if ours.poll(WARM_S):
            ours.recv()
        return ours

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _work(pipe: Connection) -> None:
    """Read what comes, until the pipe is closed."""
    from onrecord import ingest, pipeline
    from onrecord.web.parties import gazetteer

    finder, known = pipeline.default_finder(), gazetteer()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(None)  # ready
        while True:
            given = pipe.recv()
            try:
                pipe.send(pipeline.read(ingest.from_text(**given), finder=finder, gazetteer=known))
            except OnRecordError as error:
                pipe.send(error)
            except RecursionError:
                pipe.send(ArticleError("the text is nested too deeply to be read"))
