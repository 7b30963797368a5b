"""cuibono: fraud-case evidence, the organisation behind it, where the money went."""

from __future__ import annotations

from ._native import Table
from .errors import (
    AnsweredNo,
    BadInput,
    Cancelled,
    Error,
    IntegrityError,
    ResourcesError,
    UsageError,
)
from .kernels import Traced, components, features, normalise, successions, trace

__all__ = [
    "AnsweredNo",
    "BadInput",
    "Cancelled",
    "Error",
    "IntegrityError",
    "ResourcesError",
    "Table",
    "Traced",
    "UsageError",
    "components",
    "features",
    "normalise",
    "successions",
    "trace",
]
