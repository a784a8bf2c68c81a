import pytest

from sayso.intake.dates import iso_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-03-14", "2024-03-14"),
        ("2024-03-14T09:30:00Z", "2024-03-14T09:30:00Z"),
        ("2024-03-14T09:30:00+01:00", "2024-03-14T09:30:00+01:00"),
        ("2024-03-14 09:30", "2024-03-14T09:30:00"),
        ("Thu, 14 Mar 2024 09:30:00 +0100", "2024-03-14T09:30:00+01:00"),
        ("14 March 2024", "2024-03-14"),
        ("March 14th, 2024", "2024-03-14"),
        ("Published on Sept. 3, 2021", "2021-09-03"),
        ("3 JAN 90", "1990-01-03"),
        ("14/03/2024", "2024-03-14"),
        ("2024/3/14", "2024-03-14"),
        ("04/04/2024", "2024-04-04"),
        ("03/04/2024", None),
        ("March 2024", None),
        ("2024", None),
        ("31 February 2024", None),
        ("2024-02-31", None),
        ("14 March 2024 or 15 March 2024", None),
        ("yesterday", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_a_certain_day_is_read_and_nothing_else(written, expected):
    assert iso_date(written) == expected
