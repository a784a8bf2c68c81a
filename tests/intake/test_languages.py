import pytest

from sayso.intake import report_from_text
from sayso.intake.languages import guess_language

TEXTS = {
    "en": "The minister said on Monday that the strike was over and that the ferries would sail again from the port.",
    "fr": "Le ministre a déclaré lundi que la grève était finie et que les bateaux allaient repartir dans la semaine.",
    "de": "Der Minister sagte am Montag, dass der Streik vorbei ist und die Fähren wieder aus dem Hafen fahren werden.",
    "es": "El ministro dijo el lunes que la huelga había terminado y que los barcos van a salir de nuevo por la tarde.",
    "pt": "O ministro disse na segunda-feira que a greve não vai continuar e que os barcos já saem do porto",
    "it": "Il ministro ha detto che lo sciopero non è finito e che le navi della compagnia sono ferme nel porto.",
    "nl": "De minister zei maandag dat de staking voorbij is en dat het schip weer uit de haven van Tarsk zal varen.",
    "pl": "Minister powiedział w poniedziałek, że strajk się zakończył i że promy nie będą już stać w porcie na noc.",
    "ru": "Министр заявил в понедельник, что забастовка окончена и паромы снова выйдут из порта в эти дни.",
    "uk": "Міністр заявив у понеділок, що страйк закінчено і пороми знову вийдуть із порту цього тижня.",
    "ar": "قال الوزير يوم الاثنين إن الإضراب قد انتهى وإن السفن ستبحر من جديد من الميناء",
    "fa": "وزیر روز دوشنبه گفت که اعتصاب پایان یافته و کشتی‌ها دوباره از بندر حرکت می‌کنند و گروه‌ها پذیرفته‌اند",
    "he": "השר אמר ביום שני שהשביתה הסתיימה ושהמעבורות יפליגו שוב מהנמל בשבוע הבא",
    "ja": "大臣は月曜日、ストライキは終わり、フェリーは今週中に港を出るだろうと述べた。乗客は安心したという。",
    "zh": "部长星期一表示，罢工已经结束，渡轮将于本周再次从港口出发。乘客们对此表示欢迎，并希望不会再有延误。",
    "ko": "장관은 월요일 파업이 끝났으며 이번 주에 여객선이 다시 항구를 떠날 것이라고 말했다. 승객들은 환영했다.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_language_is_told_from_its_own_words(code):
    assert guess_language(TEXTS[code]) == code


def test_capitals_do_not_matter():
    assert guess_language(TEXTS["en"].upper()) == "en"


@pytest.mark.parametrize("text", ["Tarsk", "Bus crash: 4 dead", "Quill Okafor Vale Brandt " * 10, "12 45 78 " * 20, ""])
def test_short_or_wordless_text_is_not_guessed(text):
    assert guess_language(text) is None


def test_other_languages_are_read_with_a_warning():
    report = report_from_text(TEXTS["fr"])
    assert report.language == "fr"
    assert report.warnings == ("the text looks like French; Sayso reads English",)
    assert report_from_text(TEXTS["en"]).warnings == ()


def test_a_stated_language_stands():
    assert report_from_text(TEXTS["fr"], language="en").language == "en"
