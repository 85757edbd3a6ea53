"""Numbers in words and digits."""

import pytest

from extractors.numbers import has_decimal_comma, number, ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        ("2.5", 2.5),
        (".5", 0.5),
        ("2,5", 2.5),
        ("2,400", 2400),
        ("1,200,000", 1_200_000),
        ("92 204", 92_204),
        ("0,125", 0.125),
        ("three", 3),
        ("Twelve", 12),
        ("twenty-one", 21),
        ("forty five", 45),
        ("one hundred", 100),
        ("two hundred", 200),
        ("a", 1),
        ("half", 0.5),
        ("one and a half", 1.5),
        ("61⁄2", 6.5),
        ("3⁄4", 0.75),
    ],
)
def test_number(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("first", 1), ("12th", 12), ("twenty-first", 21), ("Third", 3), ("30th", 30)]
)
def test_ordinal(text: str, value: int) -> None:
    assert ordinal(text) == value


@pytest.mark.parametrize(("text", "is_decimal"), [("2,5", True), ("2,400", False), ("2.5", False), ("0,75", True)])
def test_decimal_comma(text: str, is_decimal: bool) -> None:
    assert has_decimal_comma(text) is is_decimal
