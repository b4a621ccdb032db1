"""What one seat may see, when it may see it. Nothing reaches a page except through these functions.

Every view takes a run and a seat and returns frozen rows. Grades, effects, reasons and measures never
leave through a trainee's view; another team's rows never do; the future is not in a run at all.
"""

from __future__ import annotations

from exercise.core.views.comms import (
    Call,
    calls,
    reading,
)
from exercise.core.views.concern import (
    concerned,
)
from exercise.core.views.course import (
    Moment,
    expected,
    plan,
    ready,
    stirred,
    surveyed,
    timeline,
)
from exercise.core.views.desk import (
    Choice,
    InboxRow,
    InboxStatus,
    Paper,
    Question,
    inbox,
    paper,
    row_of,
)
from exercise.core.views.inquiry import (
    Probed,
    ProbeResult,
    probe_results,
    probes,
)
from exercise.core.views.means import (
    Asked,
    OwnResource,
    PartnerResource,
    RunningLimit,
    Stage,
    Waiting,
    asked,
    limits,
    partner_resources,
    resources,
    waiting,
)
from exercise.core.views.picture import (
    GroundTruth,
    PictureEntry,
    Truth,
    ground_truth,
    picture,
)
from exercise.core.views.requests import (
    RequestRow,
    Requests,
    SimCellRow,
    requests,
    simcell_inbox,
)
from exercise.core.views.rights import (
    NotYours,
    staff_only,
)
from exercise.core.views.traffic import (
    HeldReport,
    Letter,
    Partner,
    Travel,
    Way,
    Wrong,
    letters,
    partners,
    reports,
    ways,
    wrongs,
)
from exercise.core.views.undertaken import (
    Outcome,
    Undertaken,
    undertaken,
)

__all__ = [
    "Asked",
    "Call",
    "Choice",
    "GroundTruth",
    "HeldReport",
    "InboxRow",
    "InboxStatus",
    "Letter",
    "Moment",
    "NotYours",
    "Outcome",
    "OwnResource",
    "Paper",
    "Partner",
    "PartnerResource",
    "PictureEntry",
    "ProbeResult",
    "Probed",
    "Question",
    "RequestRow",
    "Requests",
    "RunningLimit",
    "SimCellRow",
    "Stage",
    "Travel",
    "Truth",
    "Undertaken",
    "Waiting",
    "Way",
    "Wrong",
    "asked",
    "calls",
    "concerned",
    "expected",
    "ground_truth",
    "inbox",
    "letters",
    "limits",
    "paper",
    "partner_resources",
    "partners",
    "picture",
    "plan",
    "probe_results",
    "probes",
    "reading",
    "ready",
    "reports",
    "requests",
    "resources",
    "row_of",
    "simcell_inbox",
    "staff_only",
    "stirred",
    "surveyed",
    "timeline",
    "undertaken",
    "waiting",
    "ways",
    "wrongs",
]
