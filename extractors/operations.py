"""Operations and interventions by their names: `thyroidectomy`, `en bloc resection`, `hip joint replacement` are surgery.

Interventions without a knife keep their own names: `transcatheter arterial embolization`, `argon plasma coagulation`.
"""

import re
from collections.abc import Iterator

from extractors.expressions import Expression, expression
from extractors.folded import Folded
from extractors.mentions import TherapyMention

# ends of words (the word is read back to its first letter) and whole expressions
_CUT = Folded(
    r"ectom(?:y|ies|i[sz]ed)\b|plast(?:y|ies)\b|rrhaphy\b|(?<=[a-z])pexy\b|arthrodes[ie]s\b|(?:jejun|duoden|enter)ostomy\b|(?:lapar|thorac|crani|stern|fasci|oste|arthr|my|hepatic)otomy\b"
    r"|\bsurgical(?:ly)? (?:(?:and )?\w+ )?(?:resect(?:ion|ed)|excis(?:ion|ed)|debulk(?:ing|ed)|intervention|remov(?:al|ed)|repair(?:ed)?|debride(?:ment|d)|drain(?:age|ed)|decompress(?:ion|ed)|treatment|management|procedure|exploration|evacuat(?:ion|ed)|closure|correct(?:ion|ed)|revision|extirpation|ablation|reduction|fixation|operation|therapy|treated|clipping)\b"
    r"|\bsurger(?:y|ies)\b|\boperations?\b|\boperated\b|\bresections?\b|\bexcisions?\b|\bamputations?\b|\bdebridements?\b|\bdebulking\b|\benucleation\b|\bexenteration\b|\bextirpation\b|\bfundoplication\b"
    r"|\b(?:was|were|been|be) (?:\w+ly |then |also |surgically |totally )*(?:resected|excised|amputated|enucleated|debrided|extirpated)\b"
    r"|\bcoronary artery bypass(?: graft(?:ing)?| surgery)?|\bcabg\b|\b(?:hip|knee|joint|valve|shoulder|elbow|aortic|mitral|tricuspid) (?:(?:joint|valve|root) )?(?:replacement|repair)\b|\bhernia repair\b"
    r"|\b(?:whipple(?:'s)?|hartmann(?:'s)?|kasai) (?:procedure|operation)|\b(?:internal|plate|screw) fixation\b|\bopen reduction\b|\bvideo-?assisted thoracoscopic\b"
    r"|\b(?:tram|diep|latissimus dorsi|rotation(?:al)?|advancement|muscle|myocutaneous|pedicled?) flaps?\b|\b(?:breast|ligament|surgical|mandibular|vascular|urethral) reconstruction\b"
    r"|\b(?:was|were|been) (?:\w+ly )*removed surgically\b|\bincised and drained\b|\bincision and drainage\b|\b(?:tumou?rs?|mass(?:es)?|lesions?|cysts?|polyps?|metastas[ei]s) (?:was|were|had been) (?:\w+ly |then |also )*removed\b|\b(?:tumou?r|mass|cyst) removal\b|\bremoval of (?:the |an? |her |his )?(?:\w+ ){0,2}(?:tumou?r|mass|cyst)\b"
)
_NEEDED = ("ectom", "plast", "rrhaphy", "pexy", "arthrodes", "ostomy", "otomy", "surg", "operat", "resect", "excis", "amputat", "debrid", "debulk", "nucleat", "exenterat", "extirpat", "fundoplicat", "bypass", "cabg", "replacement", "repair", "procedure", "fixation", "reduction", "thoracoscopic", "flap", "reconstruction", "remov", "incis")  # fmt: skip
# apheresis, airways, vessels, adjectives of time: no operation on the disease, or no event
_OTHER_WORD = expression(
    r"post|pre|leuk|plasma|thrombocyt|cyt(?:o|ap)|trache|phleb|angioplast|neoplast|anaplast|rhinoplastic"
)
_NO_EVENT_AFTER = expression(
    r"(?i)[- ](?:margins?|specimens?|biops\w+|room|theat\w+|time|field|sites?|plane|surface|department|ward|unit|clinic|team|service|residen\w+|bed|scars?|risk|candidate|snares?|instruments?|forceps|techniques?|versus|vs|board|center|centre|history of)\b"
)
_NO_EVENT_BEFORE = expression(
    r"(?i)(?:\b(?:department|division|unit|institute|clinic|professor|society|journal|board|college|faculty|ward|section|service) (?:of|for) (?:[\w-]+,? (?:and |& )?){0,4}|\bco-|\bbiops\w+ |\bneedle |\bnot |\bnever |\bcannot |(?<!subjected )(?<!submitted )(?<!proceeded )\bto |\bmode of |\bmechanism of |\bin )$"
)
# a node that is taken out whole is a biopsy
_NODE = expression(r"(?i)\b(?:lymph )?nodes?\b")


