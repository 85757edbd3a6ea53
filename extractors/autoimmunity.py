"""Words that say that a report is of an autoimmune disease, and the drugs of the organ damage that it does."""

from extractors.expressions import expression

_NAMES = (
    r"lupus|stiff[- ]person|SLE\b|rheumatoid|myositis|dermatomyositis|(?:systemic|multiple) sclerosis|scleroderma|myasthenia|vasculitis|Crohn|ulcerative colitis|psoria\w+|Sj[o\u00f6]e?gren|spondylo?\w*arthr\w+|ankylosing|sarcoidosis|neuromyelitis|NMOSD|pemphig\w+|CIDP|autoimmune"
    r"|connective[- ]tissue disease|MCTD|CTD\b|Beh[c\u00e7]et|antiphospholipid|Still(?:'s|\u2019s)? disease|polymyalgia|giant[- ]cell arteritis|temporal arteritis|Takayasu|polyarteritis|granulomatosis with|Wegener|Churg|ANCA\b|IgG4|Guillain|Goodpasture|anti-GBM|membranous nephropathy|juvenile idiopathic arthritis|relapsing polychondritis|Kawasaki|Henoch|cryoglobulin\w+"
)
AUTOIMMUNE = expression(rf"(?i)\b(?:{_NAMES})")
# what a sentence lists as looked for and not found
LOOKED_FOR = expression(
    r"(?i)\b(?:negative|no evidence of|no history|ruled out|excluded|to exclude|denied|unremarkable|(?:was|were) normal|screen(?:ing|ed)? (?:for|of)|survey(?:ed)?|tested for|tests? for|work-?up for|differential)\b"
)
# vessels of the lung, fibrosis, the skin: organ damage that is treated as the disease itself
OF_ORGAN_DAMAGE = expression(
    r"(?:entan|prost|prostil|afil|ciguat|selexipag|epoprostenol|nintedanib|pirfenidone|penicillamine)$|^prostanoid$"
)
# words that name an autoimmune disease where they stand beside a drug
AUTOIMMUNE_NEAR = expression(
    rf"(?i)\b(?:{_NAMES}|RA\b|arthritis|spondyl\w+|polyneuropathy|ITP\b|immune thrombocytop|AIHA\b)"
)
