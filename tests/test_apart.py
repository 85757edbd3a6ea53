"""A script in a process of its own is stopped at its limits, and what it said until then is kept."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from corpus.apart import Answer, apart

LIMITS = {"memory": 500_000_000, "computing": 5, "waited": 20.0}


@pytest.mark.parametrize(
    ("code", "limits", "answer"),
    [
        ("print('said', flush=True)", {}, Answer(b"said\n", True)),
        ("import sys; print(sys.argv[1:], sys.stdin.read())", {}, Answer(b"['1', 'b'] given\n", True)),
        ("print('said', flush=True)\nwhile True: pass", {"computing": 1}, Answer(b"said\n", False)),
        ("print('said', flush=True)\nimport time; time.sleep(60)", {"waited": 1.0}, Answer(b"said\n", False)),
        ("print('said', flush=True)\nbytearray(900_000_000)", {}, Answer(b"said\n", False)),
        ("import html, corpus.html; print(hasattr(html, 'escape'))", {}, Answer(b"True\n", True)),
    ],
)
def test_a_script_within_its_limits(tmp_path: Path, code: str, limits: dict[str, float], answer: Answer) -> None:
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    assert apart(str(script), 1, "b", given=b"given", **(LIMITS | limits)) == answer


def test_where_less_is_allowed_less_is_taken(tmp_path: Path) -> None:
    """`ulimit -v`: a process cannot give another one more than it has."""
    code = "from corpus import trial; from pathlib import Path; print(trial.opens(Path('x'), b'no pdf'))"
    least = (700_000_000, 700_000_000)
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, least),
    )  # fmt: skip
    assert told.stdout == "True\n"
