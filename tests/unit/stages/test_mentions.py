from __future__ import annotations

import pytest

from onrecord.frames import Draft, Phrase
from onrecord.stages.mentions import find_phrases
from onrecord.text import Article
from tests.unit.stages.scene import nth_phrase, phrases_of


def phrase(text: str, words: str) -> Phrase:
    return nth_phrase(*phrases_of(text), words)[1]


def all_words(text: str) -> list[str]:
    article, draft = phrases_of(text)
    return [found.span.of(article.text) for found in draft.phrases]


@pytest.mark.parametrize(("text", "words", "kind", "how", "key"), [
    ("Peru left.", "Peru", "country", "name", "PER"),
    ("The US left.", "The US", "country", "name", "USA"),
    ("The U.S. left.", "The U.S.", "country", "name", "USA"),
    ("South Korea left.", "South Korea", "country", "name", "KOR"),
    ("Oslo denied it.", "Oslo", "country", "metonym", "NOR"),
    ("The Kremlin denied it.", "The Kremlin", "country", "metonym", "RUS"),
    ("Downing Street denied it.", "Downing Street", "country", "metonym", "GBR"),
    ("They met in Oslo.", "Oslo", "place", "metonym", "NOR"),
    ("The UN left.", "The UN", "organization", "name", "UNO"),
    ("The UN Security Council met.", "The UN Security Council", "organization", "name", "UNO/security-council"),
    ("NATO left.", "NATO", "organization", "name", "IGO/nato"),
    ("Norwegians left.", "Norwegians", "group", "name", None),
])  # fmt: skip
def test_names_of_the_gazetteer(text: str, words: str, kind: str, how: str, key: str | None) -> None:
    found = phrase(text, words)
    assert (found.kind, found.how, found.key) == (kind, how, key)


@pytest.mark.parametrize(("words", "kind", "key", "country", "name"), [
    ("ALBANIA", "country", "ALB", "ALB", "Albania"),
    ("NATO", "organization", "IGO/nato", "IGO", "NATO"),
    ("TURKEY'S MINISTER ISMAIL OSEI", "person", None, None, "Ismail Osei"),
    ("TURKEY", "country", "TUR", "TUR", "Turkey"),
])  # fmt: skip
def test_a_text_in_capitals_is_read_as_one_in_small_letters(
    words: str, kind: str, key: str | None, country: str | None, name: str
) -> None:
    found = phrase("ALBANIA AND NATO ON TUESDAY WARNED TURKEY'S MINISTER ISMAIL OSEI.", words)
    assert (found.kind, found.key, found.country, found.name) == (kind, key, country, name)
    assert all_words("ALBANIA AND NATO WILL BE ANSWERED ON TUESDAY.") == ["ALBANIA", "NATO"]


