"""The signs that the ASTCT consensus grades CRS by (Lee 2019): fever, hypotension, vasopressors, oxygen; and seizures for ICANS.

`39.4 °C` fever · `blood pressure fell to 82/46` hypotension · `norepinephrine at 0.15 µg/kg/min` vasopressor · `2 L/min` oxygen, low-flow
· `on BiPAP` oxygen, positive pressure · `without hypotension or hypoxia` both absent
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention, averted, denied

HINTS = ("fever", "febrile", "temperature", "pyrexia", "°c", "°f", " hot", "hypotens", "pressure", "rr ", "bp ", "vasopress", "pressor", "epinephrine", "adrenaline",
         "dopamine", "phenylephrine", "catechol", "oxygen", "hypox", "ventilat", "intubat", "bipap", "cpap", "cannula", "l/min", "high-flow", "mask")  # fmt: skip
SEIZURE_HINTS = ("seizure", "convuls", "epilept")
_DEGREES = expression(r"(?P<value>(?:3[7-9]|4[0-2]|9\d|10\d)(?:[.,]\d{1,2})?)\s?°?\s?(?P<unit>[CF])\b")
_FEVER = expression(
    r"(?i)\b(?:(?<!neutropenic )fevers?|(?<!non-)febrile(?! neutropeni)|pyrexia|hyperthermia|temperature|(?:was|became|is|ran) hot)\b|\bafebrile\b"
)
_OVER = expression(
    r"(?i)^(?: \w+)? (?:had not broken|abated|subsided|resolved|settled|disappeared|broke|had gone|was gone|persisted)\b"
)
_OFF = expression(
    r"(?i)^\s(?:\w+ )?(?:were|was) (?:then |all )?(?:off|weaned|stopped|discontinued|withdrawn|tapered)\b"
)
_HYPOTENSION = expression(
    r"(?i)\b(?:hypotension|hypotensive|(?:blood|systolic|arterial) (?:blood )?pressure[^.;,]{0,25}?\b(?:fell|dropped|decreased|sank|sunk|declined|of|fallen|low)\b|low blood pressure|circulatory shock|(?:RR|BP|blood pressure)(?: was| of| at)?:? (?:[5-8]\d|90)/\d{2})"
)
_FLUIDS = expression(r"(?i)\b(?:fluids?|volume|bolus(?:es)?|crystalloids?|saline|albumin)\b")
_DRUGS = {"norepinephrine": "norepinephrine", "noradrenaline": "norepinephrine", "epinephrine": "epinephrine", "adrenaline": "epinephrine",
          "dopamine": "dopamine", "phenylephrine": "phenylephrine", "vasopressin": "vasopressin", "angiotensin ii": "angiotensin II"}  # fmt: skip
_PRESSOR = expression(
    r"(?i)\b(?P<drug>norepinephrine|nor-?adrenaline|epinephrine|adrenaline|dopamine|phenylephrine|vasopressin|angiotensin II)\b"
)
_PRESSORS = expression(
    r"(?i)\b(?:(?P<count>one|two|three|single|multiple|several|double|dual|2|3|both|high-dose|low-dose)\s)?(?:vaso)?pressors?\b|\bcatecholamines?\b|\bvasopressor (?:support|therapy)"
)
_COUNTS = {
    "one": 1,
    "single": 1,
    "two": 2,
    "2": 2,
    "double": 2,
    "dual": 2,
    "both": 2,
    "multiple": 2,
    "several": 2,
    "three": 3,
    "3": 3,
}
_OXYGEN = expression(
    r"(?i)\b(?:(?P<positive>(?:mechanical(?:ly)?|invasive|non-?invasive|assisted) ventilat\w+|(?<!ex)(?:re-?)?intubat\w+|Bi-?PAP|C-?PAP|NIV\b|positive[- ]pressure|ventilator)"
    r"|(?P<high>high[- ]flow|face ?mask|non-?rebreather|venturi|reservoir mask)"
    r"|(?P<low>low[- ]flow|nasal (?:cannula|prongs|oxygen|catheter)|blow-by|supplement\w+ oxygen|oxygen (?:requirement|supplement\w*|therapy|support|by|via|at|of)|(?:need\w*|requir\w+) (?:\w+ )?oxygen|(?P<litres>\d{1,2}) ?L/min)"
    r"|(?P<hypoxia>hypox(?:ia|a?emia|ic|a?emic)|desaturat\w+))"
)
_DEVICES = (("positive", "positive pressure"), ("high", "high-flow"), ("low", "low-flow"))
_LOW_FLOW = 6  # litres a minute: the most that counts as low flow (Lee 2019)
_STOPPED = expression(r"(?i)\b(?:stopp?ed|terminat\w+|abort\w+|controll\w+|for) (?:the |her |his )?$")
_SEIZURE = expression(r"(?i)\b(?:seizures?|convuls\w+|status epilepticus)\b")


def find(sentence: str) -> Iterator[FactMention]:
    """Find the signs of CRS, present or denied, each once."""
    yield from _fever(sentence)
    yield from _hypotension(sentence)
    yield from _vasopressors(sentence)
    yield from _oxygen(sentence)


def find_seizures(sentence: str) -> Iterator[FactMention]:
    """Find seizures, present or denied; their prevention is none."""
    for m in _SEIZURE.finditer(sentence):
        if not averted(sentence, *m.span()) and not _STOPPED.search(sentence[: m.start()]):
            yield _mention(m, "seizure", present=not denied(sentence, *m.span()))
            return


def _fever(sentence: str) -> Iterator[FactMention]:
    m = _FEVER.search(sentence)
    degrees = next((d for d in _DEGREES.finditer(sentence) if (_degrees(d) < 43) == (d["unit"] == "C")), None)
    if m is None and degrees is None:
        return
    if m and not degrees and m[0].lower() == "temperature":
        return
    if m and not degrees and _OVER.match(sentence[m.end() :]):
        return
    at = m or degrees
    assert at is not None
    absent = (
        m is not None and degrees is None and (m[0].lower() == "afebrile" or denied(sentence, m.start(), len(sentence)))
    )
    ends = [x for x in (m, degrees) if x]
    yield FactMention(
        start=min(x.start() for x in ends), end=max(x.end() for x in ends), rule="facts.signs", name="fever", present=not absent,
        value=_degrees(degrees) if degrees else None, unit={"C": "Cel", "F": "[degF]"}[degrees["unit"]] if degrees else None,
    )  # fmt: skip


def _degrees(m: re.Match[str]) -> float:
    return float(m["value"].replace(",", "."))


def _hypotension(sentence: str) -> Iterator[FactMention]:
    if m := _HYPOTENSION.search(sentence):
        absent = denied(sentence, *m.span())
        fluids = not absent and _FLUIDS.search(sentence) and not _PRESSOR.search(sentence)
        yield _mention(m, "hypotension", present=not absent, value_text="fluids" if fluids else None)


def _vasopressors(sentence: str) -> Iterator[FactMention]:
    drugs = list(_PRESSOR.finditer(sentence))
    told = [m for m in drugs if not denied(sentence, *m.span())]
    names = list(dict.fromkeys(_DRUGS[m["drug"].lower().replace("nor-", "nor")] for m in told))
    if names:
        yield _mention(
            told[0],
            "vasopressor",
            value_text=", ".join(names),
            value=len(set(names) - {"vasopressin"}) or 1,
            end=told[-1].end(),
        )
    elif drugs:
        yield _mention(drugs[0], "vasopressor", present=False)
    elif (m := _PRESSORS.search(sentence)) and not _OFF.match(sentence[m.end() :]):
        absent = denied(sentence, *m.span())
        yield _mention(
            m, "vasopressor", present=not absent, value=None if absent else _COUNTS.get((m["count"] or "").lower())
        )


def _oxygen(sentence: str) -> Iterator[FactMention]:
    found = list(_OXYGEN.finditer(sentence))
    told = [m for m in found if not denied(sentence, *m.span())]
    for group, device in _DEVICES:
        for m in told:
            if m[group]:
                much = m["litres"] is not None and int(m["litres"]) > _LOW_FLOW
                yield _mention(m, "oxygen", value_text="high-flow" if much else device)
                return
    if told:
        yield _mention(told[0], "oxygen")
    elif found:
        denied_device = next((name for group, name in _DEVICES[:2] if found[0][group]), None)
        yield _mention(found[0], "oxygen", present=False, value_text=denied_device)


def _mention(
    m: re.Match[str],
    name: str,
    *,
    present: bool = True,
    value_text: str | None = None,
    value: float | None = None,
    end: int | None = None,
) -> FactMention:
    return FactMention(start=m.start(), end=end or m.end(), rule="facts.signs", name=name, present=present, value_text=value_text, value=value)  # fmt: skip
