from __future__ import annotations

import pytest

from onrecord.errors import ArticleError
from onrecord.ingest import from_text
from onrecord.ingest.language import check_english

OTHERS = {
    "German (de)": "Der Minister sagte am Montag, dass die Regierung den Vertrag nicht unterzeichnen werde.",
    "French (fr)": "Le ministre a déclaré lundi que le gouvernement ne signerait pas le traité avec ses voisins.",
    "Spanish (es)": "El ministro dijo el lunes que el gobierno no firmará el tratado con los países vecinos.",
    "Polish (pl)": "Minister powiedział w poniedziałek, że rząd nie podpisze traktatu z sąsiadami.",
    "Russian (ru)": "Министр сказал в понедельник, что правительство не подпишет договор с соседями.",
    "Turkish (tr)": "Bakan pazartesi günü hükümetin komşularla anlaşmayı imzalamayacağını söyledi.",
    "Finnish (fi)": "Ministeri sanoi maanantaina, ettei hallitus allekirjoita sopimusta naapurien kanssa.",
    "Chinese (zh)": (
        "部长周一表示，政府不会签署该条约，并称谈判将在下个月继续进行，双方都希望尽快达成协议，以便恢复正常关系。"
    ),
}


@pytest.mark.parametrize(("name", "text"), OTHERS.items())
def test_another_language_is_named(name: str, text: str) -> None:
    with pytest.raises(ArticleError, match="onrecord reads English") as caught:
        from_text(text)
    assert f"the text is in {name}" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Snow",
        "Macron",
        "Nein!",
        "“Jamais de la vie,” he said, “jamais, jamais, jamais de la vie, monsieur le président.” The room fell silent.",
        "Abdelfattah Burhan Mohamed Hamdan Dagalo Khartoum Omdurman Bahri Kassala Gedaref",
        "Putin Lukashenko Zelenskyy Meloni Orban Erdogan Raisi Xi Kim Maduro Lula Milei Petro",
        "MINISTER RESIGNS AFTER LEAK OF THE BORDER FILE; OPPOSITION DEMANDS VOTE",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
        "🗞 🗞 🗞",
        "Tra la la la la, tra la la la la, tra la la la la, tra la la la la, tra la la.",
    ],
)
def test_what_cannot_be_told_is_never_refused(text: str) -> None:
    assert from_text(text).language in {"en", None}


def test_english_is_known_without_the_model() -> None:
    assert check_english("The envoy said that they had not met.") == "en"
    assert check_english("ministers sign treaty") is None


def test_an_english_report_full_of_another_language_is_english() -> None:
    quote = "“Die Lage ist ernst und wir werden nichts unterschreiben, solange die Grenze geschlossen bleibt,” "
    assert check_english(" ".join(f"{quote} the minister said on that day." for _ in range(9))) == "en"
