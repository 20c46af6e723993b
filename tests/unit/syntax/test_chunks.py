from __future__ import annotations

import pytest

from tests.unit.syntax.sentence import group_of, phrase, syntax_of, words


def groups(text: str) -> list[str]:
    """Each verb group as "words: lemma voice tense modal negated form", defaults left out."""
    syntax = syntax_of(text)
    told = []
    for group in syntax.verb_groups:
        parts = [group.lemma, group.voice, group.tense, group.modal or "", "not" if group.negated else "", group.form]
        told.append(" ".join(part for part in parts if part not in ("", "active", "finite")))
    return told


def phrases(text: str) -> list[str | None]:
    syntax = syntax_of(text)
    return [phrase(text, syntax, at) for at in range(len(syntax.noun_phrases))]


@pytest.mark.parametrize(("text", "expected"), [
    ("Peru recalls its envoy.", ["recall present"]),
    ("Peru recalled its envoy.", ["recall past"]),
    ("Peru has recalled its envoy.", ["recall perfect"]),
    ("Peru had recalled its envoy.", ["recall perfect"]),
    ("Peru is recalling its envoy.", ["recall present"]),
    ("Peru was recalling its envoy.", ["recall past"]),
    ("Peru will recall its envoy.", ["recall future"]),
    ("Peru shall recall its envoy.", ["recall future"]),
    ("Peru'll recall its envoy.", ["recall future"]),
    ("Peru is going to recall its envoy.", ["recall future"]),
    ("Peru is set to recall its envoy.", ["recall future"]),
    ("Peru is to recall its envoy.", ["recall future"]),
    ("Peru is expected to recall its envoy.", ["recall future"]),
    ("Peru did recall its envoy.", ["recall past"]),
])  # fmt: skip
def test_tense(text: str, expected: list[str]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("The envoy was recalled.", ["recall passive past"]),
    ("The envoy is recalled.", ["recall passive present"]),
    ("The envoy has been recalled.", ["recall passive perfect"]),
    ("The envoy is being recalled.", ["recall passive present"]),
    ("The envoy will be recalled.", ["recall passive future"]),
    ("The envoy got recalled.", ["recall passive past"]),
    ("The envoy was quietly recalled.", ["recall passive past"]),
    ("The envoy was “recalled”.", ["recall passive past"]),
])  # fmt: skip
def test_voice(text: str, expected: list[str]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Peru may recall its envoy.", ["recall none may"]),
    ("Peru must recall its envoy.", ["recall none must"]),
    ("Peru has to recall its envoy.", ["recall present must"]),
    ("Peru had to recall its envoy.", ["recall past must"]),
    ("Peru would have recalled its envoy.", ["recall none would"]),
    ("The envoy could be recalled.", ["recall passive none could"]),
    ("Peru should “recall its envoy”.", ["recall none should"]),
    ("Peru did not recall its envoy.", ["recall past not"]),
    ("Peru didn't recall its envoy.", ["recall past not"]),
    ("Peru has never recalled an envoy.", ["recall perfect not"]),
    ("Peru won't recall its envoy.", ["recall future not"]),
    ("Peru cannot recall its envoy.", ["recall none can not"]),
    ("The envoy was no longer recalled.", ["recall passive past not"]),
    ("The envoy has not yet been recalled.", ["recall passive perfect not"]),
])  # fmt: skip
def test_modals_and_negation(text: str, expected: list[str]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(("text", "lemma", "form", "voice"), [
    ("Peru wants to recall its envoy.", "recall", "infinitive", "active"),
    ("Peru hopes to be invited.", "invite", "infinitive", "passive"),
    ("Recalling its envoy, Peru left.", "recall", "gerund", "active"),
    ("Having recalled its envoy, Peru left.", "recall", "gerund", "active"),
    ("The envoy recalled by Peru left.", "recall", "participle", "passive"),
    ("The boats seized in May were sold.", "seize", "participle", "passive"),
    ("Sailors accused of theft were freed.", "accuse", "participle", "passive"),
    ("The envoy accused Peru of theft.", "accuse", "finite", "active"),
    ("The men killed two guards.", "kill", "finite", "active"),
    ("The men killed on Monday were guards.", "kill", "participle", "passive"),
    ("A ship built in Oslo sank.", "build", "participle", "passive"),
])  # fmt: skip
def test_forms_and_reduced_relatives(text: str, lemma: str, form: str, voice: str) -> None:
    _, group = group_of(syntax_of(text), lemma)
    assert (group.form, group.voice) == (form, voice)


@pytest.mark.parametrize(("text", "lemma", "expected"), [
    ("The envoy has not yet been accused of theft.", "accuse", "has not yet been accused"),
    ("Peru is set to recall him.", "recall", "is set to recall"),
    ("Why did Osei leave?", "leave", "leave"),
    ("They want to quickly sail.", "sail", "to quickly sail"),
])  # fmt: skip
def test_words_of_a_group(text: str, lemma: str, expected: str) -> None:
    syntax = syntax_of(text)
    _, group = group_of(syntax, lemma)
    assert words(text, syntax, (group.first, group.last)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("The old lighthouse fell.", ["The old lighthouse"]),
    ("Ms Osei's spokesman Kofi Lunde left.", ["Ms Osei's spokesman Kofi Lunde"]),
    ("The Kenyan foreign minister left.", ["The Kenyan foreign minister"]),
    ("Kenya's ambassador to Peru left.", ["Kenya's ambassador", "Peru"]),
    ("The sailors’ union won.", ["The sailors’ union"]),
    ("It hit her two new boats.", ["It", "her two new boats"]),
    ("The “pirate” remark hurt Peru.", ["The “pirate” remark", "Peru"]),
    ("Kofi “Anchor” Osei sailed.", ["Kofi “Anchor” Osei"]),
    ("Peru and Kenya agreed.", ["Peru", "Kenya"]),
    ("All three countries agreed.", ["All three countries"]),
    ("Many of them left.", ["Many", "them"]),
    ("The state-owned harbour firm failed.", ["The state-owned harbour firm"]),
    ("The cold and windy island sank.", ["The cold and windy island"]),
    ("Some 2,000 people fled.", ["Some 2,000 people"]),
    ("He gave them $ 40 .", ["He", "them", "$ 40"]),
    ("The secretary general left.", ["The secretary general"]),
    ("These are ours.", ["These", "ours"]),
])  # fmt: skip
def test_noun_phrases(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("It left the harbour board last week.", ["It", "the harbour board", "last week"]),
    ("Wages rose 5% last month.", ["Wages", "5%", "last month"]),
    ("It is due in the next week.", ["It", "the next week"]),
    ("For nine years dockers slept here.", ["nine years", "dockers"]),
    ("Last week Peru left.", ["Last week", "Peru"]),
    ("The three days strike ended.", ["The three days strike"]),
    ("In 2003 Mr Osei sailed.", ["2003", "Mr Osei"]),
    ("In May 2003 sailors left.", ["May 2003", "sailors"]),
    ("On May 12 Peru left.", ["May 12", "Peru"]),
    ("In May 12 sailors left.", ["May", "12 sailors"]),
    ("On Friday nine sailors left.", ["Friday", "nine sailors"]),
    ("The 2003 Lima pact held.", ["The 2003 Lima pact"]),
])  # fmt: skip
def test_a_time_is_a_phrase_of_its_own(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_dead_is_how_somebody_was_shot() -> None:
    assert phrases("Pirates shot dead two sailors.") == ["Pirates", "two sailors"]


@pytest.mark.parametrize(("text", "head"), [
    ("The old lighthouse fell.", "lighthouse"),
    ("Kenya's ambassador left.", "ambassador"),
    ("The harbour strike ended.", "strike"),
    ("He left.", "He"),
])  # fmt: skip
def test_heads(text: str, head: str) -> None:
    syntax = syntax_of(text)
    assert syntax.tokens[syntax.noun_phrases[0].head].text == head
