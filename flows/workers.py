"""Worker processes with limits: a report that hangs, dies or eats memory costs itself and nobody else.

    with workers(2, folder) as extract:
        extract([Path("a.pdf"), Path("b.pdf")])       # (Staged(file=…, read=2, failures=()),), from any thread

A batch whose worker was lost is done again report by report; a report that loses a second worker is a failure.
"""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any
from uuid import uuid4

from flows.extraction import failure_of
from flows.worker import OUT_OF_MEMORY
from models import Frozen, TryAgainError
from warehouse import Failure, stage

COMMAND = (sys.executable, "-m", "flows.worker")
GRACE = 5  # seconds that a worker has to end itself
LIFE = 2000  # reports after which a worker makes room for a fresh one
TRIES = 2


class Limits(Frozen):
    """What one report may take."""

    seconds: int = 120
    megabytes: int = 1000


class Staged(Frozen):
    """A batch that was extracted into a file."""

    file: Path
    read: int
    failures: tuple[Failure, ...]
    url: str | None = None  # where it lies when it is not on this machine


Extract = Callable[[Sequence[Path]], tuple[Staged, ...]]


class WorkerLostError(Exception):
    """A worker ended in the middle of a batch; `reason` is that of a failure, `message` a half-sentence."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message


@contextmanager
def workers(
    number: int,
    folder: Path,
    *,
    model: str | None = None,
    limits: Limits | None = None,
    command: Sequence[str] = COMMAND,
) -> Iterator[Extract]:
    """A function that extracts a batch in one of `number` processes, and waits for a free one; threads share it."""
    limits = limits or Limits()
    free: SimpleQueue[_Worker] = SimpleQueue()
    team = [_Worker(command, limits) for _ in range(number)]
    names = (folder / f"{n:08d}-{uuid4().hex[:12]}.parquet" for n in count())
    turn = threading.Lock()
    for worker in team:
        free.put(worker)

    def name() -> Path:
        with turn:
            return next(names)

    def once(files: Sequence[Path]) -> Staged:
        worker = free.get()
        try:
            return worker.extract(files, model, name())
        finally:
            free.put(worker)

    def extract(files: Sequence[Path]) -> tuple[Staged, ...]:
        for attempt in range(TRIES if len(files) == 1 else 1):
            try:
                return (once(files),)
            except WorkerLostError as error:
                lost = error
                if attempt + 1 == TRIES:
                    failure = failure_of(files[0], lost.reason, f"{files[0]} {lost.message}", model)
                    return (Staged(file=stage([], [failure], name()), read=0, failures=(failure,)),)
        return tuple(staged for file in files for staged in extract([file]))

    try:
        yield extract
    finally:
        for worker in team:
            worker.end()


class _Worker:
    """One process, started when it is first needed and again when it was lost."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._command = [*command, str(limits.seconds), str(limits.megabytes)]
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0

    def extract(self, files: Sequence[Path], model: str | None, target: Path) -> Staged:
        """Have a batch extracted. Raises WorkerLostError, and TryAgainError where the disk is full."""
        process = self._started()
        request = {"files": [str(file) for file in files], "model": model, "target": str(target)}
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            answer = self._answer(process)
        except BrokenPipeError:
            raise self._lost(process) from None
        if "fault" in answer:
            raise TryAgainError(answer["fault"])
        self._done += len(files)
        if self._done >= LIFE:
            self.end()
        return Staged(file=target, read=answer["read"], failures=tuple(Failure(**f) for f in answer["failures"]))

    def end(self) -> None:
        """Let the process go; it ends by itself when nobody asks any more."""
        process, self._process, self._done = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            pipe = subprocess.PIPE
            # in a session of its own: Ctrl-C reaches us, and we end it
            self._process = subprocess.Popen(  # noqa: S603 (our own command)
                self._command, stdin=pipe, stdout=pipe, start_new_session=True, env=_environment()
            )
        return self._process

    def _answer(self, process: "subprocess.Popen[bytes]") -> dict[str, Any]:
        """The last line of an answer; each line before it gives the next report its time."""
        assert process.stdout is not None
        lines = _Lines(process.stdout)
        while True:
            line = lines.next(self._limits.seconds + GRACE)
            if line is None:
                self.end()
                raise WorkerLostError(*self._too_long())
            if not line.endswith(b"\n"):
                raise self._lost(process)
            answer: dict[str, Any] = json.loads(line)
            if "begun" not in answer:
                return answer

    def _lost(self, process: "subprocess.Popen[bytes]") -> WorkerLostError:
        code = process.wait()
        self.end()
        if code == -signal.SIGALRM:
            return WorkerLostError(*self._too_long())
        if code == OUT_OF_MEMORY:
            message = f"took more than {self._limits.megabytes} MB of memory: raise `memory` or split it"
            return WorkerLostError("memory", message)
        return WorkerLostError("died", f"ended the process that read it (exit code {code}): please report it")

    def _too_long(self) -> tuple[str, str]:
        return "timeout", f"took longer than {self._limits.seconds} seconds: raise `seconds` or split it"


class _Lines:
    """The lines that a process writes, waited for no longer than one wants to."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._read = b""

    def next(self, seconds: float) -> bytes | None:
        """A line, or what came before the end of the stream; None when the time is over."""
        deadline = time.monotonic() + seconds
        while b"\n" not in self._read:
            ready, _, _ = select.select([self._stream], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return None
            some = os.read(self._stream.fileno(), 65536)
            if not some:
                return self._read
            self._read += some
        line, _, self._read = self._read.partition(b"\n")
        return line + b"\n"


def _environment() -> dict[str, str]:
    """One thread a worker: more would only compete with the other workers."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    here = os.pathsep.join(path for path in sys.path if path)
    return {**os.environ, **one, "PYTHONPATH": here, "MALLOC_ARENA_MAX": "1"}
