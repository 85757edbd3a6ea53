"""Which stretch of a sentence speaks of an amount: sentence ends, boundaries between amounts, clauses, and the times within."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.expressions import expression
from extractors.mentions import TimeMention

_SENTENCE_END = expression(
    r"[.?!]\s+(?=[A-Z(\"]|d[+-]\d|[ac]G[Vv]HD|mRNA)|\n(?=\s*\n|[A-Z]|\s*[•*–-]\s)|;\s(?!(?:max|cap|limit))"
)
_ABBREVIATION = expression(
    r"(?i)\b(?:i\.\s?v|s\.\s?c|p\.\s?o|i\.\s?m|i\.\s?t|i\.e|e\.g|vs|approx|tabs?|caps?|inj|syp|Dr|Fig|no|al|ca|b\.\s?i\.\s?d|t\.\s?i\.\s?d)\Z"
)
_BOUNDARY = expression(
    r"(?:,\s*(?:and|then|followed\s+by|plus)?|\b(?:and|plus|then|followed\s+by|with|combined\s+with|along\s+with|as\s+well\s+as|or|while|whereas|but)\b|\(|:|\bas\b)\s*"
)
_CLAUSE_END = expression(
    r"(?i)\b(?:which|who|whose|because|although|though|whereas|while|preceded|but|leading\s+to|resulted|resulting|led\s+to|prior\s+to|and\s+(?:she|he|they|(?:the|this)\s+(?:patient|child|boy|girl|man|woman|infant))\s+(?:was|were|had|could|became|did|went|remained|has)|followed\s+by|before(?!\s+bed)|without|despite|(?:taper|wean|lower|reduc|decreas|increas|rais|escalat)\w*\s+(?:\w+\s+)?by)\b"
)
# "…, and on day 46, ruxolitinib 10 mg": the day leads the words of the next amount
_LEADING_DAY = expression(r"(?i)(?:\b(?:and|then|but)\b\s*,?|;)\s*(?:(?:on|from|in|at|by)\s+)\Z")
# the words of the next amount: ", and oral levetiracetam"
_NAMED = expression(
    r"(?i),?\s*(?:and|plus|then|with|followed by|combined with|as well as|or)?\s*(?:(?:then\s+|later\s+)?(?:changed|switched|converted)\s+to\s+)?(?:(?:oral|intravenous|iv|i\.v\.|subcutaneous|intrathecal|high-dose|low-dose)\s+)*(?!daily|weekly|twice|once|every|given|orally|intravenously|each|both|infused)[a-z][a-z0-9-]{4,}"
)
# "30 Gy in daily fractions of 2 Gy", "12 g in weekly doses of 3 g": how often the next amount was given
_OFTEN_THE_NEXT = expression(
    r"(?i)(?:\w+\s+)?\b(?:once[\s-]|twice[\s-])?(?:daily|weekly)\s+(?:doses|fractions|injections|infusions|boluses|portions)\s+(?:of|at)\s+(?:about\s+)?\Z"
)
_JOINED = expression(r"(?i)(?:,|\band|\bplus|\bthen|\bfollowed\s+by)\s+(?:and\s+)?(?:[\w-]+\s+){0,2}\Z")
_OF_THAT_ONE = expression(
    r"(?i)\s*,?\s*\(?(?:once|twice|thrice|three\s+times|daily|weekly|monthly|every|q\d|b\.?i\.?d|t\.?i\.?d|x\s?\d)\b"
)
# ", IT methotrexate", "and oral prednisone", "plus weekly low-dose bortezomib": how the next drug was given, whose amount is not told
_HOW_THE_NEXT = expression(
    r"(?:[,;/+]|\b(?:and|plus|with|then|by|as\s+well\s+as)\b)\s*(?:(?:and|plus|with|then|the|a|an|also)\s+)*"
    r"(?:(?:(?i:intrathecal|triple|intravenous|intraventricular|oral|subcutaneous|intramuscular|inhaled|nebuli[sz]ed|topical|parenteral|daily|weekly|monthly|once-weekly|twice-weekly|"
    r"once-daily|twice-daily|biweekly|continuous|pulsed?|single-agent|high-dose|low-dose|standard-dose)|IT|IV|SC|PO|IM|i\.\s?[tv]\.|s\.\s?c\.|p\.\s?o\.|it|iv|sc|po)\s+)+\Z"
)
# "10 mg b.i.d., and on day +44 it could be halved": a time that opens a clause of its own
_CONJUNCTION = expression(
    r"(?i)(?:[,;]\s*(?:and\s+|but\s+|then\s+)?|\b(?:and|but|then)\s+)(?:(?:on|from|at|by|in|after|since|around)\s+)?(?:the\s+)?(?:(?:morning|evening|night)\s+of\s+)?\Z"
)
_SUBJECT_VERB = expression(
    r"(?i)\s*(?:\([^)]*\)\s*)?,?\s*(?:it|he|she|they|we|this|there|(?:(?:the|his|her|its|their|a|an)\s+)?(?!was\b|were\b|and\b|with\b|for\b|to\b|by\b|then\b|again\b|mg\b)[a-z][\w-]*(?:\s[a-z][\w-]*){0,2}?)\s+(?:was|were|had|has|could|became|did|began|came|rose|fell|developed|appeared|stopped|followed|needed)\b"
)
# "2.5 mg/kg on day -1 (5 mg/kg in all)": the day is not that of the total
_IN_ALL = re.compile(r"(?i)[\d.,x^ ]+(?:[\w/+-]+\s+){1,3}(?:in\s+(?:all|total|sum|toto)|total|overall|altogether)\b")
_ITEM = re.compile(r"\n|\s*[•*–-]\s")  # an empty line, the next item of a list
_FAR = 160


class Surroundings:
    """Sentence ends and times of a text, for quick look-up by place."""

    def __init__(self, text: str, times: Sequence[TimeMention], names: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.times = times
        self.names = names
        self._starts = [t.start for t in times]
        self._ends = [m.end() for m in _SENTENCE_END.finditer(text) if not self._abbreviated(m)]

    def _abbreviated(self, match: re.Match[str]) -> bool:
        """Whether a full stop ends an abbreviation ('i.v. Every'), or a line end breaks a long line of running text."""
        if match[0][0] == "\n" and not _ITEM.match(self.text, match.end()):
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            return len(line) > 40 and "\t" not in line and "|" not in line and line.rstrip()[-1:] not in ".:;!?"
        return match[0][0] == "." and bool(_ABBREVIATION.search(self.text, max(0, match.start() - 7), match.start()))

    def sentence(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence (or of the part up to a semicolon) round a place."""
        i = bisect_left(self._ends, place + 1)
        return self._ends[i - 1] if i else 0, self._ends[i] if i < len(self._ends) else len(self.text)

    def within(self, start: int, end: int) -> list[TimeMention]:
        """The times that stand in a stretch."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [t for t in self.times[low:high] if t.end <= end]

    def stretch_after(self, start: int, sentence_end: int, following: int | None) -> int:
        """Where that which is said of an amount ends: at its clause's end or before the words of the next amount."""
        stop = sentence_end
        if following is not None and following < stop:
            often = _OFTEN_THE_NEXT.search(self.text, max(start, following - 60), following)
            stop = self._cut(start, often.start() if often else following)
        stop = self._other_treatment(start, stop)
        stop = self._other_time(start, stop)
        clause = _CLAUSE_END.search(self.text, start, stop)
        return max(start, min(clause.start() if clause else stop, start + _FAR))

    def _other_treatment(self, start: int, stop: int) -> int:
        """Before ", and photopheresis weekly for 8 weeks": what stands behind another name is said of that one."""
        for a, b in self.names[bisect_left(self.names, (start, 0)) :]:
            if a >= stop:
                break
            joined = _JOINED.search(self.text, start, a)
            if joined and _OF_THAT_ONE.match(self.text, b):
                return joined.start()
            if how := _HOW_THE_NEXT.search(self.text, start, a):
                return how.start()
        return stop

    def _other_time(self, start: int, stop: int) -> int:
        """Before ", and on day +44 it could be halved": a clause with a time and a subject of its own."""
        for t in self.within(start, stop):
            if t.group or t.kind == "duration":
                continue
            lead = _CONJUNCTION.search(self.text, start, t.start)
            end = t.end
            if lead and _SUBJECT_VERB.match(self.text, end, stop):
                return lead.start()
        return stop

    def _cut(self, start: int, stop: int) -> int:
        """The last comma or 'and' outside of dates and lists of days, or the 'and on day 5' that leads the next amount."""
        times, cut, text = self.within(start, stop), stop, self.text
        for match in _BOUNDARY.finditer(self.text, start, stop):
            in_brackets = match[0][0] == ":" and self.text[cut : cut + 1] == "("  # "(total dose: 10 mg/kg)"
            names_next = (
                match[0][0] == "(" and cut < stop and self.text[cut] != "(" and match.end() == stop
            )  # ", prednisolone (25 mg"
            names_next = names_next or (
                match[0][0] == ","
                and match.end() == stop
                and cut < stop
                and bool(_NAMED.fullmatch(text, cut, match.start()))
                and not any(cut <= t.start < match.start() for t in times)
            )  # ", and oral levetiracetam, 1000 mg"
            aside = match[0][0] == "(" and ")" in text[match.end() : stop]  # "100 mg (day 1) through 200 mg"
            if not (in_brackets or names_next or aside or any(t.start < match.start() < t.end for t in times)):
                cut = match.start()
        if (
            times
            and times[-1].kind != "duration"
            and not _IN_ALL.match(text, stop)
            and re.fullmatch(r"\s*[:(=]\s*", self.text[times[-1].end : stop])
        ):
            return min(cut, times[-1].start)  # "day 0: 3 x 10^6/kg, day 1: 7 x 10^6/kg"
        last = next((t for t in reversed(times) if t.end <= cut), None)
        if last and cut < stop and self.text[last.end : cut].strip(" ,") in {"", "on", "onward", "onwards"}:
            lead = _LEADING_DAY.search(self.text, start, last.start)
            return lead.start() if lead else cut
        return cut
