"""Treatments that are no drug and no cell: radiotherapy, total body irradiation, apheresis treatments, surgery, dialysis."""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.folded import Folded
from extractors.mentions import TherapyMention
from extractors.operations import find_operations

# name, kind, pattern (case-insensitive)
_NAMED: tuple[tuple[str, str, str], ...] = (
    ("total body irradiation", "radiotherapy", r"total[- ]body (?:irradiation|radiation|RT)(?: \(TBI\))?|fTBI|fractionated TBI|TBI\b"),
    ("total marrow irradiation", "radiotherapy", r"total marrow (?:and lymphoid )?irradiation|TMLI?\b"),
    ("total lymphoid irradiation", "radiotherapy", r"total lymphoid irradiation(?: \(TLI\))?|TLI\b(?=[-/ ]?(?:ATG|and|plus|\+)|[ ,(]+\d)"),
    ("radiotherapy", "radiotherapy",
     r"(?:(?:involved[- ](?:field|site)|cranio-?spinal|cranial|whole[- ]brain|consolidative|consolidation|bridging|local(?:i[sz]ed)?|palliative|focal|salvage|testicular|mediastinal|"
     r"spinal|external[- ]beam|proton|stereotactic|scrotal|orbital) )*(?:radiotherapy|radiation therapy|radiation treatment|irradiation|radiation)(?: \((?:XRT|RT|ISRT|IFRT|WBRT|CSI)\))?"
     r"|(?:was|were|been|(?<!could )(?<!can )be|being|and) (?:also |then |again |moreover |therefore |thus |later |twice |in addition |\w+ly )*irradiated(?! (?:blood|red|platelet|products|units?|transfus|cells))|(?:was|were|been) radiated(?= (?:with|to|using|by)\b)|ISRT\b|IFRT\b|WBRT\b|XRT\b|gamma[- ]knife|proton (?:beam )?therapy|chemo-?radi(?:otherapy|ation)(?: therapy)?(?: \(C?CRT\))?|radio-?chemotherapy|chemo-?irradiation|CCRT\b|radiosurgery|(?:total[- ]skin )?electron[- ]beam(?: therapy| irradiation)?|TSEBT?\b|RT\b(?=[ ,:(]{1,2}(?:of |to |with )?(?:the \w+ )?\d+(?:\.\d+)? ?Gy)|(?<=Gy )RT\b|(?<=[Bb]ridging )RT\b|(?<=[Ll]ocal )RT\b|(?<=[Ss]alvage )RT\b|\bRT(?= to (?:the |left |right |L |R )*[a-z])"),
    ("plasma exchange", "procedure", r"(?:therapeutic )?plasma[- ]exchanges?(?: \((?:PLEX|TPE|PE)\))?|plasmapheresis|PLEX\b"),
    ("extracorporeal photopheresis", "procedure", r"extra-?corporeal photo(?:pheresis|chemotherapy|apheresis)(?: \(ECP\))?|photopheresis|ECP\b"),
    ("hemodialysis", "procedure",
     r"(?:continuous (?:venovenous|veno-venous|renal replacement) )?(?:ha?emo)?(?:dialysis|dia-?filtration|ha?emofiltration)(?: therapy)?|continuous renal replacement therapy|renal replacement therapy|CRRT\b|CVVHD?F?\b"),
    ("extracorporeal membrane oxygenation", "procedure", r"extra-?corporeal membrane oxygenation(?: \(ECMO\))?|ECMO\b"),
    ("paracentesis", "procedure", r"(?:therapeutic |large-volume |repeated )*paracentesis"),
    ("pleural drainage", "procedure", r"(?:intercostal|chest|thoracic|pleural) (?:drain\w*|tube)(?: tube)?(?: drainage)?|thora(?:co)?centesis"),
    ("leukapheresis", "skip", r"leukapheresis|leucapheresis|leukopheresis|apheresis"),
    ("phototherapy", "procedure", r"(?:PUVA|narrow-?band UVB|UVB phototherapy|phototherapy|psoralen (?:and|plus) ultraviolet A)"),
    ("hemadsorption", "procedure", r"(?:ha?em(?:o)?(?:ad|per)(?:sorption|fusion)|CytoSorb)(?: therapy)?"),
)  # fmt: skip
_PATTERN = Folded(rf"(?<![A-Za-z])(?:{'|'.join(f'(?P<p{i}>{pattern})' for i, (_, _, pattern) in enumerate(_NAMED))})")
_NOT_GIVEN_TO_PATIENT = expression(
    r"(?i)(?:irradiated|leuko(?:cyte)?-?reduced)[\s,]+(?:blood|red|platelet|packed|CMV|and)|background radiation|radiation (?:of (?:the )?pain|to (?:the |his |her )?(?:(?:left|right|both) )?(?:arms?|jaw|shoulders?|carotids?|axilla|legs?)\b)|radiation[- ](?:dose|oncolog|field|exposure|(?:entero)?colitis|proct|enteritis|pneumon|o?esophagitis|necrosis|dermat|cystitis|injur|fibrosis|myelopath|enceph|induced|associated)"
)


# "pain without radiation", "a murmur with radiation to the neck"
_OF_PAIN = expression(r"(?i)\b(?:pain|ache|murmur|tender\w*|discomfort)\b[^.;]*\Z")


# "T9 received 20 Gy in 5 fractions" names no treatment but the amount
_GRAYS = expression(r"(?<![\d.,])\d{1,2}(?:\.\d{1,2})?[ -]?Gy\b")
_RAYS = expression(
    r"(?i)radi(?:o|at)|\bTBI\b|\bT[ML]+I\b|\bX?RT\b|[IW][SFB]?RT\b|boost|gamma|cyber|proton|photon|tomother|brachy|constraint|\bD(?:max|mean)|\bmean\b"
)


def _by_grays(text: str) -> Iterator[TherapyMention]:
    """Radiotherapy that only its amount shows."""
    for match in _GRAYS.finditer(text):
        first = max(text.rfind(". ", 0, match.start()), text.rfind("\n\n", 0, match.start()), match.start() - 250)
        last = expression(r"\. [A-Z]|\n\n").search(text, match.end())
        stop = min(last.start() if last else len(text), match.end() + 200)
        if not _RAYS.search(text, max(first, 0), stop):
            yield TherapyMention(
                start=match.start(), end=match.end(), rule="procedure.grays", name="radiotherapy", kind="radiotherapy"
            )


def find_procedures(text: str) -> Iterator[TherapyMention]:
    """Find radiotherapy and procedures in a plain text."""
    if "Gy" in text:
        yield from _by_grays(text)
    yield from find_operations(text)
    for match in _PATTERN.finditer(text):
        name, kind, _ = _NAMED[int((match.lastgroup or "p0")[1:])]
        if kind == "skip" or _NOT_GIVEN_TO_PATIENT.match(text[match.start() : match.end() + 30]):
            continue
        word = text[match.start() : match.end()]
        if word.lower() in {"radiation", "irradiation"} and _OF_PAIN.search(
            text, max(0, match.start() - 70), match.start()
        ):
            continue
        if word.isupper() and len(word) == 3 and word not in {"TBI", "TLI", "ECP", "XRT"}:
            continue
        if name == "hemodialysis" and match.group().lower() == "dialysis":
            name = "dialysis"
        yield TherapyMention(
            start=match.start(), end=match.end(), rule=f"procedure.{name.replace(' ', '_')}", name=name, kind=kind
        )
