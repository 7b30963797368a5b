"""Calls of the native module from inside Spark's workers, so that what goes wrong names its rows.

An exception gets the step and the rows in front of its text. A crash kills the Python worker before
anything can be said; Spark then hands on what faulthandler wrote as the process died, which are the names
of the functions it was in. So each call is made through a function whose name is the range of its rows.
"""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Callable, Sequence
from types import CodeType, FunctionType
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class NativeError(RuntimeError):
    """A native call failed; the text says in which step and for which rows."""


def module() -> Any:
    """The native module.

    Errors  NativeError: it cannot be loaded here; the text says on which machine, by which Python.
    """
    try:
        import cuibono
    except ImportError as error:
        raise NativeError(
            f"the native module cuibono cannot be loaded on worker {socket.gethostname()} by "
            f"{sys.executable}: {error}. Install its wheel there, for the Python that "
            "PYSPARK_PYTHON names.") from error
    return cuibono


def rows_said(ids: Sequence[Any]) -> str:
    """"rows 7 to 1007 (1001 rows)": the first and last id of a batch in its order."""
    if len(ids) == 0:
        return "no rows"
    return f"rows {plain(ids[0])} to {plain(ids[len(ids) - 1])} ({len(ids)} rows)"


def plain(one: Any) -> str:
    return str(one.as_py() if hasattr(one, "as_py") else one)


def _make_the_call(work: Callable[[], Any]) -> Any:
    return work()


def named(name: str, code: CodeType = _make_the_call.__code__) -> Callable[[Callable[[], Any]], Any]:
    """_make_the_call under another name, which is what faulthandler prints of it."""
    return FunctionType(code.replace(co_name=name, co_qualname=name), {})


def call(step: str, ids: Sequence[Any], work: Callable[[], Answer]) -> Answer:
    """Runs one native call.

    In      ids: of the rows that it gets, in order; the first and the last are told.
    Errors  NativeError with step and rows. A crash leaves "in STEP_of_rows_…" in Spark's own message.
    """
    said = rows_said(ids)
    name = re.sub(r"[^A-Za-z0-9_]+", "_", f"{step}_of_{said}").strip("_")[:200]
    try:
        answer: Answer = named(name)(work)
        return answer
    except NativeError:
        raise
    except Exception as error:
        raise NativeError(f"{step}: {said}: {type(error).__name__}: {error}") from error
