"""Short forms that a text defines, with their long forms."""

import pytest

from extractors.pipeline import load_pipeline


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Cytokine release syndrome (CRS) followed; CRS resolved.", [("CRS", "Cytokine release syndrome")]),
        ("She received mycophenolate mofetil (MMF) and tacrolimus (day -1).", [("MMF", "mycophenolate mofetil")]),
        ("A donor lymphocyte infusion (DLI), then a second donor lymphocyte infusion (DLI).", [("DLI", "donor lymphocyte infusion")]),
        ("Levels rose (12 mg/L) and fell (see the figure on the next page of this report).", []),
        ("Remission (complete) was reached.", []),
        ("Nothing was (opened", []),
    ],
)  # fmt: skip
def test_what_a_text_defines(text: str, pairs: list[tuple[str, str]]) -> None:
    assert load_pipeline()(text)._.abbreviations == pairs
