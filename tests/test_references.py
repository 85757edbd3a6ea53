"""Lists of references as databases and screening tools write them, and which report each is."""

from pathlib import Path

import pytest
from test_queries import CASES, told
from typer.testing import CliRunner

from flows.cli import app
from models import Document, Metadata, WarehouseError
from warehouse import Ledger
from warehouse.references import read_references

RIS = """TY  - JOUR
AU  - Doe, Jane
AU  - Roe, Richard
TI  - Second infusion of donor-derived cells
      after relapse
PY  - 2022/12/09
JO  - Fict. Hematol.
DO  - https://doi.org/10.1/AXI
ER  -

TY  - JOUR
T1  - Something nobody has read in this ledger yet
Y1  - 2019
L1  - file:///home/x/papers/twice.pdf
ER  -
"""
NBIB = """PMID- 31000001
OWN - NLM
TI  - Tisagenlecleucel for a child: the long
      title goes on.
LID - 10.5555/mild.1 [doi]
FAU - Doe, Jane
DP  - 2021 Mar
JT  - Journal of fiction
PMC - PMC123456

PMID- 31000002
TI  - Another one
"""
CSV = """Title;Authors;Published Year;DOI;Covidence #
Ciltacabtagene in the elderly: a cautionary tale;"Doe J; Roe R";2023;;#12
Nobody's report;;2020;10.9/none;#13
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    loaded = {report_id: told(report_id, facts) for report_id, facts in CASES.items()}
    document, case = loaded["mild"]
    loaded["mild"] = (document.model_copy(update={"metadata": Metadata(pmid="31000001")}), case)
    document, case = loaded["low"]
    text = f"Fict J 2023\n\nCiltacabtagene in the Elderly:\na cautionary tale\n\n{document.text}"
    loaded["low"] = (Document(id="low", source="low.txt", sha256="low", text=text), case)
    with Ledger.open(path) as ledger:
        ledger.load(list(loaded.values()))
    return path


def links(path: Path) -> list[tuple[str, str | None, str | None]]:
    with Ledger.open(path, read_only=True) as ledger:
        return ledger.query("SELECT title, report_id, matched_by FROM bibliography ORDER BY title, report_id").rows  # type: ignore[return-value]


def test_ris_by_doi_and_by_the_attached_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "list.ris").write_text(RIS)
    with Ledger.open(path) as ledger:
        summary = ledger.import_references(tmp_path / "list.ris")
        assert (summary.read, summary.linked) == (2, 2)
        ledger.import_references(tmp_path / "list.ris")
    assert links(path) == (
        ("Second infusion of donor-derived cells after relapse", "axi", "doi"),
        ("Second infusion of donor-derived cells after relapse", "none", "doi"),
        ("Something nobody has read in this ledger yet", "twice", "file"),
    )


def test_nbib_by_pubmed_id(path: Path, tmp_path: Path) -> None:
    (tmp_path / "pubmed.nbib").write_text(NBIB)
    first, second = read_references(tmp_path / "pubmed.nbib")
    assert (first.title, first.doi, first.year) == (
        "Tisagenlecleucel for a child: the long title goes on.",
        "10.5555/mild.1",
        2021,
    )
    assert (first.pmcid, first.authors, second.pmid) == ("PMC123456", ("Doe, Jane",), "31000002")
    with Ledger.open(path) as ledger:
        assert ledger.import_references(tmp_path / "pubmed.nbib").linked == 1
    assert links(path)[1] == (first.title, "mild", "pmid")


def test_csv_by_the_title_at_the_head_of_a_text(path: Path, tmp_path: Path) -> None:
    (tmp_path / "screened.csv").write_text(CSV)
    result = CliRunner().invoke(app, ["import-references", str(tmp_path / "screened.csv"), "-w", str(path)])
    assert result.output == f"{tmp_path / 'screened.csv'}: 2 references, 1 of them in the ledger\n"
    assert links(path)[0] == ("Ciltacabtagene in the elderly: a cautionary tale", "low", "head")
    with Ledger.open(path, read_only=True) as ledger:
        rows = ledger.run_named("references").records()
    assert [(r["report_id"], r["matched_by"]) for r in rows if r["report_id"] in ("low", None)] == [
        (None, None),
        ("low", "head"),
    ]
    assert {r["report_id"] for r in rows if r["reference_id"] is None} == {"axi", "mild", "none", "twice"}


def test_a_report_read_later_is_linked_then(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    (tmp_path / "list.ris").write_text(RIS)
    with Ledger.open(path) as ledger:
        assert ledger.import_references(tmp_path / "list.ris").linked == 0
        ledger.load([told("twice", CASES["twice"])])
    assert links(path)[1][1:] == ("twice", "file")


@pytest.mark.parametrize("content", ["", "nothing of the kind", "name,colour\na,b\n"])
def test_what_is_no_list_says_so(path: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "x.csv").write_text(content)
    with Ledger.open(path) as ledger, pytest.raises(WarehouseError, match="holds no references: give a list as RIS"):
        ledger.import_references(tmp_path / "x.csv")
