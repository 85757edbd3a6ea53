"""What is measured more often than given (hormones, salts, trace elements): only where words of giving or an amount say so.

`growth hormone (GH) therapy was initiated` · `treated with oral calcium and phosphate` · `citrate 4 g/day`, but not
`calcium 9.8 mg/dL`, `GH deficiency`, `urinary citrate 120 mg/day`.
"""

from collections.abc import Iterator, Sequence

from extractors.expressions import expression
from extractors.mentions import TherapyMention

# preferred name, ways to write it
_NAMES = (
    ("somatropin", r"(?:recombinant )?(?:human )?growth hormone|(?-i:r?h?GH)"),
    ("testosterone", r"testosterone"),
    ("estradiol", r"o?estradiol"),
    ("estrogen", r"o?estrogens?"),
    ("progesterone", r"progesterone"),
    ("chorionic gonadotropin", r"(?-i:hCG|HCG)|human chorionic gonadotrophin|human chorionic gonadotropin"),
    ("corticotropin", r"(?-i:ACTH)|adrenocorticotropic hormone|corticotropin"),
    ("glucagon", r"glucagon"),
    ("calcium", r"calcium"),
    ("magnesium", r"magnesium"),
    ("potassium", r"potassium"),
    ("zinc", r"zinc"),
    ("copper", r"copper"),
    ("selenium", r"selenium"),
    ("iron", r"iron"),
    ("phosphate", r"(?:neutral |inorganic |elemental )?phosph(?:ate|orus)"),
    ("citrate", r"citrate"),
    ("bicarbonate", r"bicarbonate"),
    ("tocopherol", r"vitamin E"),
    ("riboflavin", r"riboflavin|vitamin B2"),
    ("biotin", r"biotin"),
    ("folic acid", r"folate"),
)
_NAMED = "|".join(f"(?P<n{i}>{pattern})" for i, (_, pattern) in enumerate(_NAMES))
_NAME = expression(rf"(?i)(?<![\w-])(?:{_NAMED})(?![\w-])(?: \([A-Za-z]{{2,5}}\))?")
_NEEDED = ("growth", "GH", "testost", "stradiol", "strogen", "progest", "CG", "gonadotro", "ACTH", "cortico", "glucagon", "alcium", "agnesium", "otassium", "inc", "opper", "elenium", "ron", "hosph", "itrate", "icarb", "itamin", "ibofl", "iotin", "olate")  # fmt: skip
_SALT = expression(
    r"(?i) (?:gluconate|carbonate|chloride|citrate|phosphate|sulf?ph?ate|acetate|lactate|oxide|channel|antagonist|blocker|binder|deficien|receptor|level|concentration|excretion|intake|stimulation|suppression|secretion|peak|test|overload|homeosta|metabolism|score|oxalate|pyrophosphate|iodide|nitrate|bicarbonate|synthase|kinase|wasting|loss|depletion|reabsorption)"
)
# "oral", "daily intravenous", "neutral phosphate (1 g/day), calcium supplements and" before the name
_HOW = r"(?:(?:oral|intravenous|iv|i\.v\.|daily|weekly|monthly|high-dose|low-dose|recombinant|human|subcutaneous|intramuscular|transdermal|topical|additional|supplemental|regular|cyclic|vaginal|elemental|long-term|empiric|exogenous|systemic|the|of|a|an|with|and) )*"
_GIVEN_BEFORE = expression(
    rf"(?i)\b(?:treat(?:ed|ment|ing)|therap(?:y|ies)|replace(?:d|ment)|substitut(?:ed|ion)|supplement(?:ed|ation|s)?|managed) (?:was |were )?(?:started |initiated |begun )?(?:with|of|by|using) {_HOW}\Z"
    rf"|\b(?:(?:started|put|placed|maintained|commenced|kept) on|received|receiving|given|administration of|initiat(?:ion|ing) of|(?:re)?starting|injections? of|infusions? of|prescribed|administered|doses? of|supplements? of|(?:was|were) taking|takes?) {_HOW}\Z"
)
_LIST_BEFORE = expression(rf"(?i)(?:, |,? and |,? plus |,? or ){_HOW}")
_VALUE = expression(r"(?i) ?(?:of |was |were |at |:|=|\()? ?[<>]?\d| (?:was|were|is) (?:normal|low|high|elevated)|[-/]")
_GIVEN_AFTER = expression(
    r"(?i) (?:therapy|treatment|replacement|substitution|supplement\w*|injections?|administration|tablets?|capsules?)\b(?! (?:test|response))"
    r"| (?:was|were|has been|had been) (?:then |also |additionally |subsequently |therefore )?(?:started|initiated|given|administered|added|prescribed|commenced|injected|begun|infused|discontinued|replaced|supplemented)\b"
)
_AMOUNT_AFTER = expression(
    r"(?i)(?: supplements?| supplementation| tablets?)?,? ?\(?(?:at |of |a |the |dose of |total )*\d[\d.,]*(?:\s?(?:-|to)\s?\d[\d.,]*)?\s?(?:(?:mg|g|ug|mcg|IU|units?|U)\b(?:\s?/\s?(?:kg|m2))?(?!\s?/\s?(?:d?L|m[lL]|24|g|mmol|mg)\b|\s?%| of creatinine)|(?:mEq|mmol)\b(?= ?(?:/ ?d|per day|daily|orally|po\b|iv\b|[bt]\.?i\.?d)))"
)
_MEASURED = expression(
    r"(?i)\b(?:urin\w+|excret\w+|serum|plasma|levels?|intake|diet\w*|contain\w*|content|concentrations?|peak|basal|normal|elevated|low|high|decreased|increased|reduced|measured|hypo\w+|hyper\w+)\b[^.;]{0,40}\Z"
)


def find_measured(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find them where they are given; what other rules found already stays."""
    if not any(word in text for word in _NEEDED):
        return
    taken = [(m.start, m.end) for m in found]
    for match in _NAME.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken) or _SALT.match(text, end):
            continue
        before = text[max(0, start - 110) : start].rsplit(". ", 1)[-1]
        if _MEASURED.search(before[-60:]):
            continue
        behind = max((b for _, b in taken if b <= start), default=-100)
        listed = start - behind < 60 and _LIST_BEFORE.fullmatch(text, behind, start) and not _VALUE.match(text, end)
        if not (
            _AMOUNT_AFTER.match(text, end) or _GIVEN_AFTER.match(text, end) or _GIVEN_BEFORE.search(before) or listed
        ):
            continue
        taken.append((start, end))
        name = next(n for i, (n, _) in enumerate(_NAMES) if match[f"n{i}"])
        yield TherapyMention(start=start, end=end, rule="measured.drug", name=name, kind="drug", hint="supportive")
