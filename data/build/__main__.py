"""Rebuild every table that a program makes, then the lock: `python -m data.build [FOLDER]`.

FOLDER holds the open treebanks (`ud/gum-train.conllu.gz`); without it the tagger's weights stay as they are.
"""

import sys
from pathlib import Path

from data.build import countries, lock, tags, words

words.TABLE.write_text(words.build(), encoding="utf-8")
countries.TABLE.write_text(countries.build(), encoding="utf-8")
treebank = Path(sys.argv[1]) / "ud" / "gum-train.conllu.gz" if len(sys.argv) > 1 else None
if treebank is not None and treebank.is_file():
    tags.main(treebank)
else:
    print(f"data.build: {tags.TABLE.name} left as it is: {treebank or 'no folder with ud/gum-train.conllu.gz given'}")
lock.LOCK.write_text(lock.build_lock(), encoding="utf-8")
