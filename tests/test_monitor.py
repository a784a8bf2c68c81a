from sayso import monitor


def test_how_many_reports_to_expect_is_told_only_where_it_is_known(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("The report is here.")
    (tmp_path / "a" / ".hidden").write_text("Not read.")
    (tmp_path / "b.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert monitor.expected([str(tmp_path), "https://a.example/"]) == 4
    assert monitor.expected([str(tmp_path / "none.txt")]) == 1
    for name in ("a.warc", "a.warc.gz", "a.WACZ", "a.mbox", "a.jsonl.gz", "a.warc.zst"):
        assert monitor.expected([str(tmp_path), name]) is None
    (tmp_path / "a" / "y.warc.gz").write_bytes(b"")
    assert monitor.expected([str(tmp_path)]) is None
    assert monitor.expected(["-"]) is None
