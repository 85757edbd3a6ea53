"""The accuracy gate: no family of any gold set may fall below its pinned floor.

python -m flows.gate                          measure and compare; exit code 1 on a drop
python -m flows.gate --pin                    raise the floors to what is measured, take in changed gold
python -m flows.gate --pin --lower "reason"   let floors fall too; the reason stays in the file
"""

import argparse
import math
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from corpus.score import FAMILIES
from flows.evaluation import Evaluation, measure
from flows.settings import load_settings
from models import CaseledgerError, Frozen, SettingsError

FLOORS = Path("tests/floors.json")
SHARED = Path(os.environ.get("CASELEDGER_GOLD", "../shared"))


class GoldSet(Frozen):
    """Annotated reports that are measured together; those outside the repository are skipped where they are absent."""

    name: str
    gold: Path
    sources: Path | None = None

    @property
    def here(self) -> bool:
        """Whether both the annotations and the reports can be read."""
        return self.gold.is_dir() and (self.sources is None or self.sources.is_dir())


SETS = (
    GoldSet(name="text", gold=Path("corpus/gold/text")),
    GoldSet(name="pdf", gold=Path("corpus/gold/pdf")),
    GoldSet(name="authored", gold=Path("corpus/gold/authored")),
    GoldSet(name="dev", gold=Path("corpus/gold/dev")),
    GoldSet(name="originals", gold=SHARED / "reports"),
    GoldSet(name="published", gold=Path("corpus/gold/published"), sources=SHARED),
    GoldSet(name="dev-all", gold=SHARED / "gold" / "dev"),
)


class Floor(Frozen):
    """What core and full F1 must reach."""

    core: float
    full: float


class Pin(Frozen):
    """The floors of one gold set, and the digest of the gold they were measured on."""

    digest: str
    floors: dict[str, Floor]


class Lowered(Frozen):
    """Why a floor was let fall."""

    what: str
    before: float
    after: float
    reason: str


class Floors(Frozen):
    """The file `tests/floors.json`."""

    sets: dict[str, Pin] = Field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()


def main(arguments: list[str] | None = None) -> int:
    """Measure the gold sets and compare them with their floors, or pin them."""
    options = _parser().parse_args(arguments)
    try:
        return _pin(options) if options.pin else _check(options)
    except CaseledgerError as error:
        print(f"accuracy gate: {error}", file=sys.stderr)
        return 1


def breaches(name: str, pin: Pin | None, measured: Evaluation) -> list[str]:
    """What is wrong with a measurement, one sentence each."""
    if pin is None:
        return [f"{name}: no floors are pinned yet: run `python -m flows.gate --pin`"]
    faults = [
        f"{name}: {what} F1 is {now:.4f}, its floor is {floor:.4f}"
        for what, now, floor in _compared(pin, floors_of(measured))
        if now < floor
    ]
    if pin.digest != measured.gold_digest:
        faults.append(f"{name}: the gold has changed since it was pinned: run `python -m flows.gate --pin`")
    return faults


def pinned(old: Floors, name: str, measured: Evaluation, *, reason: str | None = None) -> Floors:
    """The floors with one set raised to what is measured. Raises SettingsError on a drop without a reason."""
    new = Pin(digest=measured.gold_digest, floors=floors_of(measured))
    before = old.sets.get(name)
    falls = [(what, floor, now) for what, now, floor in _compared(before, new.floors) if now < floor] if before else []
    if falls and not reason:
        told = "; ".join(f"{what} F1 from {floor:.4f} to {now:.4f}" for what, floor, now in falls)
        raise SettingsError(f"{name} would fall, {told}: mend it, or say why with --lower REASON")
    lowered = [Lowered(what=f"{name} {w}", before=floor, after=now, reason=reason or "") for w, floor, now in falls]
    return Floors(sets=dict(sorted((old.sets | {name: new}).items())), lowered=(*old.lowered, *lowered))


def floors_of(measured: Evaluation) -> dict[str, Floor]:
    """The figures of a measurement, cut (not rounded up) to four digits."""
    result = measured.score
    families = {name: Floor(core=_cut(f.core.f1), full=_cut(f.full.f1)) for name, f in result.families.items()}
    if measured.findings:
        families["findings"] = Floor(core=_cut(measured.findings.core.f1), full=_cut(measured.findings.full.f1))
    return {"mean": Floor(core=_cut(result.core_f1), full=_cut(result.full_f1)), **families}


def read_floors(path: Path) -> Floors:
    """The pinned floors; none where there is no file."""
    try:
        return Floors.model_validate_json(path.read_bytes()) if path.exists() else Floors()
    except ValidationError as error:
        raise SettingsError(f"{path} does not have the shape of floors: pin them anew") from error


def _check(options: argparse.Namespace) -> int:
    floors = read_floors(options.floors)
    faults: list[str] = []
    for gold_set, measured in _measured(options):
        faults += breaches(gold_set.name, floors.sets.get(gold_set.name), measured)
    for fault in faults:
        print(f"accuracy gate: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _pin(options: argparse.Namespace) -> int:
    floors = read_floors(options.floors)
    for gold_set, measured in _measured(options):
        floors = pinned(floors, gold_set.name, measured, reason=options.lower)
    options.floors.write_text(floors.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return 0


def _measured(options: argparse.Namespace) -> Iterator[tuple[GoldSet, Evaluation]]:
    for gold_set in SETS:
        if options.only and gold_set.name not in options.only.split(","):
            continue
        if not gold_set.here:
            print(f"{gold_set.name:10} skipped: its reports are not here (CASELEDGER_GOLD names their folder)")
            continue
        settings = load_settings()
        measured = measure(gold_set.gold, sources=gold_set.sources, workers=settings.workers)
        result = measured.score
        families = "  ".join(f"{n} {result.families[n].core.f1:.3f}/{result.families[n].full.f1:.3f}" for n in FAMILIES)
        print(
            f"{gold_set.name:10} core F1 {result.core_f1:.4f}, full F1 {result.full_f1:.4f}  ({families})", flush=True
        )
        yield gold_set, measured


def _compared(pin: Pin, now: dict[str, Floor]) -> list[tuple[str, float, float]]:
    pairs = [(name, now.get(name, Floor(core=0, full=0)), floor) for name, floor in pin.floors.items()]
    return [
        (f"{name} {part}", getattr(new, part), getattr(floor, part))
        for name, new, floor in pairs
        for part in ("core", "full")
    ]


def _cut(figure: float) -> float:
    return math.floor(figure * 10_000 + 1e-6) / 10_000


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m flows.gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    parser.add_argument("--lower", metavar="REASON", help="with --pin: let floors fall, for this reason")
    parser.add_argument("--only", metavar="SET,SET", help=f"of {', '.join(s.name for s in SETS)}")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of floors")
    return parser


def check_sets(names: Sequence[str], floors: Path = FLOORS) -> list[str]:
    """The breaches of some gold sets, for a test to show; absent sets give none."""
    pins = read_floors(floors)
    chosen = [s for s in SETS if s.name in names and s.here]
    return [f for s in chosen for f in breaches(s.name, pins.sets.get(s.name), measure(s.gold, sources=s.sources))]


if __name__ == "__main__":
    raise SystemExit(main())
