"""A light guess of the language of a text, enough to tell English from what Sayso cannot read."""

import re
from collections import Counter

# The commonest words that carry no topic, by ISO 639-1 code; a word may serve several languages.
_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with he it as his be at by this had not are but from they she which "
    "have has an were been their said will who would there what when him her one all more than its about after",
    "fr": "le la les de des du et un une est que qui dans pour pas sur au aux avec ce cette il elle se ne par plus "
    "sont son sa ses ont été mais nous vous leur à où être l'on c'est d'un d'une qu'il",
    "de": "der die das und ist von den dem des ein eine einer eines einem einen zu mit für auf im nicht auch sich als "
    "an es er sie wir aus bei nach wie werden wurde hat haben sind war dass über noch nur oder vom zum zur",
    "es": "el la los las de del y que en un una por con para es se no su sus al lo como más pero fue ha han este esta "
    "son entre cuando también ya sobre desde hasta donde muy porque",
    "pt": "o a os as de do da dos das e que em um uma por com para é não se no na nos nas ao à pelo pela mais como mas "
    "foi são seu sua também já ser tem entre quando até muito",
    "it": "il lo la i gli le di del della dei delle e che in un una per con non è si da al alla nel nella sono come "
    "più ma ha anche questo questa suo sua essere tra dal dalla ed",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar over uit maar hij ze "
    "wordt werd heeft hebben nog deze dit worden was die",
    "sv": "och i att det som en på är av för med den till inte om ett han de har var sig från vi så men hon kan när "
    "där efter ska skulle eller också nu",
    "da": "og i at det som en på er af for med den til ikke om et han de har var sig fra vi så men hun kan når der "
    "efter skal blev eller også nu mod",
    "no": "og i at det som en på er av for med den til ikke om et han de har var seg fra vi så men hun kan når der "
    "etter skal ble eller også nå mot",
    "fi": "ja on ei se että hän oli ovat mutta myös kun joka sen tai mukaan ole kuin niin jos vain mitä jo hänen ollut",
    "pl": "i w na z do się nie że to jest o od za po przez jak ale dla oraz są był była tym jego który która które tak",
    "cs": "a v na se je z že do s o to pro ve za by jako podle po jsou byl byla také ale který která které však od",
    "hu": "a az és hogy nem is egy van volt meg csak már még de azt ez ezt ha mint vagy szerint után kell lesz majd",
    "ro": "și în de la a cu pe nu că este din care pentru o un au mai fost sunt prin după sau dar ca al ale lui",
    "tr": "ve bir bu da de için ile olarak daha çok olan gibi kadar sonra ne en olduğunu dedi değil ise ancak her",
    "id": "yang dan di untuk dengan dari pada dalam ini itu tidak akan oleh ke adalah juga telah sebagai ada mereka",
    "hr": "i u je na da se su za od s o koji koja ne kao ili bi iz što će nije ali to sve po samo kako",
    "sq": "dhe të në e i për me një nga që është se më si por janë ka u do kjo ky duke",
    "vi": "và của là các có trong cho được không người với những này một khi đã ở về đến cũng",
    "sw": "na ya wa kwa ni katika za la kuwa hiyo huyo lakini pia hata kama baada watu alisema wakati",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in frozenset(_words.split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)
# Scripts that belong, in news, to one language above all; the letters that name another come first.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("sr", re.compile("[ђјљњћџЂЈЉЊЋЏ]")),
    ("ru", re.compile("[ыэёЫЭЁ]")),
    ("bg", re.compile("[а-яА-Я]")),
    ("ur", re.compile("[ٹڈڑںےھ]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
)
_NAMES = {
    "am": "Amharic",
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "km": "Khmer",
    "kn": "Kannada",
    "ko": "Korean",
    "ml": "Malayalam",
    "my": "Burmese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "si": "Sinhala",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 20_000  # characters
_FEWEST_WORDS = 12
_FEWEST_LETTERS = 40  # of a script other than Latin
_SHARE = 0.15  # of function words; running text has 0.3 and more, lists of names next to none
_LEAD = 1.25  # over the next language; sister languages share their words


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of the text's beginning is in, or `None` if unsure."""
    sample = text[:_SAMPLE]
    words = Counter(_WORD.findall(sample.lower()))
    letters = sum(len(word) * count for word, count in words.items())
    other = sum(len(word) * count for word, count in words.items() if word[0] >= "\u0370" and not _is_latin(word[0]))
    if 2 * other > letters:
        return _by_script(sample, letters)
    return _by_words(words)


def _is_latin(letter: str) -> bool:
    """Whether a letter beyond U+0370 is a Latin one with marks."""
    return "\u1e00" <= letter < "\u1f00"


def language_name(code: str) -> str:
    """The English name of a language, or its code where Sayso knows none."""
    return _NAMES.get(code, code)


def _by_script(sample: str, letters: int) -> str | None:
    if letters < _FEWEST_LETTERS:
        return None
    # A language's own letters are a small part of the script that it shares.
    return next((code for code, script in _SCRIPTS if len(script.findall(sample)) > 0.01 * letters), None)


def _by_words(words: Counter[str]) -> str | None:
    total = words.total()
    if total < _FEWEST_WORDS:
        return None
    hits: Counter[str] = Counter()
    for word in words.keys() & _LANGUAGES_OF.keys():
        for code in _LANGUAGES_OF[word]:
            hits[code] += words[word]
    if not hits:
        return None
    (best, most), (_, second) = (*hits.most_common(2), ("", 0))[:2]
    return best if most >= _SHARE * total and most >= _LEAD * second else None
