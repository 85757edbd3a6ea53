"""Lines that belong to the page or to the web page and not to the report: running heads, stamps, navigation, permissions."""

import re

_FURNITURE = re.compile(
    r"""^\s*(?:
        skip\sto\b.* | downloaded\s(?:from|by|on)\b.* | https?://\S+ | doi:\s?\S+ | (?:page\s)?\d{1,4}\s(?:of|/)\s\d{1,4}(?:\s{2,}.*)?
      | .{0,60}\bet\sal\.?\W*(?:page\s)?\d{1,4}(?:\sof\s\d+)?\s* | \d{1,4}(?:\sof\s\d{1,3})?\s{2,}.{0,50}\bet\sal\.?,?\s*
      | .{0,60}\bet\sal\.?\s{2,}.{0,90} | \d{1,4} | page\s\d+ | accepted\smanuscript | author\smanuscript.{0,40}
      | (?:share|print|menu|search|login|log\sin|sign\sin|sign\sup|subscribe|download(?:\spdf)?|home|view\sall.*|back\sto\stop|cookie.*|close|next|previous(?:\sarticle)?|next\sarticle|advertisement)\W*
      | .{0,120}\b(?:all\srights\sreserved|creative\scommons|cc[\s-]by)\b.{0,400}
      | (?:©|\(c\)|copyright\b|disclaimer:|this\sis\san\sopen[\s-]access).*
      | \W*(?:cite\sthis|how\sto\scite|citation:|to\scite\sthis)\b.*
      | view\sarticle.*|google\sscholar.*|crossref.*|pubmed\sabstract.* | this\sarticle\sis\spart\sof\s.*
    )\s*$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# "2017;376:836", "Blood 2012;120:1570-80.", "et al., 2020", "J Clin Oncol. (2019) 37:12"
_CITATION = re.compile(
    r"(?:19|20)\d\d\)?[;,.:]?\s?(?:[A-Z][a-z]{2}\s?\d{0,2}[;:])?\s?\d{1,4}\s?(?:\(\w+\))?\s?[:,;]\s?[eE]?\d{1,6}|\((?:19|20)\d\d\)\s\d{1,4}:|\bet\sal\b[.,]|doi:"
)
_OPENER = re.compile(r"^\W{0,2}\d{1,3}[.)\]]?\s+[A-Z][\w'’-]+\s[A-Z]")


def is_furniture(text: str) -> bool:
    """A running head, a download stamp, a button: "MERRIWEATHER ET AL.   2 of 5"."""
    return len(text) < 700 and bool(_FURNITURE.match(text.strip()))


def is_reference(text: str) -> bool:
    """Entries of a reference list: "1. Nebulon SS, Lockhart FL: Axi-cel. N Imag J Med. 2017, 377:2531-44."."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return False
    entries = sum(bool(_OPENER.match(line)) for line in lines)
    cited = len(_CITATION.findall(text))
    return cited > 0 and (
        (entries >= 1 and entries * 3 >= len(lines) and len(text) / entries < 600) or cited >= max(3, len(text) // 250)
    )
