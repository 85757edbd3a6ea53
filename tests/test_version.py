"""The version of what reads follows from its sources, and from nothing else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import extractors
from extractors import version
from extractors.version import ASIDE, ROOMS, digest, name_of


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of rules with a table."""
    folder = tmp_path / "rules"
    (folder / "tables").mkdir(parents=True)
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "tables" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "doses.py").write_bytes(b'UNIT = "mg"\nDAY = 1\n')
    (folder / "tables" / "drugs.csv").write_bytes(b"name,kind\ntocilizumab,drug\n")
    return folder


def test_the_version_is_readable_and_cases_carry_it() -> None:
    assert re.fullmatch(r"rules-\d+\.[0-9a-f]{8}", name_of()) and extractors.pipeline_version() == name_of()
    code = "import extractors, sys; print(extractors.pipeline_version(), 'spacy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == f"{name_of()} False\n"  # known before anything heavy is loaded


@pytest.mark.parametrize("file", ["doses.py", "tables/drugs.csv", "new.py"])
def test_a_changed_rule_or_word_is_a_new_version(package: Path, file: str) -> None:
    before = digest([package])
    with (package / file).open("a", encoding="utf-8") as source:
        source.write("# more\n")
    assert digest([package]) != before


def test_a_renamed_or_missing_file_is_a_new_version(package: Path) -> None:
    before = digest([package])
    (package / "doses.py").rename(package / "dosis.py")
    renamed = digest([package])
    (package / "dosis.py").unlink()
    assert len({before, renamed, digest([package])}) == 3


def test_line_ends_places_and_litter_do_not_change_it(package: Path, tmp_path: Path) -> None:
    before = digest([package])
    for file in ("doses.py", "tables/drugs.csv"):
        (package / file).write_bytes((package / file).read_bytes().replace(b"\n", b"\r\n"))
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "doses.py").write_text("litter", encoding="utf-8")
    (package / ".doses.py").write_text("an editor's", encoding="utf-8")
    (package / "README.md").write_text("words", encoding="utf-8")
    (package / "gold").mkdir()
    (package / "gold" / "a.json").write_text("{}", encoding="utf-8")
    assert digest([package]) == before
    assert digest([shutil.copytree(package, tmp_path / "elsewhere" / "rules")]) == before


def test_readers_rules_and_values_count_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {name for room in ROOMS for folder in version._folders(room) for name, _ in version._sources(folder)}
    assert {"corpus/pdf.py", "corpus/headings.csv", "extractors/doses.py", "extractors/lexicons/drugs.csv"} < names
    assert {"extractors/confidence.json", "models/case.py"} < names
    assert not {name for name in names if name.startswith(("flows/", "corpus/gold", "warehouse/"))}
    assert {file for file in ASIDE if not (ROOT / file).exists()} == set()


def test_no_report_is_read_with_what_stands_aside() -> None:
    modules = {name.removesuffix(".py").replace("/", ".") for name in ASIDE}
    code = """
import sys
from pathlib import Path
from flows.extraction import extract_batch
batch = extract_batch([Path(name) for name in sys.argv[1:]])
assert len(batch.items) == len(sys.argv) - 1, batch.failures
print(*sys.modules)
"""
    files = ["text/rendition-ni.txt", "pdf/rendition-kong.pdf"]
    jats = sorted((ROOT / "tests").rglob("*.xml"))[:1] + sorted((ROOT / "corpus" / "gold").rglob("*.xml"))[:1]
    command = [sys.executable, "-W", "ignore", "-c", code, *(str(ROOT / "corpus/gold" / name) for name in files)]
    ran = subprocess.run([*command, *map(str, jats)], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert set(ran.stdout.split()) & modules == set()


def test_a_model_is_named_with_its_release(tmp_path: Path) -> None:
    model = tmp_path / "en_core_sci_sm"
    model.mkdir()
    assert name_of(str(model)) == f"en_core_sci_sm+{name_of()}"
    version._model.cache_clear()
    (model / "meta.json").write_text('{"version": "0.5.4"}', encoding="utf-8")
    assert name_of(f"{model}/") == f"en_core_sci_sm-0.5.4+{name_of()}"
    assert name_of("no-such-model") == f"no-such-model+{name_of()}"
    version._model.cache_clear()