@pytest.mark.parametrize(("text", "words", "name", "how", "sectors", "office", "gender", "country"), [
    ("Kofi Osei left.", "Kofi Osei", "Kofi Osei", "name", (), None, None, None),
    ("Mr Osei left.", "Mr Osei", "Osei", "title", (), None, "m", None),
    ("Mrs. Osei left.", "Mrs. Osei", "Osei", "title", (), None, "f", None),
    ("Dr Osei left.", "Dr Osei", "Osei", "title", (), None, None, None),
    ("Sir Kofi left.", "Sir Kofi", "Kofi", "title", (), None, "m", None),
    ("President Osei left.", "President Osei", "Osei", "title", ("GOV",), "president", None, None),
    ("Senator Ida Lunde left.", "Senator Ida Lunde", "Ida Lunde", "title", ("LEG",), "senator", None, None),
    ("Gen. Ida Lunde left.", "Gen. Ida Lunde", "Ida Lunde", "title", ("MIL",), "general", None, None),
    ("Queen Ida left.", "Queen Ida", "Ida", "title", ("GOV",), "queen", "f", None),
    ("Foreign Minister Óscar Quispe left.", "Foreign Minister Óscar Quispe",
     "Óscar Quispe", "title", ("GOV",), "foreign minister", None, None),
    ("Peruvian Prime Minister Ana Quispe left.", "Peruvian Prime Minister Ana Quispe",
     "Ana Quispe", "title", ("GOV",), "prime minister", None, "PER"),
    ("The spokesman Kofi Osei left.", "The spokesman Kofi Osei", "Kofi Osei", "title", ("GOV",), "spokesman", "m", None),
    ("Anne van der Lunde left.", "Anne van der Lunde", "Anne van der Lunde", "name", (), None, None, None),
    ("Sudanese President Omar al-Osei left.", "Sudanese President Omar al-Osei",
     "Omar al-Osei", "title", ("GOV",), "president", None, "SDN"),
    ("Luis d’Osei left.", "Luis d’Osei", "Luis d'Osei", "name", (), None, None, None),
    ("The UN High Commissioner for Human Rights Ida Osei left.", "The UN High Commissioner for Human Rights Ida Osei",
     "Ida Osei", "title", ("GOV",), "high commissioner", None, "UNO"),
    ("Luis de Souza left.", "Luis de Souza", "Luis de Souza", "name", (), None, None, None),
    ("NATO Secretary General Kofi Osei left.", "NATO Secretary General Kofi Osei",
     "Kofi Osei", "title", ("GOV",), "secretary general", None, "IGO"),
    ("The veteran diplomat Kofi Osei left.", "The veteran diplomat Kofi Osei", "Kofi Osei", "title", ("GOV",), "diplomat", None, None),
])  # fmt: skip
def test_persons(
    text: str, words: str, name: str, how: str, sectors: tuple[str, ...], office: str | None, gender: str | None, country: str | None
) -> None:  # fmt: skip
    found = phrase(text, words)
    assert found.kind == "person"
    assert (found.name, found.how, found.sectors) == (name, how, sectors)
    assert (found.office, found.gender, found.country) == (office, gender, country)


@pytest.mark.parametrize(("text", "words", "kind", "country", "sectors", "number"), [
    ("The Kenyan ambassador left.", "The Kenyan ambassador", "person", "KEN", ("GOV",), "sg"),
    ("The Kenyan high commissioner left.", "The Kenyan high commissioner", "person", "KEN", ("GOV",), "sg"),
    ("Two Kenyan ministers left.", "Two Kenyan ministers", "group", "KEN", ("GOV",), "pl"),
    ("An opposition leader left.", "An opposition leader", "person", None, ("OPP",), "sg"),
    ("An army officer left.", "An army officer", "person", None, ("MIL",), "sg"),
    ("The US embassy shut.", "The US embassy", "organization", "USA", ("GOV",), "sg"),
    ("The Norwegian army left.", "The Norwegian army", "organization", "NOR", ("MIL",), "sg"),
    ("Norway's army left.", "Norway's army", "organization", None, ("MIL",), "sg"),
    ("The foreign ministry shut.", "The foreign ministry", "organization", None, ("GOV",), "sg"),
    ("The dockers’ union left.", "The dockers’ union", "organization", None, ("LAB",), "sg"),
    ("Rebels left.", "Rebels", "group", None, ("REB",), "pl"),
    ("Peruvian soldiers left.", "Peruvian soldiers", "group", "PER", ("MIL",), "pl"),
    ("Peruvian troops left.", "Peruvian troops", "organization", "PER", ("MIL",), "pl"),
    ("Two Norwegians left.", "Two Norwegians", "group", "NOR", (), "pl"),
    ("The Peruvian foreign minister left.", "The Peruvian foreign minister", "person", "PER", ("GOV",), "sg"),
    ("Thousands marched.", "Thousands", "group", None, ("CVL",), "pl"),
    ("The police left.", "The police", "organization", None, ("COP",), "pl"),
    ("The two countries left.", "The two countries", "group", None, (), "pl"),
    ("Both sides left.", "Both sides", "group", None, (), "pl"),
    ("The US farm department left.", "The US farm department", "organization", "USA", ("GOV",), "sg"),
])  # fmt: skip
def test_descriptions(
    text: str, words: str, kind: str, country: str | None, sectors: tuple[str, ...], number: str
) -> None:
    found = phrase(text, words)
    assert (found.kind, found.country, found.sectors, found.number) == (kind, country, sectors, number)
    assert found.key is None