def find_operations(text: str) -> Iterator[TherapyMention]:
    """Find operations and interventions in a plain text.

    >>> [m.name for m in find_operations("She underwent thyroidectomy and embolization of the renal artery.")] -> ['surgery', 'embolization']
    """
    low = text.lower()
    for first, last in _stretches(low):
        yield from _operations(text, first, last)
    arterial = False
    for literals, name, kind, pattern in _INTERVENTIONS:
        if any(word in low for word in literals) and not (arterial and name == "embolization"):
            for match in pattern.finditer(text):
                arterial = arterial or name.startswith("trans")
                told = name or re.sub(r"\s+", " ", match.group().lower())
                yield TherapyMention(
                    start=match.start(), end=match.end(), rule="procedure.intervention", name=told, kind=kind
                )


def _stretches(low: str) -> list[tuple[int, int]]:
    """Where the expression may find something: around its stems, which are found much faster."""
    places: list[int] = []
    for stem in _NEEDED:
        at = low.find(stem)
        while at >= 0:
            places.append(at)
            at = low.find(stem, at + 1)
    found: list[tuple[int, int]] = []
    for at in sorted(places):
        if found and at - 50 <= found[-1][1]:
            found[-1] = (found[-1][0], at + 70)
        else:
            found.append((max(0, at - 50), at + 70))
    return found


def _operations(text: str, first: int, last: int) -> Iterator[TherapyMention]:
    for match in _CUT.finditer(text, first, min(last, len(text))):
        start, end = match.span()
        while start and text[start - 1].isalpha() and text[start].isalpha():
            start -= 1
        word = text[start:end].lower()
        if _OTHER_WORD.match(word) or _NO_EVENT_AFTER.match(text, end):
            continue
        before = text[max(0, start - 60) : start]
        if _NO_EVENT_BEFORE.search(before) or (start and text[start - 1] == "-" and word.startswith("oper")):
            continue
        if word.endswith(("excision", "excised")) and _is_biopsy(before, text[end : end + 50]):
            continue
        yield TherapyMention(start=start, end=end, rule="procedure.surgery", name="surgery", kind="procedure")


def _is_biopsy(before: str, after: str) -> bool:
    """Whether what is cut out is a node: "the cervical node was excised", "excision of a lymph node"."""
    return bool(_NODE.search(before[-40:]) or _NODE.search(after.split(".")[0].split(",")[0]))


def _row(
    literals: str, name: str, pattern: str, kind: str = "procedure"
) -> tuple[tuple[str, ...], str, str, Expression]:
    return tuple(literals.split()), name, kind, expression(rf"(?i)(?<![A-Za-z])(?:{pattern})(?![A-Za-z])")


