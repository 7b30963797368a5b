"""cuibono: fraud-case evidence, the organisation behind it, where the money went."""

from __future__ import annotations

from ._native import Table, engine, result_table_names
from .cases import Case, Run, open, simulate
from .errors import (
    AnsweredNo,
    BadInput,
    Cancelled,
    Error,
    IntegrityError,
    ResourcesError,
    UsageError,
)
from .kernels import (
    ArrowStream,
    Traced,
    components,
    features,
    normalise,
    shapes,
    successions,
    trace,
)

__all__ = [
    "AnsweredNo",
    "ArrowStream",
    "BadInput",
    "Cancelled",
    "Case",
    "Error",
    "IntegrityError",
    "ResourcesError",
    "Run",
    "Table",
    "Traced",
    "UsageError",
    "components",
    "engine",
    "features",
    "normalise",
    "open",
    "result_table_names",
    "shapes",
    "simulate",
    "successions",
    "trace",
]
