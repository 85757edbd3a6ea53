"""Components that a regimen's own name spells out, where amounts follow it: `Flu/Cy (30 and 500 mg/m2)`, `Cy/TBI 14.4 Gy`.

The amounts are told in the order of the letters; radiation goes to what is irradiated.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from extractors.expressions import expression
from extractors.lexicon import entries
from extractors.mentions import DoseMention, TherapyMention

# how the name of a regimen writes a component; any other is written by its first letter
_LETTERS = {
    "fludarabine": ("flu", "fl"),
    "cyclophosphamide": ("cy", "ctx"),
    "busulfan": ("bu",),
    "melphalan": ("mel",),
    "total body irradiation": ("tbi",),
    "treosulfan": ("treo",),
    "thiotepa": ("tt", "thio"),
    "etoposide": ("vp16", "vp", "eto"),
    "azacitidine": ("aza",),
    "venetoclax": ("ven",),
    "decitabine": ("dec",),
    "cytarabine": ("arac", "ara", "7", "5", "a"),
    "daunorubicin": ("3", "2"),
    "idarubicin": ("ida",),
    "mitoxantrone": ("mito", "mx", "n"),
    "bendamustine": ("benda", "be"),
    "bortezomib": ("bor", "v"),
    "lenalidomide": ("len", "r"),
    "dexamethasone": ("dex",),
    "carfilzomib": ("k",),
    "daratumumab": ("dara",),
    "vincristine": ("o",),
    "doxorubicin": ("h", "a"),
    "gemcitabine": ("gem",),
    "oxaliplatin": ("ox",),
    "cladribine": ("cl",),
    "filgrastim": ("g",),
}
_UNIT = r"(?:mg|g|[uµμ]g|mcg|IU|units?|U|c?Gy)\b(?:\s?/\s?(?:m2|m²|kg)\b)?"
_VALUE = r"\d+(?:[.,]\d+)?"
# "30 and 500 mg/m2", "2 g/m2", "150/140 mg/m2"
_AMOUNT = expression(rf"(?<![\w.]){_VALUE}(?:\s?(?:/|and|,|&|\+)\s?{_VALUE})*\s?(?P<unit>{_UNIT})")
_NUMBER = expression(_VALUE)
_LEADS = expression(
    r"(?i)(?:[-\s](?:regimen|conditioning|chemotherapy|lymphodepletion|therapy|protocol))*\s?(?:\(|\[|:|,|at\b|of\b|with\b|(?:at )?doses? of\b|\s)*(?=[~≈]?\d)"
)
_STOPS = expression(r";|\.\s|\.$|\b(?:then|followed|before|after|and (?:an?|the|then|received|was|underwent))\b")
_STIMULATES = frozenset({"filgrastim"})
_LONGEST = 24  # characters of a regimen's name


def spelled_parts(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find the components of regimens whose amounts stand right behind the regimen's name."""
    for m in found:
        if m.kind != "regimen" or m.entry is None or len(m.entry.components) < 2:
            continue
        lead = _LEADS.match(text, m.end)
        if lead is None:
            continue
        parts = letters_of(text[m.start : m.end], m.entry.components)
        units = _amounts(text, lead.end(), "(" in lead.group(), m, found)
        chosen = _dosed(parts, units)
        for name, start, end in chosen:
            known = entries().get(name)
            yield TherapyMention(
                start=m.start + start,
                end=m.start + end,
                rule="regimen.spelled",
                name=name,
                kind="radiotherapy" if name.endswith("irradiation") else "drug",
                hint=known.group if known else "chemo",
                entry=known,
                flags=("spelled",),
            )


@lru_cache(maxsize=512)
def letters_of(surface: str, components: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """The components in the order of their letters, with their places: 'Cy/Flu' -> cyclophosphamide 0:2, fludarabine 3:6."""
    at = [i for i, c in enumerate(surface) if c.isalnum()]
    letters = "".join(surface[i] for i in at).lower()
    while len(letters) > 2 and letters[-1].isdigit() and letters[-2].isalpha() and not letters.endswith("vp16"):
        letters = letters[:-1]  # "BuCy2"
    if len(components) > 5:
        return ()
    for order in permutations(components):
        if (ends := _aligned(letters, order)) is not None:
            starts = [0, *ends[:-1]]
            return tuple((c, at[a], at[b - 1] + 1) for c, a, b in zip(order, starts, ends, strict=True))
    return ()


def _aligned(letters: str, order: Sequence[str], at: int = 0) -> list[int] | None:
    """Where each component's letters end, when all the letters are theirs."""
    if not order:
        return [] if at == len(letters) else None
    for form in (*_LETTERS.get(order[0], ()), order[0][0]):
        if letters.startswith(form, at) and (rest := _aligned(letters, order[1:], at + len(form))) is not None:
            return [at + len(form), *rest]
    return None


def _amounts(text: str, start: int, bracket: bool, m: TherapyMention, found: Sequence[TherapyMention]) -> list[str]:
    """The units of the amounts behind a regimen, up to the end of the bracket or of the clause, or to the next treatment."""
    end = min(len(text), start + 120)
    close = text.find(")", start, end)
    if bracket and close >= 0:
        end = close
    elif stop := _STOPS.search(text, start, end):
        end = stop.start()
    others = [o.start for o in found if start <= o.start < end and o is not m]
    if others and not all(o.name in {"G-CSF", "filgrastim"} for o in found if start <= o.start < end):
        end = min(others) if not bracket else start
    units: list[str] = []
    for amount in _AMOUNT.finditer(text, start, end):
        units += [amount["unit"]] * len(_NUMBER.findall(text, amount.start(), amount.start("unit")))
    return units


def _dosed(parts: tuple[tuple[str, int, int], ...], units: list[str]) -> Sequence[tuple[str, int, int]]:
    """The components that amounts in these units were told of: as many as there are, or the irradiation alone."""
    if not parts or not units:
        return ()
    without = [p for p in parts if p[0] not in _STIMULATES]
    for group in (parts, without):
        if len(group) == len(units):
            fits = [("Gy" in u) == p[0].endswith("irradiation") for p, u in zip(group, units, strict=True)]
            return group if all(fits) else ()
    rays = [p for p in parts if p[0].endswith("irradiation")]
    return parts if rays and all("Gy" in u for u in units) else ()


def deal_out(
    doses: Sequence[DoseMention], therapies: Sequence[TherapyMention], linked: dict[int, list[TherapyMention]]
) -> None:
    """Give the amounts behind a regimen that spells out its components to these, in the order of its letters."""
    spelled = [t for t in therapies if "spelled" in t.flags]
    while spelled:
        first = spelled[0]
        parts = [t for t in spelled if t.start - first.start < _LONGEST]
        spelled = spelled[len(parts) :]
        nearer = min((t.start for t in therapies if t.start >= parts[-1].end), default=1 << 30)
        run = [i for i, d in enumerate(doses) if parts[-1].end <= d.start < nearer]
        run = [i for i in run if not doses[i].unit.startswith("cells")]
        rays = [t for t in parts if t.kind == "radiotherapy"]
        dosed = [t for t in parts if t.name not in _STIMULATES]
        if len(run) in {len(parts), len(dosed)}:
            for i, t in zip(run, parts if len(run) == len(parts) else dosed, strict=True):
                linked[i] = [t]
        elif rays:
            linked.update({i: rays[:1] for i in run if doses[i].unit == "Gy"})
