"""The frozen nouns of an exercise: what a planner wrote, never changed while people play.

Times are integer milliseconds. A moment (``at``, ``needed_by``) counts from StartEx; a duration
(``window``, ``delay``) counts from whatever starts it.
"""

from __future__ import annotations

from exercise.core.scenario.chance import (
    HOUR,
    MINUTE,
    SECOND,
    Spread,
    Twist,
)
from exercise.core.scenario.information import (
    Report,
)
from exercise.core.scenario.msel import (
    After,
    Ask,
    AskKind,
    ConditionalEffects,
    Effect,
    Inject,
    InjectKind,
    Need,
    Option,
    OptionShare,
)
from exercise.core.scenario.organisation import (
    LEVELS,
    Agency,
    Channel,
    SimCellRole,
)
from exercise.core.scenario.purpose import (
    Measure,
    Objective,
    Task,
)
from exercise.core.scenario.whole import (
    ReleasePolicy,
    Scenario,
    breaches,
)

__all__ = [
    "HOUR",
    "LEVELS",
    "MINUTE",
    "SECOND",
    "After",
    "Agency",
    "Ask",
    "AskKind",
    "Channel",
    "ConditionalEffects",
    "Effect",
    "Inject",
    "InjectKind",
    "Measure",
    "Need",
    "Objective",
    "Option",
    "OptionShare",
    "ReleasePolicy",
    "Report",
    "Scenario",
    "SimCellRole",
    "Spread",
    "Task",
    "Twist",
    "breaches",
]
