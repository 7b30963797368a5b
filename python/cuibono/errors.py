"""What can go wrong, as classes: one for each kind of failure of the engine."""

from __future__ import annotations


class Error(Exception):
    """An operation failed: what happened, where, and what to do next."""

    code = "error"

    def __init__(self, what: str, where: str = "", help: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.help = help

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.what}{place}" + (f"\n{self.help}" if self.help else "")


class UsageError(Error):
    """What was asked for does not exist."""

    code = "usage"


class BadInput(Error):
    """Evidence, a file or a column is not what it should be."""

    code = "bad_input"


class IntegrityError(Error):
    """A sum, a hash or a count does not add up."""

    code = "integrity"


class ResourcesError(Error):
    """Memory, disk, a limit, or somebody else who writes to the case."""

    code = "resources"


class Cancelled(Error):
    """The work was asked to stop."""

    code = "cancelled"


class AnsweredNo(Error):
    """A check was made, and the answer is no."""

    code = "answered_no"


_BY_CODE: dict[str, type[Error]] = {
    one.code: one
    for one in (UsageError, BadInput, IntegrityError, ResourcesError, Cancelled, AnsweredNo)
}


def make(code: str, what: str, where: str, help: str) -> Error:
    """The exception of a code. The engine calls it."""
    return _BY_CODE.get(code, Error)(what, where, help)
