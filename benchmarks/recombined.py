"""Corpora of any size, made by recombining the sentences of the sample reports: `write(Path("corpus"), 1000)`. Seeded."""

import random
import re
from pathlib import Path

SAMPLES = Path("corpus/gold")
SENTENCES = 40  # a report's, about 800 words


def sentences() -> list[str]:
    """The sentences of the sample reports."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("authored/*.txt"))]
    found = (
        s.strip() for text in texts for line in text.splitlines() for s in re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])", line)
    )
    return [s for s in found if 40 < len(s) < 400]


def write(folder: Path, number: int, *, seed: int = 2026, length: int = SENTENCES) -> list[Path]:
    """Write reports of so many sentences; the first thousand of ten thousand are those of one thousand."""
    known, folder = sentences(), folder.resolve()
    files = []
    for n in range(number):
        chance = random.Random(f"{seed} {n}")
        place = folder / f"{n // 1000:03d}"
        place.mkdir(parents=True, exist_ok=True)
        files.append(place / f"r{n:06d}.txt")
        parts = 4 if length >= 4 else 1
        paragraphs = [" ".join(chance.sample(known, length // parts)) for _ in range(parts)]
        files[-1].write_text(
            f"A case, number {n}\n\nCase presentation\n\n" + "\n\n".join(paragraphs) + "\n", encoding="utf-8"
        )
    return files
