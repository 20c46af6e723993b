"""Finding actors by words that somebody types: names and parts of names, seats ("the Kremlin"), old names, misspelt names."""

from __future__ import annotations

from difflib import get_close_matches

from onrecord.gazetteer.actors import Known
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.names import Gazetteer

_ALIKE = 0.8  # how alike two spellings are, 1 where they are the same (difflib's ratio)
_N_SPELLINGS = 3
_LONGER = 2  # letters by which another spelling may be longer or shorter
_SHORTEST = 5  # letters of a word that may be misspelt


def search(words: str, gazetteer: Gazetteer) -> list[Known]:
    """Who is called so or by a name that begins so, the best known first; before them whom the words name as a whole.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> [known.id for known in search("the Kremlin", load_gazetteer())]
    ['RUS']
    """
    found = gazetteer.people.search(words)
    key = to_key(words.removeprefix("the "))
    spelt = (name for tokens, name in gazetteer.names.items() if to_key(" ".join(tokens)) == key)
    named = gazetteer.named(words) or (next(spelt, None) if key else None)
    meant = gazetteer.people.by_id(named.id) if named is not None else None
    return [meant, *(known for known in found if known.id != meant.id)] if meant is not None else found


def search_alike(words: str, gazetteer: Gazetteer) -> tuple[str, list[Known]]:
    """The spelling nearest to the words under which somebody is found, and who; none where nobody is called anything like it.

    >>> from onrecord.gazetteer import load_gazetteer
    >>> spelt, found = search_alike("netanyaho", load_gazetteer())
    >>> spelt, found[0].id
    ('netanyahu', 'ISR/benjamin-netanyahu')
    """
    spellings = [""]
    for word in to_key(words).split():
        alike = _spellings(word, gazetteer) if len(word) >= _SHORTEST else [word]
        spellings = [f"{front} {other}".strip() for front in spellings for other in alike][: _N_SPELLINGS**2]
    for spelt in spellings:
        found = gazetteer.people.search(spelt)
        if found:
            return spelt, found
    return "", []


def _spellings(word: str, gazetteer: Gazetteer) -> list[str]:
    """A word as it is, and the words of names that are spelt nearly so, with the same first two letters."""
    known = sorted(other for other in gazetteer.people.words(word[:2]) if abs(len(other) - len(word)) <= _LONGER)
    return list(dict.fromkeys((word, *get_close_matches(word, known, n=_N_SPELLINGS, cutoff=_ALIKE))))
