"""What the heads of the network tell, in the order of their outputs; shared by training and reading."""

from __future__ import annotations

from onrecord import ontology

CUES = ("none", "speech", "attitude", "free")  # free: a quotation without a cue, at its first word
EVENTS = ("none", *ontology.TYPES)
MODES = ("none", *(f"{type_}/{mode}" for type_ in ontology.TYPES for mode in ontology.modes(type_)))
MODALITIES = ("actual", "future", "hypothetical", "negated")
POLARITIES = ("affirmed", "denied", "refused")
ASSERTIONS = ("nested", "performed", "unnamed")  # who asserts it: as nesting tells, the speaker by acting, nobody named
MENTIONS = ("none", "country", "person", "organization", "group")
SECTORS = ("none", *ontology.SECTORS)  # the first sector of whom a mention means
REGIONS = ("speech", "scare", "title", "nickname")
CUE_ROLES = ("anchor", "speaker", "content", "addressee", "medium", "time")
EVENT_ROLES = ("anchor", "actor", "recipient", "place", "time")
TAGS = ("O", "B", "I")
RELATIONS = ("none", *ontology.TYPES)  # of a given pair, by the manual of 2024
PLV = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
N_PAIR = 3  # neither, actor, recipient


def modes_of(type_: str) -> list[int]:
    """The places in MODES that a type may have: "none" and its own."""
    return [0, *(i for i, code in enumerate(MODES) if code.startswith(type_ + "/"))]
