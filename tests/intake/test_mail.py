import base64
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.intake import InputFailure, open_captured, report_from_bytes
from sayso.intake.containers import parse
from sayso.intake.formats import recognise
from sayso.intake.origin import Origin
from sayso.report import Report
from tests.intake.making import SENTENCE, column, message, page, pdf

SECOND = "The second crossing stayed shut for a third day on Monday, the port authority at Tarsk said."


def read(data: bytes, **stated: str) -> list[Report]:
    items = [item for item, _ in parse(io.BytesIO(data), Origin(source="x", **stated))]  # type: ignore[arg-type]
    assert all(isinstance(item, Report) for item in items), items
    return [item for item in items if isinstance(item, Report)]


def parts(*each: bytes, kind: str = "mixed", **fields: str) -> bytes:
    """A message of several parts."""
    head = message("", Content_Type=f'multipart/{kind}; boundary="=b"', MIME_Version="1.0", **fields)
    return head + b"".join(b"--=b\r\n" + part + b"\r\n" for part in each) + b"--=b--\r\n"


def part(body: bytes, media: str, *, name: str = "", encoded: bool = False) -> bytes:
    head = f"Content-Type: {media}\r\n"
    head += f'Content-Disposition: attachment; filename="{name}"\r\n' if name else ""
    head += "Content-Transfer-Encoding: base64\r\n" if encoded else ""
    return head.encode() + b"\r\n" + (base64.encodebytes(body) if encoded else body)


def test_what_a_message_says_about_itself():
    received = "from a.example by b.example; Fri, 15 Mar 2024 06:00:00 +0000"
    (report,) = read(message(SENTENCE, Subject="Fwd: Re: Crossing shut", Received=received))
    assert report.text == SENTENCE + "\r\n"
    assert (report.title, report.author, report.outlet) == ("Crossing shut", "Ada Holm", None)
    assert report.published == "2024-03-14T09:30:00+00:00"
    assert report.retrieved == "2024-03-15T06:00:00+00:00"


def test_the_capture_is_the_message_as_it_came(tmp_path):
    data = message(SENTENCE)
    (tmp_path / "a.eml").write_bytes(data)
    ((report, capture),) = open_captured([str(tmp_path / "a.eml")])
    assert isinstance(report, Report)
    assert capture is not None
    assert capture.body == data


def test_the_outlet_is_what_the_list_calls_itself_unless_it_is_stated():
    listed = message(SENTENCE, List_Id='"Harbour Post alerts" <alerts.harbour.example>')
    assert [report.outlet for report in read(listed)] == ["Harbour Post alerts"]
    assert [report.outlet for report in read(listed, outlet="Stated Post")] == ["Stated Post"]
    assert [report.published for report in read(listed, published="2024-01-02")] == ["2024-01-02"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe_an_Tarsk?=", "Grüße an Tarsk"),
        ("=?iso-8859-1?b?R3L832U=?= an\r\n Tarsk", "Grüße an Tarsk"),
        ("=?no-such?q?x?= Tarsk", "x Tarsk"),
        ("=?utf-8?b?!!!?= Tarsk", None),
    ],
)
def test_encoded_words_are_decoded(written, meant):
    (report,) = read(message(SENTENCE, Subject=written))
    assert meant is None or report.title == meant


def test_the_plain_part_goes_before_the_page_if_it_holds_the_story():
    both = parts(part(SENTENCE.encode(), "text/plain"), part(page(SECOND), "text/html"), kind="alternative")
    assert [report.text.strip() for report in read(both)] == [SENTENCE]
    stub = parts(part(b"View it in a browser.", "text/plain"), part(page(SECOND), "text/html"), kind="alternative")
    (report,) = read(stub)
    assert report.text.startswith(SECOND)
    assert (report.title, report.published) == ("Crossing shut", "2024-03-14T09:30:00+00:00")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "no-such-charset", "utf-16"])
def test_texts_are_decoded_by_their_charset(charset):
    words = "The café at Tarsk stayed shut for a third day on Monday, the port authority said."
    body = words.encode("utf-8" if charset.startswith("no") else charset)
    (report,) = read(parts(part(body, f"text/plain; charset={charset}", encoded=True)))
    assert report.text == words


def test_attached_documents_are_reports_of_their_own():
    document = pdf([column(72, 700, SECOND)])
    data = parts(
        part(SENTENCE.encode(), "text/plain"),
        part(document, "application/pdf", name="statement.pdf", encoded=True),
        part(page(SECOND), "text/html", name="a.html", encoded=True),
        part(b"\x89PNG\r\n\x1a\n", "image/png", name="logo.png", encoded=True),
        part(b"Sent from a list. Leave it at any time, it says here below the line.", "text/plain"),
    )
    found = list(parse(io.BytesIO(data), Origin(source="x")))
    assert [item.text.split("\n")[0].strip() for item, _ in found if isinstance(item, Report)] == [
        SENTENCE,
        SECOND,
        SECOND,
    ]
    assert found[1].capture is not None
    assert found[1].capture.body == document


