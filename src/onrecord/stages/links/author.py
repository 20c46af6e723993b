"""Who "I" and "we" are outside all that anybody is said to say: whoever wrote or speaks the text, by name where it tells one."""

from __future__ import annotations

import re

from onrecord.frames import Phrase
from onrecord.stages.links.chains import Cast, Chain
from onrecord.text import Span

NAME = "the author"
WE = frozenset("we us our ours ourselves".split())
_OPENING = re.compile(r"(?:\bmy name is|\bI am|\bI['’]m)\s+", re.IGNORECASE)  # "I'm Mario Lucero"
_OPENS_WITHIN = 12  # code points before a name that are looked at
_BYLINE = re.compile(r"by\s+", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?:(?:joint|press|official|full|text of the) )*(?:statement|declaration|letter|message) (?:by|from) (?:the )?",
    re.IGNORECASE,
)
_FIRST = 6  # phrases among which a headline names whose statement a text is
_EDGE = 3  # paragraphs from the start that may hold a byline, and from the end that may hold a signature
_TURN = 12  # words; of a text of which most paragraphs are shorter, nobody can tell whose turn it is
_TURNS = 6  # paragraphs that such a text has at least


class Author:
    """The author of an article, found once; None where several speak in turns."""

    def __init__(self, cast: Cast, quoted: list[bool]) -> None:
        named = {
            at
            for i, at in enumerate(cast.chain_of)
            if at is not None and not quoted[i] and _is_author(cast, cast.phrases[i])
        }
        self.is_known = len(named) < 2 and not _is_in_turns(cast)
        self.one = named.pop() if len(named) == 1 else None
        self.many: int | None = None
        self.stated = next((i for i, phrase in enumerate(cast.phrases[:_FIRST]) if _states(cast, phrase)), None)

    @property
    def chains(self) -> tuple[int | None, ...]:
        """The chains of which nobody speaks as of "he" or "they"."""
        return self.one, self.many

    def chain(self, cast: Cast, word: str) -> int | None:
        """The chain of "I" or "we" ("word"), made at its first mention."""
        if self.stated is not None and (at := cast.chain_of[self.stated]) is not None:
            return at
        if not self.is_known:
            return None
        if word in WE:
            self.many = self.many if self.many is not None else cast.open(Chain("group", "the authors", plural=True))
            return self.many
        self.one = self.one if self.one is not None else cast.open(Chain("person", NAME))
        return self.one


def _states(cast: Cast, phrase: Phrase) -> bool:
    """Whether a headline says that the text is the statement of an actor: "Statement by the Foreign Ministry of Chad"."""
    text = cast.article.text
    headline = cast.article.paragraphs[0]
    in_headline = phrase.span.end <= headline.end and text[headline.end - 1] not in ".!?"
    return in_headline and _STATEMENT.fullmatch(text[: phrase.span.start]) is not None


def _is_author(cast: Cast, phrase: Phrase) -> bool:
    """Whether a name is a byline, a signature, or what somebody says that they are called."""
    if phrase.kind != "person" or phrase.how not in ("name", "title"):
        return False
    text, paragraphs = cast.article.text, cast.article.paragraphs
    before = text[max(0, phrase.span.start - _OPENS_WITHIN) : phrase.span.start]
    opening = _OPENING.search(before)
    if opening is not None and opening.end() == len(before):
        return True
    at = cast.paragraph_at(phrase.span)
    paragraph = paragraphs[at]
    rest = text[paragraph.start : phrase.span.start]
    if at < _EDGE and _BYLINE.fullmatch(rest):
        return True
    return at >= max(2, len(paragraphs) - _EDGE) and _fills(text, phrase.span, paragraph)


def _fills(text: str, span: Span, paragraph: Span) -> bool:
    """Whether a name is all of a paragraph but for marks and spaces."""
    return not re.search(r"\w", text[paragraph.start : span.start] + text[span.end : paragraph.end])


def _is_in_turns(cast: Cast) -> bool:
    """Whether a text is mostly of short paragraphs, as a conversation is."""
    lengths = [len(paragraph.of(cast.article.text).split()) for paragraph in cast.article.paragraphs]
    return len(lengths) >= _TURNS and 2 * sum(length < _TURN for length in lengths) > len(lengths)
