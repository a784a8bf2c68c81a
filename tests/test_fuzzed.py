"""Bytes that the fuzzer found something wrong with, each made as short as it can be."""

import pytest

import sayso

FOUND = {
    "a PDF in which a page's resources are no dictionary": (
        b"%PDF-1.4\n1 0 obj<<///Pages 2 0 R>2 0 obj<</Contents 4 0 R/Resources<</ 0>\nendobj4 0 obj<<>\nstream\n"
        b"5 0 R Tjendstreamtrailer<</Root 1 0 R>\nstartxref1\n%",
        "this PDF is damaged",
    ),
}


@pytest.mark.parametrize(("data", "message"), FOUND.values(), ids=FOUND)
def test_what_was_found_is_a_failure_that_says_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(sayso.InputError, match=message):
        sayso.report_from_bytes(data, source="fuzzed")
