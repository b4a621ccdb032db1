"""Files become a `Scenario` here, or a list of what keeps them from it, in words for planners."""

from exercise.content.cast import CastError, Part, fill
from exercise.content.fitting import fit, misfits, suggest
from exercise.content.freeze import digest, from_json, to_json
from exercise.content.lint import check, lint
from exercise.content.load import Draft, load, read
from exercise.content.modules import Fitting, available, load_module
from exercise.content.problems import ContentError, Problem, Severity, Spot, UnreadableError, Where

__all__ = [
    "CastError",
    "ContentError",
    "Draft",
    "Fitting",
    "Part",
    "Problem",
    "Severity",
    "Spot",
    "UnreadableError",
    "Where",
    "available",
    "check",
    "digest",
    "fill",
    "fit",
    "from_json",
    "lint",
    "load",
    "load_module",
    "misfits",
    "read",
    "suggest",
    "to_json",
]
