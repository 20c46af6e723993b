"""Acts of speech that a trained finder tells as words only: "warned that Chile had brought ties to the brink" blames Chile too."""

from __future__ import annotations

from dataclasses import replace

from onrecord.frames import CUE, Draft
from onrecord.rules import find_spoken_frames
from onrecord.stages.contexts import find_contexts
from onrecord.text import Article


def add_spoken(article: Article, draft: Draft) -> Draft:
    """Add the ACCUSE and THREATEN frames of attributions on whose cue the trained finder sees no act; a rule's are all there."""
    acts = [frame for frame in draft.frames if frame.type != CUE]
    if any(frame.by_rule for frame in acts):
        return draft
    added = []
    for frame in find_spoken_frames(article, draft):
        sentence = draft.sentence_at(frame.anchor[0].start)
        contexts = find_contexts(sentence.of(article.text), frame.type, frame.mode)
        added.append(replace(frame, contexts=contexts))
    return replace(draft, frames=(*draft.frames, *added)) if added else draft
