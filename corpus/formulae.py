"""Formulae of marked-up text in one line: MathML's msup of 10 and 6 and TeX's `10^{6}` are both `10^6`."""

import re

# What TeX calls the signs of medical formulae; other commands say how something looks.
_SIGNS = {
    "times": "×", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥",
    "sim": "~", "approx": "≈", "mu": "μ", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "kappa": "κ",
    "lambda": "λ", "chi": "χ", "to": "→", "rightarrow": "→", "infty": "∞", "circ": "°", "degree": "°", "prime": "′", "lt": "<", "gt": ">",
}  # fmt: skip
_DOCUMENT = re.compile(r"\\begin\{document\}(?P<formula>.*?)(?:\\end\{document\}|$)", re.DOTALL)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{(?P<above>[^{}]*)\}\s*\{(?P<below>[^{}]*)\}")
_DRESS = re.compile(r"\\(?:text|textrm|mathrm|mathit|mathbf|mathsf|operatorname|rm|it|bf|hbox|mbox)\b")
_RAISED = re.compile(r"\^\s*\{(?P<exponent>[^{}]*)\}")
_SPACE = re.compile(r"\\(?:[,;:! ]|quad\b|qquad\b)|~")


def from_tex(tex: str) -> str:
    """TeX as it is read aloud: `$$3 \\times 10^{8}\\,\\mathrm{cells/kg}$$` is `3 × 10^8 cells/kg`."""
    found = _DOCUMENT.search(tex)
    text = _SPACE.sub(" ", _DRESS.sub("", found["formula"] if found else tex))
    text = _RAISED.sub(r"^\g<exponent>", _FRACTION.sub(r"\g<above>/\g<below>", text))
    text = re.sub(r"\\([A-Za-z]+)( ?)", _sign, text)
    text = re.sub(r"\^\s*(?=[°′])", "", re.sub(r"\\(?=[%&#_$])", "", text))
    return " ".join(re.sub(r"[{}$\\]|_(?=[\w{])", "", text).split())


def _sign(found: re.Match[str]) -> str:
    """A command as a sign; the space behind a letter ends its name, that behind an operator is a space."""
    sign = _SIGNS.get(found[1], "")
    return sign if sign.isalpha() else sign + found[2]
