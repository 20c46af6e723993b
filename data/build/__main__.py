"""Rebuild every table that a program makes, then the lock: `python -m data.build`."""

from data.build import lock, words

words.TABLE.write_text(words.build(), encoding="utf-8")
lock.LOCK.write_text(lock.build_lock(), encoding="utf-8")
