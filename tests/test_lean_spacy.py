"""spaCy comes without its command line until somebody asks for it."""

import subprocess
import sys


def test_the_pipeline_starts_without_spacys_command_line() -> None:
    code = """
import sys
import extractors
extractors.load_pipeline()
assert not {"spacy.cli", "spacy.cli.info", "weasel", "httpx"} & set(sys.modules), sorted(sys.modules)
import spacy
assert "spacy_version" in spacy.info(silent=True)
import spacy.cli.convert
assert spacy.cli.info.__module__.startswith("spacy.cli")
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
