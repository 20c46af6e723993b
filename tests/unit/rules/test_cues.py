"""Attributions by rule, one construction a case. All sentences are invented."""

from __future__ import annotations

import importlib
from typing import NamedTuple

import pytest

from onrecord.frames import CUE, Draft, Frame
from onrecord.rules.cue_lexicon import load_cues
from onrecord.rules.cues import find_cue_frames, load_probs
from onrecord.text import Article, Span


class Said(NamedTuple):
    speaker: str
    cue: str
    content: tuple[str, ...]


def draft_of(article: Article) -> Draft:
    regions = importlib.import_module("onrecord.stages.regions")
    sentences = importlib.import_module("onrecord.stages.sentences")
    draft: Draft = sentences.find_sentences(article, regions.find_regions(article, Draft()))
    return draft


def frames_of(text: str) -> tuple[Article, tuple[Frame, ...]]:
    article = Article.from_text(text)
    return article, find_cue_frames(article, draft_of(article))


def read(text: str) -> list[Said]:
    article, frames = frames_of(text)

    def words(spans: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(span.of(article.text) for span in spans)

    return [
        Said(
            " ".join(words(frame.fillers("speaker")[0].spans)) if frame.fillers("speaker") else "",
            " ".join(words(frame.anchor)),
            words(frame.fillers("content")[0].spans),
        )
        for frame in frames
    ]


CASES = {
    "that": ("Ms. Odell said that the ferry had sunk.", ("Ms. Odell", "said", ("that the ferry had sunk",))),
    "bare": ("The harbour master said the ferry had sunk.", ("The harbour master", "said", ("the ferry had sunk",))),
    "weekday": ("The navy said Friday it had left the bay.", ("The navy", "said Friday", ("it had left the bay",))),
    "comma": ("The ferry had sunk, the navy said.", ("the navy", "said", ("The ferry had sunk",))),
    "middle": ("The ferry, the navy said, had sunk.", ("the navy", "said", ("The ferry", "had sunk"))),
    "quotation first": ("“The ferry sank,” Odell said.", ("Odell", "said", ("“The ferry sank,”",))),
    "inverted": (
        "“The ferry sank,” said a tired Captain Brandt Odell.",
        ("a tired Captain Brandt Odell", "said", ("“The ferry sank,”",)),
    ),
    "split": (
        "“We sank,” Odell said, “and nobody came.”",
        ("Odell", "said", ("“We sank,”", "“and nobody came.”")),
    ),
    "goes on": (
        "“We sank,” Odell said. “Nobody came.”",
        ("Odell", "said", ("“We sank,”", "“Nobody came.”")),
    ),
    "next paragraph": (
        "“We sank,” Odell said. “Nobody came.\n\n“Nobody at all.”",
        ("Odell", "said", ("“We sank,”", "“Nobody came.", "“Nobody at all.”")),
    ),
    "colon": ("Odell replied: “Nobody came.”", ("Odell", "replied:", ("“Nobody came.”",))),
    "mixed": (
        "Odell said the rescue was “a disgrace” to the town.",
        ("Odell", "said", ("the rescue was “a disgrace” to the town",)),
    ),
    "whether": ("The judge asked whether the ferry had sunk.", ("The judge", "asked", ("whether the ferry had sunk",))),
    "vow": ("The sailors vowed to stay at home.", ("The sailors", "vowed", ("to stay at home",))),
    "called": ("Odell called the rescue “a farce”.", ("Odell", "called", ("the rescue “a farce”",))),
    "described as": (
        "Odell described the rescue as “very late”.",
        ("Odell", "described", ("the rescue as “very late”",)),
    ),
    "passive": (
        "The rescue was described by Odell as “late”.",
        ("Odell", "was described", ("The rescue", "as “late”")),
    ),
    "according to": (
        "According to the navy, the ferry sank at noon.",
        ("the navy", "According to", ("the ferry sank at noon",)),
    ),
    "hearsay": ("The ferry reportedly sank at noon.", ("", "reportedly", ("The ferry", "sank at noon"))),
    "expected": (
        "The ferry is expected to sail on Monday.",
        ("", "is expected", ("The ferry", "to sail on Monday")),
    ),
    "headline colon": ("Odell: nobody came to help us", ("Odell", ":", ("nobody came to help us",))),
    "headline dash": ("Ferry rescue ‘came too late’ – Odell", ("Odell", "–", ("Ferry rescue ‘came too late’",))),
    "headline without a cue": (
        "Captain 'will not sail' after ferry inquiry",
        ("Captain", "", ("'will not sail'",)),
    ),
    "saying": (
        "Odell left the port, saying “nobody came”.",
        ("Odell", "saying", ("“nobody came”",)),
    ),
    "another voice": (
        "The navy said the ferry had sunk, but Odell said it was afloat.",
        ("The navy", "said", ("the ferry had sunk",)),
    ),
    "before the main clause": (
        "While the navy says the ferry sank, nobody is missing.",
        ("the navy", "says", ("the ferry sank",)),
    ),
    "not the nearer name": (
        "Captain Odell, who replaced Ines Marr in May, said the ferry was lost.",
        ("Captain Odell", "said", ("the ferry was lost",)),
    ),
    "restrictive relative": (
        "Two sailors who spoke on condition of anonymity said the ferry was lost.",
        ("Two sailors who spoke on condition of anonymity", "said", ("the ferry was lost",)),
    ),
    "hedged": (
        "The mate appeared to suggest that the pump had failed.",
        ("The mate", "appeared to suggest", ("that the pump had failed",)),
    ),
    "noun": (
        "The court heard Odell’s claim that the pump had failed.",
        ("Odell", "claim", ("that the pump had failed",)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_construction(name: str) -> None:
    text, expected = CASES[name]
    assert Said(*expected) in read(text)


SILENT = {
    "scare quotes": "The quarrel over the “pirate” remark went on for a week.",
    "a title": "Her novel, “The Drowned Bell”, came out in May.",
    "a word as a word": "The statute uses the word “must” ten times.",
    "say as an example": "Take, say, five boats a day.",
    "a deed": "Norland recalled its ambassador on Monday.",
    "no content": "Odell spoke for an hour.",
    "an adverbial before another verb": "As the tide fell, the ferry began to list.",
    "a list heading": "The agenda: ferries",
}


@pytest.mark.parametrize("name", SILENT)
def test_nobody_speaks(name: str) -> None:
    assert read(SILENT[name]) == []


def frame_of(text: str, cue: str) -> Frame:
    article, frames = frames_of(text)
    return next(frame for frame in frames if any(span.of(article.text) == cue for span in frame.anchor))


def test_polarity_and_modality() -> None:
    assert frame_of("The firm denied that it had paid.", "denied").polarity == "denied"
    assert frame_of("The firm declined to comment.", "declined").polarity == "refused"
    unsaid = frame_of("The firm did not say when it would pay.", "did not say")
    assert (unsaid.polarity, unsaid.modality) == ("refused", "negated")
    assert frame_of("The mayor will tell the council that it is over.", "will tell").modality == "future"
    assert frame_of("The mayor said it was over.", "said").modality == "actual"


def test_addressee_and_medium() -> None:
    article, frames = frames_of("“It is over,” the mayor told reporters in a televised statement.")
    roles = {role.name: role.spans[0].of(article.text) for role in frames[0].roles}
    assert roles["addressee"] == "reporters"
    assert roles["medium"] == "in a televised statement"


def test_a_free_quotation_goes_to_whoever_has_the_floor() -> None:
    text = "“We sank,” Odell said.\n\n“And nobody came to help us at all.”"
    assert read(text)[-1] == Said("Odell", "", ("“And nobody came to help us at all.”",))


def test_a_quotation_after_indirect_speech_stands_alone() -> None:
    said = read("Odell added that he wished them well. “I mean that without any malice.”")
    assert said[-1] == Said("Odell", "", ("“I mean that without any malice.”",))
    assert said[0].content == ("that he wished them well",)


def test_a_regard_inside_a_statement_is_a_frame_of_its_own() -> None:
    said = read("Odell said that Marr believed the pump had failed.")
    assert Said("Marr", "believed", ("the pump had failed",)) in said


def test_blame_goes_to_the_one_who_called_names() -> None:
    assert Said("Marr", "calling", ("him a “pirate”",)) in read("Odell mocked Marr for calling him a “pirate”.")


def test_frames_have_measured_probs_and_the_type_cue() -> None:
    _, frames = frames_of("Odell said it was over. The ferry reportedly sank.")
    assert {frame.type for frame in frames} == {CUE}
    assert all(0.0 < frame.prob < 1.0 for frame in frames)
    assert set(load_probs().values()) <= {p for p in load_probs().values() if 0.0 < p < 1.0}


def test_the_lexicon_is_broad_and_lower_case() -> None:
    lexicon = load_cues()
    assert len(lexicon.takes) > 400
    assert all(lemma == lemma.lower() for lemma in [*lexicon.takes, *lexicon.nouns, *lexicon.adjectives])


def test_syntax_is_needed() -> None:
    with pytest.raises(ValueError, match="find_sentences"):
        find_cue_frames(Article.from_text("Nothing."), Draft())


@pytest.mark.parametrize(
    "piece", ["“said, ", "X said ", '" ', "said that ", ", he said", "claim that – ", "in his words, "]
)
def test_hostile_repetition_stays_linear(piece: str) -> None:
    from time import perf_counter

    def seconds(n: int) -> float:
        article = Article.from_text(piece * n)
        draft = draft_of(article)
        start = perf_counter()
        find_cue_frames(article, draft)
        return perf_counter() - start

    seconds(100)
    small, large = max(seconds(1_000), 0.002), seconds(8_000)
    assert large < 8 * small * 6