# literals that a text must hold (in lower case), name (empty: as told), expression
_INTERVENTIONS = (
    _row("chemoembol chemo-embol tace", "transarterial chemoembolization", r"trans-?(?:catheter )?(?:hepatic )?arterial chemo-?emboli[sz]ation(?: \(TACE\))?|(?-i:TACE)"),
    _row("embol tae", "transcatheter arterial embolization", r"trans-?(?:catheter )?arterial emboli[sz]ation(?: \(TAE\))?|(?-i:TAE)(?= (?:was|of|for))"),
    _row("emboli", "embolization", r"(?:(?:coil|bland|artery|selective|angiographic|portal[- ]vein|splenic|uterine|bronchial|endovascular|percutaneous|transcatheter|arterial|microcoil) )+emboli[sz]ation|emboli[sz]ation of|(?<=was )emboli[sz]ed|(?<=were )emboli[sz]ed|(?<=underwent )emboli[sz]ation"),
    _row("ablation", "radiofrequency ablation", r"(?:percutaneous )?(?:radio-?frequency|RF) (?:catheter )?ablation(?: \(RFA\))?"),
    _row("ablation", "microwave ablation", r"microwave ablation"),
    _row("variceal", "endoscopic variceal ligation", r"endoscopic (?:esophageal )?varic(?:eal|es) (?:band )?ligation(?: \(EVL\))?|variceal band(?:ing| ligation)"),
    _row("sclerotherapy", "", r"(?:endoscopic )?(?:injection )?sclerotherapy"),
    _row("plasma coagulation", "argon plasma coagulation", r"argon[- ]plasma coagulation(?: \(APC\))?"),
    _row("endoscopic", "endoscopic therapy", r"endoscopic (?:therapy|therapies|treatment|h(?:a)?emostasis)"),
    _row("drainage", "", r"(?:(?:endoscopic|percutaneous|transhepatic|transpapillary|CT-guided|ultrasound-guided|naso-?) ?)*(?:biliary|gallbladder|abscess|pericardial|nasobiliary|cyst) drainage"),
    _row("coronary intervention pci", "percutaneous coronary intervention", r"(?:primary )?percutaneous coronary intervention(?: \(PCI\))?|percutaneous transluminal coronary angioplasty"),
    _row("phlebotom venesection", "phlebotomy", r"(?:therapeutic )?(?:phlebotom(?:y|ies)|venesections?)"),
    _row("pericardiocent", "pericardiocentesis", r"pericardiocentesis"),
    _row("photodynamic", "photodynamic therapy", r"photodynamic therapy"),
    _row("cryotherapy", "cryotherapy", r"cryotherapy"),
    _row("electroconvulsive", "electroconvulsive therapy", r"electroconvulsive therapy"),
    _row("cardioversion", "cardioversion", r"(?:electrical |synchroni[sz]ed )*cardioversion"),
    _row("deep brain", "deep brain stimulation", r"deep brain stimulation"),
    _row("lithotripsy", "lithotripsy", r"(?:extracorporeal shock[- ]?wave |shock[- ]?wave )?lithotripsy"),
    _row("transjugular", "transjugular intrahepatic portosystemic shunt", r"transjugular intra-?hepatic porto-?systemic shunt(?:ing)?(?: \(TIPS\))?"),
    _row("olt ldlt ddlt orthotopic", "liver transplantation", r"(?-i:OLT|LDLT|DDLT)|(?<=orthotopic )(?-i:LT)"),
    _row("decontamination bacteria elimination", "selective digestive decontamination", r"(?:selective )?(?:digestive|gut|bowel|intestinal) decontamination|enteric bacteria elimination"),
    _row("pylori", "Helicobacter pylori eradication", r"(?:H\.|Helicobacter) pylori eradication(?: therapy| treatment)?|eradication (?:therapy )?(?:of|for) (?:H\.|Helicobacter) pylori", "regimen"),
    _row("brachytherapy radioiodine radioactive iodine modulated imrt sbrt stereotactic cgy", "radiotherapy", r"brachytherapy|(?:radio-?iodine|radioactive iodine) (?:therapy|treatment|ablation)|(?<=with )(?:radio-?iodine|radioactive iodine|I-131|131-?I)|(?:intensity[- ]modulated|volumetric modulated|image[- ]guided|stereotactic body|stereotactic ablative|three-dimensional conformal|3D[- ]conformal) (?:radiation therapy|radiotherapy|radiation|arc therapy)(?: \([A-Z0-9-]{3,6}\))?|(?-i:IMRT|SBRT|3D-CRT)", "radiotherapy"),
)  # fmt: skip
