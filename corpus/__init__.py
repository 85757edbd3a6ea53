"""From a file to a Document: `from corpus import read`."""

from corpus.reader import read

__all__ = ["read"]
