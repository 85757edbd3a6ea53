"""How rows of tables are compared with the truth."""

from benchmarks.table_rows import _plain, found


def test_letters_and_figures_count() -> None:
    assert _plain(["R-CHOP × 6", None, " ", "Mar–Jul 2019"]) == ("rchop6", "marjul2019")


def test_rows_and_cells_that_were_found() -> None:
    wanted = [("line", "regimen"), ("1", "rchop"), ("2", "rice")]
    assert found(wanted, wanted) == (3, 6)
    assert found(wanted, [("line", "regimen"), ("1", "rchop", "2"), ("rice",)]) == (1, 6)
    assert found(wanted, [("line",), ("line",)]) == (0, 1)
    assert found(wanted, []) == (0, 0)
