"""What a patient's history denies is a finding, no treatment: "denied the use of NSAIDs", "no history of surgery, dialysis"."""

from extractors.expressions import expression

_ON = r"(?:(?!\b(?:but|however|although|except|besides|until|underwent|received|was|were|had|has|who|which|whose|started|treated|treatment|presented|then|given|because|since|after)\b)[^.;:])*\Z"
_DENIED = expression(
    rf"(?i)\b(?:(?:denied|denies|denying)\b(?! (?:further|any further|more|treatment|therapy|chemo|surgery|consent))|(?:no|without|not any|nor any|negative for)(?: (?:a|an|any|known|previous|prior|significant|relevant|reported|documented|personal|family|past|medical|surgical|drug|recent))*(?: or (?:family|past))? (?:history|use|intake) of\b|history (?:was )?negative for\b){_ON}"
    rf"|\b(?:had|has|was|is) (?:not|never)(?: been)? (?:taking|using|prescribed|on)\b{_ON}|\bnot (?:taking|using|prescribed|on)\s(?:any\s)?{_ON}"
)


def denied_in_history(before: str) -> bool:
    """Whether the words before a treatment deny that it was taken before.

    >>> denied_in_history("He denied the use of any ") -> True
    """
    return _DENIED.search(before) is not None
