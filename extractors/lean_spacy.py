"""spaCy without its command line, which its import would bring along: httpx, requests, weasel, a third of the time it takes.

Imported before spaCy; where spaCy is already there, nothing happens. `import spacy.cli` and `spacy.info()` work as ever.
"""

import sys
from types import ModuleType
from typing import Any


def _info(*args: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*args, **options)


def _import_spacy() -> None:
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    vars(module)["info"] = _info
    sys.modules |= {"spacy.cli": package, "spacy.cli.info": module}
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


if "spacy" not in sys.modules:
    _import_spacy()
