import pytest

from sayso.extraction.acts import act_of, reports_speech


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "say"),
        ("has denied", "deny"),
        ("denying", "deny"),
        ("were accused of", "accuse"),
        ("vowed to", "promise"),
        ("called for", "demand"),
        ("called on", "demand"),
        ("urges", "demand"),
        ("ruled out", "deny"),
        ("according to", "say"),
        ("criticism of", "criticise"),
        ("threatening", "threaten"),
        ("is expected", "expect"),
        ("did not deny", "say"),
        ("declined to confirm", "refuse"),
        ("does not believe", "doubt"),
        ("frobnicated", "say"),
        (":", "say"),
        ("", "say"),
    ],
)
def test_what_a_cue_does(cue: str, act: str):
    assert act_of(cue.split()) == act


def test_belief_alone_makes_no_report_within_a_report():
    assert reports_speech("told")
    assert reports_speech("denied")
    assert not reports_speech("thought")