@pytest.mark.parametrize(("word", "kind", "gender", "number"), [
    ("He", "person", "m", "sg"), ("She", "person", "f", "sg"), ("It", "unknown", None, "sg"),
    ("They", "unknown", None, "pl"), ("We", "unknown", None, "pl"), ("I", "person", None, "sg"),
])  # fmt: skip
def test_pronouns(word: str, kind: str, gender: str | None, number: str) -> None:
    found = phrase(f"{word} left.", word)
    assert (found.how, found.kind, found.gender, found.number) == ("pronoun", kind, gender, number)


@pytest.mark.parametrize(("text", "outer", "inner"), [
    ("Mr Osei's spokesman Ben Lunde left.", "Mr Osei's spokesman Ben Lunde", "Mr Osei"),
    ("Peru's foreign minister left.", "Peru's foreign minister", "Peru"),
    ("Moscow’s embassy shut.", "Moscow’s embassy", "Moscow"),
    ("Its ambassador left.", "Its ambassador", "Its"),
    ("The army's chief Ida Lunde left.", "The army's chief Ida Lunde", "The army"),
    ("The US embassy shut.", "The US embassy", "US"),
])  # fmt: skip
def test_possessors_stand_within_the_whole(text: str, outer: str, inner: str) -> None:
    article, draft = phrases_of(text)
    at, _ = nth_phrase(article, draft, outer)
    _, inside = nth_phrase(article, draft, inner)
    assert inside.within == at


@pytest.mark.parametrize(("text", "expected"), [
    ("Russia-US ties froze.", ["Russia", "US"]),
    ("A US-led force left.", ["A US-led force", "US"]),
    ("The boat sank on Monday.", []),
    ("It rained.", ["It"]),
    ("The weather was fine.", []),
    ("Lake Osei froze.", []),
    ("They swam in Harbour Bay.", ["They"]),
    ("OSLO, Norway (AP) — It rained.", ["It"]),
    ("Lima (Reuters) - It rained.", ["It"]),
])  # fmt: skip
def test_what_refers_and_what_does_not(text: str, expected: list[str]) -> None:
    assert all_words(text) == expected


@pytest.mark.parametrize("text", [
    "It snowed in the Karsk.",
    "It fell in the village of Osk-Vel.",
    "It fell in Osk-Vel.",
    "It blocked the road to Velnara.",
    "It came out of Velnara.",
    "It fell in the Gulf of Velnara.",
    "It left West Africa.",
    "It was posted on X.",
    "It was a Velnari.",
    "It took in nearly 2m Velnari.",
])  # fmt: skip
def test_a_place_or_a_people_is_no_person(text: str) -> None:
    assert all_words(text) == ["It"]


def test_a_year_is_no_part_of_the_name_behind_it() -> None:
    assert all_words("In 2022 Osei left.") == ["Osei"]


def test_a_town_is_a_place_where_a_word_for_places_says_so() -> None:
    found = phrase("It bombed the port of Peterhead.", "Peterhead")
    assert (found.kind, found.country) == ("place", "GBR")


@pytest.mark.parametrize("text", [
    "Timeline: Peru left.", "Q&A: Peru left.", "URGENT: Peru left.", "17:42 GMT - Peru left.", "19:40 Update: Peru left.",
])  # fmt: skip
def test_a_label_is_no_name(text: str) -> None:
    assert all_words(text) == ["Peru"]


def test_no_month_is_a_town() -> None:
    assert all_words("It rained in March.") == ["It"]


def test_an_office_with_a_capital_is_a_description() -> None:
    found = phrase("The Archbishop left.", "The Archbishop")
    assert (found.how, found.kind, found.office) == ("description", "person", "archbishop")


@pytest.mark.parametrize(("text", "expected"), [
    ("It was met with force.", ["It"]),
    ("It banned excessive force.", ["It"]),
    ("She left office.", ["She"]),
    ("He spent a year in prison.", ["He"]),
    ("Hospital admits error.", ["Hospital"]),
    ("The force left.", ["The force"]),
    ("The Kenyan hospital shut.", ["The Kenyan hospital"]),
    ("Prison police left.", ["Prison police"]),
])  # fmt: skip
def test_a_noun_without_determiner_may_be_no_body(text: str, expected: list[str]) -> None:
    assert [words for words in all_words(text) if words != "Kenyan"] == expected


