"""The stages, in their order. Each takes `(article, draft)` and returns the draft with its own layer filled.

The frames come between the two tuples: `pipeline.read` asks a finder for them.
"""

from onrecord.frames import Draft, Stage
from onrecord.stages.actors import keep_meant
from onrecord.stages.events import build_events
from onrecord.stages.links import link_phrases
from onrecord.stages.mentions import find_phrases
from onrecord.stages.prose import keep_reports
from onrecord.stages.quotes import build_quotes
from onrecord.stages.regions import find_regions
from onrecord.stages.sentences import find_sentences
from onrecord.stages.sides import complete_sides
from onrecord.stages.spoken import add_spoken
from onrecord.stages.times import find_times
from onrecord.stages.turns import add_turns
from onrecord.text import Article

BEFORE_FRAMES: tuple[Stage, ...] = (find_regions, find_sentences, find_times, find_phrases)
AFTER_FRAMES: tuple[Stage, ...] = (
    keep_reports,
    add_turns,
    add_spoken,
    complete_sides,
    link_phrases,
    build_quotes,
    build_events,
    keep_meant,
)


def lay_out(article: Article, draft: Draft | None = None) -> Draft:
    """The draft of an article, or the one given, with all layers that come before the frames."""
    draft = draft or Draft()
    for stage in BEFORE_FRAMES:
        draft = stage(article, draft)
    return draft
