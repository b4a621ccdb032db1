"""The frozen nouns of an exercise: what a planner wrote, never changed while people play.

Times are integer milliseconds. A moment (``at``, ``needed_by``) counts from StartEx; a duration
(``window``, ``delay``) counts from whatever starts it.
"""

from __future__ import annotations

from exercise.core.scenario.adversary import (
    Adversary,
    Move,
)
from exercise.core.scenario.aftermath import (
    Ending,
)
from exercise.core.scenario.chance import (
    HOUR,
    MINUTE,
    SECOND,
    Spread,
    Twist,
)
from exercise.core.scenario.effects import (
    Effect,
    Harm,
    HarmKind,
)
from exercise.core.scenario.forms import (
    STANDARD as STANDARD_FORMS,
)
from exercise.core.scenario.forms import (
    Form,
    FormField,
)
from exercise.core.scenario.information import (
    Report,
)
from exercise.core.scenario.inquiry import (
    WORKLOAD_ITEMS,
    ProbeItem,
    ProbeKind,
)
from exercise.core.scenario.means import (
    Clearance,
    Needed,
    Resource,
    ResourceKind,
)
from exercise.core.scenario.msel import (
    After,
    Ask,
    AskKind,
    Attachment,
    ConditionalEffects,
    Inject,
    InjectKind,
    Need,
    Option,
    OptionShare,
)
from exercise.core.scenario.networks import (
    Network,
    Node,
)
from exercise.core.scenario.organisation import (
    COORDINATION,
    LEVELS,
    Agency,
    Channel,
    CoordinationModel,
    SimCellRole,
)
from exercise.core.scenario.purpose import (
    Index,
    Measure,
    Objective,
    Task,
)
from exercise.core.scenario.rules import (
    Jurisdiction,
    Law,
    MandateStatus,
    Procedure,
    Requirement,
    RuleKind,
    Rung,
    RunningClock,
    Together,
)
from exercise.core.scenario.whole import (
    Mode,
    ReleasePolicy,
    Scenario,
    breaches,
)

__all__ = [
    "COORDINATION",
    "HOUR",
    "LEVELS",
    "MINUTE",
    "SECOND",
    "STANDARD_FORMS",
    "WORKLOAD_ITEMS",
    "Adversary",
    "After",
    "Agency",
    "Ask",
    "AskKind",
    "Attachment",
    "Channel",
    "Clearance",
    "ConditionalEffects",
    "CoordinationModel",
    "Effect",
    "Ending",
    "Form",
    "FormField",
    "Harm",
    "HarmKind",
    "Index",
    "Inject",
    "InjectKind",
    "Jurisdiction",
    "Law",
    "MandateStatus",
    "Measure",
    "Mode",
    "Move",
    "Need",
    "Needed",
    "Network",
    "Node",
    "Objective",
    "Option",
    "OptionShare",
    "ProbeItem",
    "ProbeKind",
    "Procedure",
    "ReleasePolicy",
    "Report",
    "Requirement",
    "Resource",
    "ResourceKind",
    "RuleKind",
    "Rung",
    "RunningClock",
    "Scenario",
    "SimCellRole",
    "Spread",
    "Task",
    "Together",
    "Twist",
    "breaches",
]