def test_a_body_whose_name_goes_on_behind_for_is_one() -> None:
    text, words = (
        "Chad's State Committee for Fishing Affairs was late again.",
        "Chad's State Committee for Fishing Affairs",
    )
    found = phrase(text, words)
    assert (found.kind, found.name) == ("organization", "State Committee for Fishing Affairs")
    assert all_words(text) == [words, "Chad"]


@pytest.mark.parametrize(("words", "name", "sectors"), [
    ("The Harbour Council of the Judiciary", "Harbour Council of the Judiciary", ("JUD",)),
    ("The Harbour Board of Trade and Fishing", "Harbour Board of Trade and Fishing", ()),
])  # fmt: skip
def test_a_body_whose_name_goes_on_behind_of_is_one(words: str, name: str, sectors: tuple[str, ...]) -> None:
    found = phrase(f"{words} left.", words)
    assert (found.kind, found.name) == ("organization", name)
    assert found.sectors == sectors or not sectors
    assert all_words(f"{words} left.") == [words]


@pytest.mark.parametrize("place", ["Peru", "Aberdeen"])
def test_a_body_of_a_place_is_no_longer_than_its_own_name(place: str) -> None:
    assert "The Harbour Board" in all_words(f"The Harbour Board of {place} left.")


@pytest.mark.parametrize(("words", "key"), [
    ("the House of Commons", "GBR/house-of-commons"),
    ("the opposition Law and Justice party", "POL/pis"),
    ("the International Committee of the Red Cross", "NGO/red-cross"),
    ("the Democratic Republic of Congo", "COD"),
])  # fmt: skip
def test_a_known_name_is_one_whatever_joins_its_parts(words: str, key: str) -> None:
    assert phrase(f"Sailors met {words}.", words).key == key
    assert all_words(f"Sailors met {words}.") == ["Sailors", words]


def test_whose_and_at_least_are_no_part_of_a_name() -> None:
    assert phrase("Ida Lunde, whose party won, left.", "whose party").name == "party"
    assert phrase("At least five soldiers left.", "five soldiers").name == "five soldiers"


@pytest.mark.parametrize(("text", "words", "sectors", "office"), [
    ("Former Kenyan president Kofi Osei left.", "Former Kenyan president Kofi Osei", ("ELI",), "president"),
    ("An ousted mayor left.", "An ousted mayor", ("ELI",), "mayor"),
    ("A former miner left.", "A former miner", ("LAB",), "miner"),
    ("His Kenyan counterpart Kofi Osei left.", "His Kenyan counterpart Kofi Osei", ("GOV",), None),
    ("Her brother Kofi left.", "Her brother Kofi", ("CVL",), None),
    ("Foreign minister Sheikh Osei left.", "Foreign minister Sheikh Osei", ("GOV",), "foreign minister"),
])  # fmt: skip
def test_who_was_in_office_and_what_is_none(
    text: str, words: str, sectors: tuple[str, ...], office: str | None
) -> None:
    found = phrase(text, words)
    assert (found.sectors, found.office) == (sectors, office)


def test_a_title_may_be_a_part_of_the_name() -> None:
    assert phrase("Prime minister Sheikh Hasina left.", "Prime minister Sheikh Hasina").name == "Sheikh Hasina"
    assert phrase("Sheikh Osei left.", "Sheikh Osei").name == "Osei"


def test_us_is_no_country() -> None:
    assert phrase("They told us.", "us").how == "pronoun"


def test_phrases_are_in_order_outer_ones_first() -> None:
    _, draft = phrases_of("Peru's envoy Ana Quispe met Kenya's army. Its chief told her that it was over.")
    spans = [found.span for found in draft.phrases]
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    for found in draft.phrases:
        assert found.span.covers(found.head)
        if found.within is not None:
            assert draft.phrases[found.within].span.covers(found.span)


def test_without_syntax_nothing_is_found() -> None:
    assert find_phrases(Article.from_text("Peru left."), Draft()).phrases == ()


@pytest.mark.parametrize(("text", "key"), [
    ("Neighbouring Chad closed its border.", "TCD"),
    ("Oil-rich Qatar closed its border.", "QAT"),
    ("Rival Kenya closed its border.", "KEN"),
    ("Former coloniser France left.", "FRA"),
    ("Northern Mali was quiet.", "MLI"),
    ("South Sudan left.", "SSD"),
])  # fmt: skip
def test_a_word_written_large_before_a_country_is_no_name_of_it(text: str, key: str) -> None:
    _, draft = phrases_of(text)
    assert (draft.phrases[0].key, draft.phrases[0].kind) == (key, "country")


