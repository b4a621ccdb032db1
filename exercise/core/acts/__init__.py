"""What people do: one frozen record per human act, and the roles that may file it."""

from __future__ import annotations

from exercise.core.acts.clockwork import (
    Between,
    EndEx,
    Jump,
    Pause,
    Resume,
    SetRate,
    StartEx,
)
from exercise.core.acts.comms import (
    Acknowledge,
    Confirm,
    Hail,
)
from exercise.core.acts.desk import (
    Decide,
    Forecast,
    Open,
    Plan,
    Probe,
    Ready,
    Workload,
)
from exercise.core.acts.evaluation import (
    Grade,
    Observe,
    Rate,
    Survey,
)
from exercise.core.acts.means import (
    Approve,
    Commit,
    Recall,
)
from exercise.core.acts.roles import (
    CONTROLLER,
    RATERS,
    STAFF,
    TRAINEE,
    Act,
    Role,
    Seat,
)
from exercise.core.acts.steering import (
    Amend,
    Disclose,
    Hold,
    Improvise,
    Note,
    Release,
    Reschedule,
    SetMeasure,
    Shown,
    Skip,
    Void,
)
from exercise.core.acts.traffic import (
    PICTURE,
    Answer,
    Reply,
    Request,
    RequestKind,
    Send,
    Share,
)

ACTS: dict[str, type[Act]] = {cls.__name__: cls for cls in Act.__subclasses__()}
CLOCK_ACTS: frozenset[type[Act]] = frozenset({StartEx, Pause, Resume, SetRate, Jump, EndEx})

__all__ = [
    "ACTS",
    "CLOCK_ACTS",
    "CONTROLLER",
    "PICTURE",
    "RATERS",
    "STAFF",
    "TRAINEE",
    "Acknowledge",
    "Act",
    "Amend",
    "Answer",
    "Approve",
    "Between",
    "Commit",
    "Confirm",
    "Decide",
    "Disclose",
    "EndEx",
    "Forecast",
    "Grade",
    "Hail",
    "Hold",
    "Improvise",
    "Jump",
    "Note",
    "Observe",
    "Open",
    "Pause",
    "Plan",
    "Probe",
    "Rate",
    "Ready",
    "Recall",
    "Release",
    "Reply",
    "Request",
    "RequestKind",
    "Reschedule",
    "Resume",
    "Role",
    "Seat",
    "Send",
    "SetMeasure",
    "SetRate",
    "Share",
    "Shown",
    "Skip",
    "StartEx",
    "Survey",
    "Void",
    "Workload",
]
