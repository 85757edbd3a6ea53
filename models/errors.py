"""The one error tree.

    CaseledgerError            a clear sentence: what, where, what to do next
    ├── ReadError              a file that gives no text: it becomes a row in `failure`
    ├── GoldError              a gold annotation that breaks the guidelines' shape
    ├── WarehouseError         a ledger that cannot be opened, loaded or queried
    │   ├── TryAgainError      nothing is wrong with it: another program holds it, or the disk is full
    │   └── DamagedError       its file is broken
    └── SettingsError          a setting, an option or a path that cannot be used

Everything else is a bug and propagates.
"""


class CaseledgerError(Exception):
    """The user can do something about it; the message says what."""


class ReadError(CaseledgerError):
    """A file gave no text: `ReadError("encrypted", "a.pdf needs a password: …")`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message


class GoldError(CaseledgerError):
    """A gold annotation that does not have the shape of a case."""


class WarehouseError(CaseledgerError):
    """A ledger file that cannot be opened, loaded or queried."""


class TryAgainError(WarehouseError):
    """The same command can succeed later: another program holds the ledger, or the disk is full."""


class DamagedError(WarehouseError):
    """A ledger whose file is broken."""


class SettingsError(CaseledgerError):
    """A setting, option or path that cannot be used."""