@pytest.mark.parametrize("text", ["Michael Jordan left.", "General Holland left.", "Christian Jordan left."])
def test_persons_who_are_called_like_countries_stay_persons(text: str) -> None:
    _, draft = phrases_of(text)
    assert [(found.key, found.kind) for found in draft.phrases] == [(None, "person")]


def test_new_mexico_is_not_in_mexico() -> None:
    _, draft = phrases_of("New Mexico governor Ana Quispe left.")
    assert [found.key for found in draft.phrases if found.key] == []


@pytest.mark.parametrize(("text", "keys"), [
    ("Russia-US ties sank.", ["RUS", "USA"]),
    ("Peruvian-Chilean talks failed.", ["PER", "CHL"]),
    ("Franco-German talks failed.", ["FRA", "DEU"]),
    ("Russian-backed rebels left.", [None]),
])  # fmt: skip
def test_a_dyad_names_two_countries_and_no_person(text: str, keys: list[str | None]) -> None:
    _, draft = phrases_of(text)
    assert [phrase.key for phrase in draft.phrases] == keys


def test_the_north_and_the_south_are_the_two_states_of_one_name() -> None:
    _, draft = phrases_of(
        "North Korea and South Korea met. The North spoke. The South's army did not. Ties between North and South sank."
    )
    assert [found.key for found in draft.phrases if found.key] == ["PRK", "KOR", "PRK", "KOR", "PRK", "KOR"]
    _, draft = phrases_of("South Korea was quiet. The North of Italy was not.")
    assert [found.key for found in draft.phrases if found.key] == ["KOR", "ITA"]


@pytest.mark.parametrize(("text", "words"), [
    ("Shells fell across the Line of Control.", "Control"),
    ("They demanded justice.", "justice"),
    ("They crossed the Kodori Gorge.", "the Kodori Gorge"),
    ("The Donetsk People's Republic fell.", "The Donetsk People"),
])  # fmt: skip
def test_a_thing_and_a_part_of_a_name_are_no_actors(text: str, words: str) -> None:
    assert words not in all_words(text)


def test_a_judge_is_still_one() -> None:
    assert phrase("The justice left.", "The justice").sectors == ("JUD",)
    assert (
        phrase("The Donetsk People's Republic fell.", "The Donetsk People's Republic").key
        == "UKR/donetsk-people-s-republic"
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("Two days after the meeting gunmen attacked Peru.", ["gunmen", "Peru"]),
    ("A week after the summit Chad bombed Peru.", ["Chad", "Peru"]),
    ("Two days after the election officials resigned, Chad left.", ["the election officials", "Chad"]),
    ("The vote rebels left.", ["The vote rebels"]),
])  # fmt: skip
def test_what_was_before_is_no_part_of_who_acts(text: str, expected: list[str]) -> None:
    assert all_words(text) == expected


def test_a_capital_may_be_a_given_name() -> None:
    assert phrase("Paris Hilton left.", "Paris Hilton").country is None
    assert phrase("Sofia Rossi left.", "Sofia Rossi").name == "Sofia Rossi"


def test_a_treaty_is_no_person() -> None:
    _, draft = phrases_of("The Paris Agreement was signed.")
    assert not [found for found in draft.phrases if found.kind == "person"]


@pytest.mark.parametrize(("text", "words", "country", "name"), [
    ("Two South Koreans left.", "Two South Koreans", "KOR", "Two South Koreans"),
    ("A South African left.", "A South African", "ZAF", "South African"),
    ("Chad fired on the South Africans.", "the South Africans", "ZAF", "South Africans"),
    ("Dozens of South Sudanese left.", "Dozens", "SSD", "Dozens"),
])  # fmt: skip
def test_a_people_of_two_words(text: str, words: str, country: str, name: str) -> None:
    found = phrase(text, words)
    assert (found.country, found.name) == (country, name)


def test_a_neighbour_is_not_of_the_place_where_it_is_sued() -> None:
    assert phrase("Quito sued its neighbour in The Hague.", "its neighbour").country is None
