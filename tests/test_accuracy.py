"""The extraction itself, against its pinned floors: the renditions as text and as PDF, the originals where they are."""

import pytest

from flows.gate import check_sets


@pytest.mark.parametrize("gold_set", ["text", "pdf", "originals"])
def test_floors_hold(gold_set: str) -> None:
    assert check_sets([gold_set]) == []
