import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.decoding import declared_in_page, decode, web_codec

QUOTED = "“No,” said Zoë Ferrán of Tarsk – and the minister’s aide agreed…"


def test_valid_utf8_needs_no_declaration_and_outweighs_a_wrong_one():
    assert decode(QUOTED.encode()) == (QUOTED, "utf-8", ())
    assert decode(QUOTED.encode(), "iso-8859-1").text == QUOTED


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_not_part_of_the_text(codec):
    assert decode(QUOTED.encode(codec), "windows-1252").text == QUOTED


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zero_bytes(codec):
    assert decode(QUOTED.encode(codec)).text == QUOTED


def test_windows_1252_is_the_guess_for_latin_text_with_curly_quotes():
    text, encoding, warnings = decode(QUOTED.encode("cp1252"))
    assert text == QUOTED
    assert encoding == "cp1252"
    assert warnings == ("the encoding is not stated; read as cp1252",)


def test_latin1_label_means_windows_1252_as_in_browsers():
    assert decode(QUOTED.encode("cp1252"), "ISO-8859-1") == (QUOTED, "cp1252", ())


def test_text_declared_as_utf8_that_is_latin1_is_read_with_a_warning():
    text, _, warnings = decode("Señor Muñoz dimitió, según él".encode("latin-1"), "utf-8")
    assert text == "Señor Muñoz dimitió, según él"
    assert "declared as utf-8 but is not" in warnings[0]


def test_damaged_utf8_stays_utf8_and_shows_where_it_broke():
    data = QUOTED.encode()
    text, encoding, warnings = decode(data[:-2] + b" and so on " + "é–é".encode())
    assert encoding == "utf-8"
    assert text.startswith(QUOTED[:-1] + "\ufffd and so on")
    assert "U+FFFD" in warnings[0]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("shift_jis", "東京で地震があり、三人がけがをした。"),
        ("gb2312", "部长周三表示，罢工已经结束。"),
        ("euc-kr", "장관은 수요일 파업이 끝났다고 말했다."),
        ("windows-1251", "Министр заявил, что забастовка окончена."),
        ("iso-8859-7", "Ο υπουργός είπε ότι η απεργία τελείωσε."),
        ("windows-1256", "قال الوزير إن الإضراب انتهى"),
    ],
)
def test_declared_legacy_encodings_are_obeyed(label, text):
    assert decode(text.encode(label), label).text == text


def test_undeclared_cyrillic_is_recognised():
    text = "Министр транспорта заявил в среду, что забастовка окончена и паромы снова пойдут. " * 5
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    "label", ["utf-7", "unicode_escape", "base64", "undefined", "idna", "no such", "a\0b", "é", ""]
)
def test_unfit_labels_are_no_codecs(label):
    assert web_codec(label) is None
    assert decode(b"plain +AGE- \\u0041", label).text == "plain +AGE- \\u0041"


def test_pages_declare_their_encoding_in_two_ways():
    assert declared_in_page(b'<html><head><meta charset="windows-1250">') == "windows-1250"
    head = b"<META http-equiv='Content-Type' content='text/html; charset=koi8-r'>"
    assert declared_in_page(head) == "koi8-r"
    assert declared_in_page(b'<?xml version="1.0" encoding="iso-8859-2"?><html>') == "iso-8859-2"
    assert declared_in_page(b'<meta charset="utf-16">') == "utf-8"
    assert declared_in_page(b"<p>charset=koi8-r</p>") is None


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_utf8_text_is_kept_to_the_character(text):
    # A leading mark is a sign of the encoding, and text of zero bytes may be UTF-16.
    if not text.startswith("\ufeff") and "\0" not in text:
        assert decode(text.encode()).text == text


@given(st.binary(), st.sampled_from([None, "utf-8", "shift_jis", "utf-16", "iso-2022-jp", "x-unknown"]))
def test_any_bytes_give_text_without_surrogates(data, label):
    decode(data, label).text.encode("utf-8")