def test_attached_messages_are_reports_of_their_own():
    inner = message(SECOND, Subject="Second", From="Ivo Brandt <ivo@harbour.example>")
    outer = parts(part(SENTENCE.encode(), "text/plain"), part(inner, "message/rfc822"))
    assert [(report.title, report.author) for report in read(outer)] == [
        ("Crossing shut", "Ada Holm"),
        ("Second", "Ivo Brandt"),
    ]


def test_quoted_lines_and_the_signature_stay_and_are_marked():
    body = f"{SENTENCE}\n\nOn Monday, Ivo Brandt wrote:\n> Is it shut?\n> Who says so?\n\nIt is.\n\n-- \nAda Holm"
    (report,) = read(message(body))
    marked = [report.text[slice(*item.span)] for item in report.furniture if item.kind == "boilerplate"]
    assert marked == [
        "On Monday, Ivo Brandt wrote:\r\n> Is it shut?\r\n> Who says so?",
        "-- \r\nAda Holm",
    ]
    assert report.text.replace("\r\n", "\n") == body + "\n"


def test_a_mailbox_holds_many_messages(tmp_path):
    mailbox = b"".join(
        b"From ada@harbour.example Thu Mar 14 09:30:00 2024\n" + each.replace(b"\r\n", b"\n") + b"\n"
        for each in (message(f"{SENTENCE}\n\n>From here on nothing is known."), message("Hello."), message(SECOND))
    )
    (tmp_path / "news").write_bytes(mailbox)
    told = []
    first, second = open_captured([str(tmp_path / "news")], told=lambda *said: told.append(said[1]))
    assert isinstance(first.item, Report)
    assert isinstance(second.item, Report)
    assert "\nFrom here on" in first.item.text
    assert second.item.text.startswith(SECOND)
    assert told == ["passed over: 1 without a story"]


def test_what_is_mail_is_known_by_its_header():
    for text, kind in (
        (message(SENTENCE), "mail"),
        (b"From: a@b.example\nReceived: x\n\nText", "mail"),
        (b"From: Tarsk, with love\nTo: all\n\nText", "text"),
        (b"Date: Monday\nThe crossing stayed shut.", "text"),
        (b"From Tarsk to Velm: the crossing stayed shut at 10:30 on Monday.", "text"),
        (b"From: the ministry\nDate: Monday\nThe crossing stayed shut.", "text"),
    ):
        assert recognise(text, Origin(source="x")) == kind


def test_dates_that_are_none_are_unknown_and_far_ones_a_doubt():
    received = "by b.example; Fri, 15 Mar 2024 06:00:00 +0000"
    assert [report.published for report in read(message(SENTENCE, Date="soon"))] == [None]
    assert [report.published for report in read(message(SENTENCE, Date="Thu, 99 Mar 99999 09:30:00 +9999"))] == [None]
    (far,) = read(message(SENTENCE, Date="Thu, 14 Mar 2999 09:30:00 +0000", Received=received))
    assert any("after it was fetched" in warning for warning in far.warnings)


def test_a_message_without_a_story_is_a_failure():
    with pytest.raises(InputError, match="no report in it"):
        report_from_bytes(message("Hello."), source="a.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\nFrom: a\r\nDate: x\r\n\r\n--%d\r\n' % (n, n)
            for n in range(5_000)
        ),
        b"From: a\r\nDate: x\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 20_000,
        b"From: a\r\nDate: x\r\nSubject: " + b"=?utf-8?q?x?= " * 50_000 + b"\r\n\r\n" + SENTENCE.encode(),
        b"From: " + b"(" * 50_000 + b"\r\nDate: x\r\n\r\n" + SENTENCE.encode(),
        b"From: a\r\nDate: x\r\nContent-Type: text/plain" + b"; a*0=b" * 20_000 + b"\r\n\r\n" + SENTENCE.encode(),
        b"From: a\r\nDate: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"!" * 100_000,
    ],
    ids=["nested", "many parts", "long subject", "open brackets", "many parameters", "no base64"],
)
def test_hostile_messages_end_and_are_no_crash(data):
    items = [item for item, _ in parse(io.BytesIO(data), Origin(source="x"))]
    assert items


WHOLE = parts(
    part(SENTENCE.encode(), "text/plain; charset=utf-8"),
    part(page(SECOND), "text/html", name="a.html", encoded=True),
    part(message(SECOND), "message/rfc822"),
    List_Id="Harbour <a.example>",
)


def test_it_may_be_cut_at_any_byte():
    for end in range(200, len(WHOLE), 7):
        assert list(parse(io.BytesIO(WHOLE[:end]), Origin(source="x", suffix=".eml")))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)),
            st.binary(max_size=12) | st.sampled_from([b"=?x?q?", b"?=", b"\r\n", b";", b'"', b"--=b", b"\xff"]),
            st.integers(0, 30),
        ),
        max_size=5,
    )
)
def test_no_change_of_bytes_is_a_crash(changes):
    data = bytearray(WHOLE)
    for place, put, gone in changes:
        data[place : place + gone] = put
    items = [item for item, _ in parse(io.BytesIO(bytes(data)), Origin(source="x", suffix=".eml"))]
    assert items
    assert all(isinstance(item, Report | InputFailure) for item in items)
