"""Documentation runs: each `$ caseledger …` in a ```console block of the README prints what stands below it.

`make readme` (REFRESH_DOCS=1) writes what is printed now into the README.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

README = ROOT / "README.md"
# ```console
# $ caseledger schema
# {…
BLOCK = re.compile(r"(?P<open>^```console\n)(?P<body>.*?)(?P<close>^```$)", re.M | re.S)


def replayed(body: str, folder: Path) -> str:
    """A console block with the output that its commands have now."""
    return "".join(f"$ {line[2:]}\n{printed(line[2:], folder)}" for line in body.splitlines() if line.startswith("$ "))


def printed(command: str, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = re.sub(r"(^|\| )caseledger ", rf"\1{sys.executable} -m flows.cli ", command)
    ran = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return ran.stdout


def without_figures(text: str) -> list[str]:
    """Lines without the measured accuracy, which every change of a rule moves a little (floors.json guards it), and without the
    digest of the rules."""
    text = re.sub(r"rules-(\d+)\.[0-9a-f]{8}", r"rules-\1", text)
    return [
        re.sub(r"[\d.]+", "#", " ".join(line.split())) if re.search(r" \d\.\d{3}", line) else line
        for line in text.splitlines()
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place to work in that has the sample corpus and nothing else."""
    place = tmp_path_factory.mktemp("readme")
    (place / "corpus").symlink_to(ROOT / "corpus")
    return place


def test_the_readme_prints_what_it_says(folder: Path, quiet_prefect: str) -> None:
    text = README.read_text(encoding="utf-8")
    blocks = [match["body"] for match in BLOCK.finditer(text)]
    assert blocks
    new = BLOCK.sub(lambda match: match["open"] + replayed(match["body"], folder) + match["close"], text)
    if os.environ.get("REFRESH_DOCS"):
        README.write_text(new, encoding="utf-8")
    else:
        assert without_figures(new) == without_figures(text), "make readme"


def test_the_readme_names_every_command_and_only_files_that_exist() -> None:
    text = README.read_text(encoding="utf-8")
    commands = {
        command.name or command.callback.__name__ for command in __import__("flows.cli").cli.app.registered_commands
    }
    assert {name for name in commands if f"`{name}`" not in text} == set()
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [path for path in linked if not (ROOT / path).exists()] == []
    targets = set(re.findall(r"`make (\w+)`", text))
    assert targets <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
