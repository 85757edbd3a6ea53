"""A process of its own for what a file may ask without end: it is stopped in time, and all that it took goes with it.

python -P corpus/apart.py 900000000 20 corpus/trial.py 4.0 report.pdf       runs a script of ours within 900 MB and 20 s of computing
"""

import runpy
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """What a script printed before it ended, and whether it ended by itself."""

    said: bytes
    ended: bool


def apart(script: str, *arguments: object, memory: int, computing: int, waited: float, given: bytes = b"") -> Answer:
    """Run one of our own scripts within bytes of memory, seconds of computing and seconds by the clock: `apart("trial.py", 4.0, …)`."""
    limits = [str(memory), str(computing)]
    # -P: the folder of this file holds an html.py that is not Python's
    command = [sys.executable, "-P", __file__, *limits, str(Path(__file__).parent / script), *map(str, arguments)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=waited, check=False
        )
    except subprocess.TimeoutExpired as late:
        return Answer(late.stdout or b"", False)
    except OSError:
        return Answer(b"", False)
    return Answer(done.stdout, done.returncode == 0)


def main(memory: int, computing: int, script: str, *arguments: str) -> None:
    """Run the script in this process, which cannot go beyond its limits."""
    import resource

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, computing), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS has no such limit of memory
            resource.setrlimit(kind, (least, least))
    sys.argv = [script, *arguments]
    sys.path.append(str(Path(__file__).parent.parent))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
