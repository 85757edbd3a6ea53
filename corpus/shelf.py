"""What waits on the disk until a long file has been read to its end: a thousand pages take no more memory than one."""

import io
import pickle
import tempfile
import zlib
from typing import IO, Any


class Shelf:
    """Things put away by the place they are given: `at = shelf.put(lines)`, then `shelf.get(at)`."""

    def __init__(self) -> None:
        try:
            self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the shelf is
        except OSError:  # no disk to write on
            self.file = io.BytesIO()

    def put(self, things: Any) -> int:
        """Put something away, in a twentieth of its room."""
        packed = zlib.compress(pickle.dumps(things, 5), 1)
        at = self.file.seek(0, io.SEEK_END)
        self.file.write(len(packed).to_bytes(8, "big") + packed)
        return at

    def get(self, at: int) -> Any:
        """What was put there, made anew."""
        self.file.seek(at)
        size = int.from_bytes(self.file.read(8), "big")
        return pickle.loads(zlib.decompress(self.file.read(size)))  # noqa: S301 - our own, never from a report
