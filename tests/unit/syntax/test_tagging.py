from __future__ import annotations

import pytest

from tests.unit.syntax.sentence import syntax_of


def tag_of(text: str, word: str) -> str:
    syntax = syntax_of(text)
    (at,) = (i for i, token in enumerate(syntax.tokens) if token.text == word)
    return syntax.tags[at]


def lemma_of(text: str, word: str) -> str:
    syntax = syntax_of(text)
    (at,) = (i for i, token in enumerate(syntax.tokens) if token.text == word)
    return syntax.lemmas[at]


@pytest.mark.parametrize(("text", "word", "tag"), [
    ("The report was late.", "report", "NOUN"),
    ("Two officials report delays.", "report", "VERB"),
    ("The minister claims the harbour.", "claims", "VERB"),
    ("Her claims were false.", "claims", "NOUN"),
    ("They will attack the port.", "attack", "VERB"),
    ("The attack on the port failed.", "attack", "NOUN"),
    ("Peru wants to visit Oslo.", "visit", "VERB"),
    ("His visit to Oslo ended.", "visit", "NOUN"),
    ("Peru did not sign the deal.", "sign", "VERB"),
    ("A sign of trouble appeared.", "sign", "NOUN"),
    ("Talks between the two failed.", "Talks", "NOUN"),
    ("She talks to the press.", "talks", "VERB"),
    ("The protest grew.", "protest", "NOUN"),
    ("Dockers protest in Lima.", "protest", "VERB"),
    ("The army's plans leaked.", "plans", "NOUN"),
    ("The army plans a parade.", "plans", "VERB"),
    ("A new offer came.", "offer", "NOUN"),
    ("We offer our help.", "offer", "VERB"),
])  # fmt: skip
def test_nouns_and_verbs_of_one_form(text: str, word: str, tag: str) -> None:
    assert tag_of(text, word) == tag


@pytest.mark.parametrize(("text", "word", "tag"), [
    ("A Kenyan official said so.", "official", "NOUN"),
    ("A harbour ministry official refused.", "official", "NOUN"),
    ("They jailed an election official, who fled.", "official", "NOUN"),
    ("The official visit ended.", "official", "ADJ"),
    ("It was told by people familiar with the talks.", "familiar", "ADJ"),
    ("Peru held the rebels responsible for it.", "responsible", "ADJ"),
    ("It would freeze assets and bar Kenyans from trade.", "bar", "VERB"),
    ("Dolly Osei left.", "Dolly", "PROPN"),
    ("Sailors vow to strike over pay", "vow", "VERB"),
    ("The mayor met dockers in a plan to strike.", "plan", "NOUN"),
    ("The council shut down the ferry line.", "shut", "VERB"),
    ("One shows her boat.", "shows", "VERB"),
    ("The other shows Ida Lunde.", "shows", "VERB"),
    ("Marines came to disperse hundreds of dockers.", "disperse", "VERB"),
    ("The law passed its second reading.", "reading", "NOUN"),
    ("The boat was hit on the bow.", "hit", "VERB"),
    ("The envoy refuted claims that sailors fled.", "claims", "NOUN"),
])  # fmt: skip
def test_what_the_words_around_settle(text: str, word: str, tag: str) -> None:
    assert tag_of(text, word) == tag


@pytest.mark.parametrize(("text", "word", "tag"), [
    ("Peru recalls envoy", "recalls", "VERB"),
    ("Norway slams Kenyan ferry remark", "slams", "VERB"),
    ("Norway slams Kenyan ferry remark", "remark", "NOUN"),
    ("Kenya rejects harbour claims", "claims", "NOUN"),
    ("Kenya, Peru sign fishing deal", "sign", "VERB"),
    ("Minister quits over port strike", "strike", "NOUN"),
    ("Lima to expel two envoys", "expel", "VERB"),
])  # fmt: skip
def test_headlines(text: str, word: str, tag: str) -> None:
    assert tag_of(text, word) == tag


@pytest.mark.parametrize(("text", "word", "tag"), [
    ("Ms Osei sailed.", "Osei", "PROPN"),
    ("Will more of them sail?", "Will", "AUX"),
    ("Will Osei sailed.", "Will", "PROPN"),
    ("Ms Osei sailed.", "Ms", "PROPN"),
    ("Omar al-Osei sailed.", "al-Osei", "PROPN"),
    ("The Kenyan ferry sank.", "The", "DET"),
    ("They may sail.", "may", "AUX"),
    ("They sailed in May.", "May", "PROPN"),
    ("Osei has sailed.", "has", "AUX"),
    ("Osei has two boats.", "has", "VERB"),
    ("He said that Osei sailed.", "that", "SCONJ"),
    ("That boat sank.", "That", "DET"),
    ("He said that sailors fled.", "that", "SCONJ"),
    ("He said that two armed sailors fled.", "that", "SCONJ"),
    ("He sank that boat.", "that", "DET"),
    ("Osei and Lunde sailed.", "and", "CCONJ"),
    ("The boat sank quickly.", "quickly", "ADV"),
    ("The large boat sank.", "large", "ADJ"),
    ("The boat of Osei sank.", "of", "ADP"),
    ("It sank 40 years ago.", "40", "NUM"),
    ("It is Osei's.", "'s", "PART"),
    ("It's sinking.", "'s", "AUX"),
    ("They did not sail.", "not", "PART"),
    ("She sank; he swam.", ";", "PUNCT"),
    ("It cost $ 40.", "$", "SYM"),
    ("Two fishermen sank it.", "Two", "NUM"),
])  # fmt: skip
def test_closed_classes_and_names(text: str, word: str, tag: str) -> None:
    assert tag_of(text, word) == tag


@pytest.mark.parametrize(("text", "word", "lemma"), [
    ("They were sailing.", "were", "be"),
    ("They were sailing.", "sailing", "sail"),
    ("Two ministries closed.", "ministries", "ministry"),
    ("Two men left.", "men", "man"),
    ("Two men left.", "left", "leave"),
    ("They won't go.", "wo", "will"),
    ("They can't go.", "ca", "can"),
    ("She denied it.", "denied", "deny"),
    ("She planned it.", "planned", "plan"),
    ("She accused him.", "accused", "accuse"),
    ("They met.", "met", "meet"),
    ("The news came.", "news", "news"),
    ("She blorped it.", "blorped", "blorp"),
])  # fmt: skip
def test_lemmas(text: str, word: str, lemma: str) -> None:
    assert lemma_of(text, word) == lemma


def test_layers_have_one_entry_a_token() -> None:
    syntax = syntax_of("Osei’s boat — “the Tern” — didn't sink in 2031, he said.")
    assert len(syntax.tokens) == len(syntax.tags) == len(syntax.lemmas) == len(syntax.sentence_of)
    assert all(syntax.lemmas)
