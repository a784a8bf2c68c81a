"""Names of people, places and agencies as they stand in the furniture of a report."""

import re


def word_list(words: str, separator: str | None = None) -> frozenset[str]:
    """The words of a list written out as text."""
    return frozenset(word.strip() for word in words.split(separator))


# News agencies and services that credit their stories by name, in lower case.
AGENCIES = word_list(
    """
    abc news, acan-efe, adn, afp, agence france-presse, agerpres, ana, anadolu, anadolu agency, ani, ansa, ap, apa, aap,
    associated press, the associated press, bbc, bbc news, bernama, bloomberg, bloomberg news, bta, canadian press,
    the canadian press, cbs news, cctv, cna, cnbc, cnn, cns, cp, ctk, dpa, dw, efe, fides, fox news, hina, ians, inna,
    interfax, ips, irin, irna, isna, itar-tass, jiji, kcna, kuna, kyodo, lusa, mena, mti, nan, nbc news, notimex,
    novosti, npr, pap, pna, prensa latina, press association, press trust of india, pti, reuters, rfe/rl, rfi, ria,
    ria novosti, ritzau, sana, sapa, spa, ssna, stt, suna, tanjug, tass, telam, thomson reuters,
    thomson reuters foundation, uni, upi, voa, wafa, xinhua, yonhap
    """,
    ",",
)

_PARTICLES = word_list(
    """
    a al an at bin bint da das de del della den der des di do dos du e el en es i ibn la las le les los na of on op os
    san sur the to upon van vom von y zu
    """
)
_WORD = re.compile(r"[^\s,/|]+")


def is_name(words: str, longest: int = 6) -> bool:
    """Whether the words could be one proper name: capitals throughout but for particles ("Ines de la Cruz")."""
    parts = _WORD.findall(words)
    return (
        0 < len(parts) <= longest
        and parts[0][0].isupper()
        and all(_capital(part) or part.lower() in _PARTICLES for part in parts)
    )


def are_names(words: str) -> bool:
    """Whether the words are one name or a list of names: "Jane Doe, Tom Vale and Ines Okafor in Tarsk"."""
    parts = re.split(r"\s*(?:[,;|/]|\band\b|\bAND\b|&|\bin\b|\bfor\b|\bat\b)\s*", words.strip())
    return all(is_name(part) for part in parts if part) and any(parts)


def is_agency(words: str) -> bool:
    """Whether the words name a known news agency ("AP", "Xinhua", "The Associated Press")."""
    return re.sub(r"\s*-\s*", "-", words.strip().lower()) in AGENCIES


def _capital(word: str) -> bool:
    letters = word.lstrip("(\"'“‘’")
    return bool(letters) and (letters[0].isupper() or (letters[:2].lower() in ("d'", "d’", "al") and "-" in letters))
