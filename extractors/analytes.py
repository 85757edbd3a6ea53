"""What is named but measured, imaged or resisted, and so no treatment: `a ferritin level`, `vancomycin-resistant`, `68Ga-PSMA`."""

from extractors.expressions import expression
from extractors.mentions import TherapyMention

# "albumin 4.0 g/dL", "serum cortisol", "IL-2 receptor": what is measured is not given
_MEASURED_AFTER = expression(
    r"(?i)^\s?\((?:[nmup]?g|[nmup]?mol|m?[IU]+|mEq|%)(?:/d?[mM]?[lL])?\)|^\s?(?:\([^()]{1,15}\)\s?)?(?:(?:levels?|concentrations?|receptors?|antibod\w+|silver|dehydrogenase|clearance|assays?|stains?|tests?|troughs?|titers?|re-?uptake|deficienc(?:y|ies)|deficient|values?|status|excretion|secretion|stimulation|binding|saturation|malabsorption|metabolism|stores|was (?:normal|low|high|elevated|undetectable)|were (?:normal|low|high|elevated|within))\b|(?:level |was |of |at |:|=|,)?\s?[<>]?\d[\d.,]*\s?(?:g/d?L|m?mg/d?L|[nmup]g/d?m?L|[mup]mol/L|mmol|umol|mEq|m?[IU]+/m?L|ug/[dm]?L|%))"
)
_MEASURED_BEFORE = expression(
    r"(?i)(?:\bserum|\bplasma|\blow|\bhigh|\belevated|\bdecreased|hypo-?|\blevels? of|\bconcentrations? of|\banti-?|\bsoluble|\bblood|\burine|\bpeak|\bbasal|\bfasting|\bnormal|\breduced|\braised|\bincreased|\bvalues? (?:of|for)|\bscreen\w* (?:for|of)|\btest\w* (?:for|of)|\bmeasurements? of|\bdeficiency (?:of|in)|protein [CS],? (?:and |or )?|\b(?:mono|poly)clonal|\bsurface|\btotal|\bsensitivity to|25-OH|25-hydroxy-?)\s?$"
)
_ALSO_MEASURED = frozenset(
    {"albumin", "interleukin-2", "methenamine", "cholecalciferol", "vitamin D", "calcitriol", "insulin", "erythropoietin", "thrombopoietin", "hydrocortisone", "calcium", "fibrinogen concentrate", "antithrombin",
     "digoxin", "iron", "folic acid", "cobalamin", "thiamine", "vitamin K", "potassium chloride", "magnesium sulfate", "sodium bicarbonate", "levothyroxine", "epinephrine", "norepinephrine", "dopamine", "testosterone", "estradiol", "progesterone", "zinc", "glucose", "immunoglobulin", "vancomycin", "tacrolimus", "cyclosporine", "sirolimus", "voriconazole", "ethanol", "growth hormone", "somatropin", "oxytocin", "vasopressin", "parathyroid hormone", "pyridoxine", "tocopherol", "ascorbic acid", "heparin", "lithium", "theophylline", "gentamicin"}
)  # fmt: skip


# "urokinase-type plasminogen activator", "insulin-dependent diabetes", "rifampicin-susceptible", "dexamethasone suppression test"
_NO_DRUG_AFTER = expression(
    r"(?i)-(?:type|like|dependent|susceptible|sensitive)\b| (?:(?:low-dose |high-dose |overnight )?(?:suppression|stimulation|challenge|provocation|tolerance|sensitivity|susceptibility|patch|skin) )?tests?\b| closure time\b"
)
_ASSAYED = expression(
    r"(?i)\burin(?:e|ary)\b[^.;]{0,40}\b(?:levels?|excretion|concentrations?|catechol|showed|tests?)|metaneph|\blevels? of\b|fractionated|collagen/"
)


def _clause(text: str, m: TherapyMention) -> str:
    """What stands before a mention in its sentence, and a few words after."""
    before = text[max(0, m.start - 80) : m.start]
    return before[before.rfind(". ") + 1 :] + text[m.start : m.end + 30].split(". ")[0]


_ANTIBODY_CLASS = expression(
    r"(?i)s?\s?(?:\(Igs?\)\s?)?(?:(?-i:[GAMDE])\b(?! (?:replacement|substitution|therapy))|[λκ]|kappa|lambda|light|heavy|chain|gene\b|class\b|levels?\b)"
)


# catecholamines that a tumour makes or that are measured
_HORMONES = expression(
    r"(?i)\burin|\bplasma|\bserum|secret|excret|metaneph|chromocytoma|paragangli|levels?\b|releas|fractionat|produc|circulating|endogenous|neuroblast"
)


# "technetium-99m octreotide (99mTc-OCT) scintigraphy", "68Ga-DOTATATE PET/CT", "dobutamine stress echocardiography"
_NUCLIDE = expression(
    r"(?i)(?:(?:99m|68|67|111|18|123|11|64|89|13)[- ]?(?-i:Tc|Ga|In|F|I|C|Cu|Zr|N)|(?-i:Tc|Ga|In|F|I|C|Cu|Zr)-?(?:99m|68|67|111|18|123|11|64|89)|technetium(?:-?99m)?|gallium(?:-?6[78])?|indium(?:-?111)?|fluorine(?:-?18)?|radio-?label+ed)(?:[- ]labell?ed)?[- ]\Z"
)
_IMAGED = expression(
    r"(?i)[- ]?(?:\([^()]{1,20}\) ?)?(?:(?:whole[- ]body|renal|bone|stress|receptor|SPECT|PET|uptake|somatostatin) )*(?:scintigra\w+|scans?\b|SPECT\b|PET\b|imaging|renogra\w+|echocardiogra\w+|stress (?:test|echo|MRI|imaging)\w*|positron|provocation)"
)


def _is_tracer(text: str, m: TherapyMention) -> bool:
    """Whether a drug only carries a nuclide to be seen, or is given to provoke: MIBG scan, dobutamine stress test."""
    return _IMAGED.match(text, m.end) is not None or _NUCLIDE.search(text, max(0, m.start - 30), m.start) is not None


_ANTI_INFECTIVE = frozenset({"antibacterial", "antifungal", "antiviral"})
_RESISTANT = expression(r"(?i)[- ](?:resistant|insensitive|intermediate)\b")


def is_analyte(text: str, m: TherapyMention) -> bool:
    """Whether a name is that of something measured: 'albumin 4.0 g/dL', 'soluble interleukin-2 receptor'."""
    if m.name == "albumin":
        return True  # a laboratory value or a fluid
    if m.hint in _ANTI_INFECTIVE and _RESISTANT.match(text, m.end):
        return True  # "meropenem-resistant Pseudomonas"
    if m.name == "vasopressor" and text[m.start : m.end].lower().startswith("catech"):
        return _HORMONES.search(text, max(0, m.start - 60), m.end + 40) is not None
    if _NO_DRUG_AFTER.match(text, m.end) or (m.kind == "drug" and _is_tracer(text, m)):
        return True
    if m.name in {"epinephrine", "norepinephrine", "dopamine"} and _ASSAYED.search(_clause(text, m)):
        return True
    if m.name == "immunoglobulin" and _ANTIBODY_CLASS.match(text, m.end):
        return True
    if m.name not in _ALSO_MEASURED:
        return False
    return bool(
        _MEASURED_AFTER.match(text[m.end : m.end + 40]) or _MEASURED_BEFORE.search(text[max(0, m.start - 22) : m.start])
    )
