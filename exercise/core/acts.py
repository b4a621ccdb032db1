"""What people do: one frozen record per human act, and the roles that may file it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal


class Role(StrEnum):
    """What a seat is for."""

    CONTROLLER = "controller"
    TRAINEE = "trainee"
    EVALUATOR = "evaluator"
    INSTRUCTOR = "instructor"


CONTROLLER = frozenset({Role.CONTROLLER})
TRAINEE = frozenset({Role.TRAINEE})
STAFF = frozenset({Role.CONTROLLER, Role.EVALUATOR, Role.INSTRUCTOR})
RATERS = frozenset({Role.EVALUATOR, Role.INSTRUCTOR})


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at the table. Trainees have a team and a syndicate; staff see all of them."""

    id: str
    role: Role
    team: str | None = None
    syndicate: str | None = None


@dataclass(frozen=True)
class Act:
    """Something a person does. ``files`` says which roles may."""

    files: ClassVar[frozenset[Role]] = CONTROLLER
    version: ClassVar[int] = 1

    @property
    def kind(self) -> str:
        """The act's name in the log."""
        return type(self).__name__


@dataclass(frozen=True)
class StartEx(Act):
    """Start the exercise: exercise time begins to run at ``rate`` minutes per real minute.

    ``paused``: it does not run yet, as at a table.
    """

    rate: float = 1.0
    paused: bool = False


@dataclass(frozen=True)
class Pause(Act):
    """Stop the clock (PauseEx). ``outage`` marks the pause filed for a time nobody served."""

    reason: str = ""
    outage: bool = False


@dataclass(frozen=True)
class Resume(Act):
    """Let the clock run again."""


@dataclass(frozen=True)
class SetRate(Act):
    """Change how many exercise minutes pass per real minute."""

    rate: float


@dataclass(frozen=True)
class EndEx(Act):
    """End the exercise; open windows close, waiting injects are skipped."""


@dataclass(frozen=True)
class Release(Act):
    """Deliver an inject now, whatever it waits for."""

    inject: str


@dataclass(frozen=True)
class Hold(Act):
    """Keep an inject back until it is released."""

    inject: str


@dataclass(frozen=True)
class Skip(Act):
    """Leave an inject out, and say why."""

    inject: str
    reason: str


@dataclass(frozen=True)
class Improvise(Act):
    """Write an inject on the spot; it is delivered at once, or at exercise time ``at`` (ms).

    ``like`` names an inject whose options, reports, effects and place in the MSEL it takes over.
    """

    title: str
    body: str
    to: tuple[str, ...]
    sender: str = ""
    via: str = ""
    question: str = ""
    window: int | None = None
    at: int | None = None
    like: str = ""


@dataclass(frozen=True)
class Reschedule(Act):
    """Have a waiting inject come at exercise time ``at`` (ms), whatever else it waits for."""

    inject: str
    at: int


@dataclass(frozen=True)
class Amend(Act):
    """Change an inject before it is delivered. What is left empty stays as it is."""

    inject: str
    title: str = ""
    body: str = ""
    to: tuple[str, ...] = ()
    sender: str = ""
    via: str = ""
    window: int | None = None


Between = Literal["deliver", "summarise", "skip"]


@dataclass(frozen=True)
class Jump(Act):
    """Set the clock forward to exercise time ``to`` (ms).

    What comes due between is delivered on arrival, told to its teams in one summary (after ``summary``), or
    skipped. Windows that would close between are cut off: nobody had the time.
    """

    to: int
    between: Between = "deliver"
    summary: str = ""


@dataclass(frozen=True)
class SetMeasure(Act):
    """Set a measure (0-100) by hand, and say why."""

    measure: str
    value: float
    reason: str


@dataclass(frozen=True)
class Void(Act):
    """Strike an earlier entry: lift a hold or a skip, take a decision out of the scores."""

    entry: int
    reason: str = ""


@dataclass(frozen=True)
class Note(Act):
    """Write down an observation, about an inject where there is one."""

    files: ClassVar[frozenset[Role]] = STAFF
    text: str
    inject: str = ""


Shown = Literal["nothing", "own", "all"]


@dataclass(frozen=True)
class Disclose(Act):
    """Say what trainees may see of the scores, whether the scoreboard stands still, and whether the debrief is open.

    The last one stands. ``scoreboard`` is nothing, the own team's scores, or all teams'.
    """

    scoreboard: Shown = "nothing"
    frozen: bool = False
    debrief: bool = False


@dataclass(frozen=True)
class Ready(Act):
    """Report ready for StartEx."""

    files: ClassVar[frozenset[Role]] = TRAINEE


@dataclass(frozen=True)
class Open(Act):
    """Open an inject for the first time."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    inject: str


@dataclass(frozen=True)
class Decide(Act):
    """Answer an inject: options chosen (ranked for a ranking), words, and how sure (0-100).

    ``amounts`` says how much each option gets in an allocation. ``draft`` marks an answer that was typed but not
    sent, filed at EndEx.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    inject: str
    options: tuple[str, ...] = ()
    text: str = ""
    rationale: str = ""
    confidence: int | None = None
    draft: bool = False
    amounts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Share(Act):
    """Send a report the team holds to other teams, or post it on the joint picture; a note travels with it.

    ``to`` names teams, or ``PICTURE`` for the joint picture.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    report: str
    to: tuple[str, ...]
    channel: str = ""
    note: str = ""


@dataclass(frozen=True)
class Send(Act):
    """Send a message to a team or to somebody the SimCell plays."""

    files: ClassVar[frozenset[Role]] = TRAINEE | CONTROLLER
    to: str
    text: str
    channel: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Approve(Act):
    """Rule on what waits for this seat: a decision above its team's rung, a joint option, a clearance.

    ``entry`` is the entry that asked. The controller rules for the SimCell and for absent superiors, named in ``by``.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE | CONTROLLER
    entry: int
    granted: bool = True
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class Commit(Act):
    """Commit units of an own resource, to a team or an inject where one is named, for ``busy`` ms after arrival.

    ``queue`` waits in line when too few are free.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    resource: str
    units: int = 1
    to: str = ""
    purpose: str = ""
    busy: int | None = None
    queue: bool = False


@dataclass(frozen=True)
class Recall(Act):
    """Call back what an entry committed."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    entry: int


RequestKind = Literal["information", "resource", "release"]


@dataclass(frozen=True)
class Request(Act):
    """Ask a team or somebody the SimCell plays: for information (RFI), a resource, or release of a report.

    ``about`` names the report or resource. ``within`` is how soon (ms) an answer is needed, ``release_to`` the
    team that a report should be released to (the own one where empty).
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    to: str
    text: str
    about: str = ""
    what: RequestKind = "information"
    within: int | None = None
    channel: str = ""
    release_to: str = ""


@dataclass(frozen=True)
class Reply(Act):
    """Answer another team's request: granted or not, in words, and with a report the own team holds.

    Where the request named a report and the team holds it, that one goes along by itself.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    entry: int
    text: str = ""
    granted: bool = True
    channel: str = ""
    report: str = ""


@dataclass(frozen=True)
class Answer(Act):
    """Answer a message or request to the SimCell, as the one it was for."""

    entry: int
    text: str
    granted: bool = True
    channel: str = ""


@dataclass(frozen=True)
class Forecast(Act):
    """Say how likely (0-100) something is, for a forecast probe or an inject that asks for one."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    about: str
    probability: int
    rationale: str = ""


@dataclass(frozen=True)
class Probe(Act):
    """Answer a situation-awareness probe with one of its choices."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    probe: str
    choice: int


@dataclass(frozen=True)
class Workload(Act):
    """Report the own workload: the six items of the raw NASA-TLX, 0 to 100 each, in its order."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    items: tuple[int, ...]
    probe: str = ""


@dataclass(frozen=True)
class Observe(Act):
    """Write down what was seen, about a critical task, an inject, a team or a decision (its ``entry``).

    ``sort`` is ``strength``, ``improvement`` or empty.
    """

    files: ClassVar[frozenset[Role]] = RATERS
    text: str
    sort: str = ""
    task: str = ""
    inject: str = ""
    team: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class Rate(Act):
    """Rate a critical task or an objective P, S, M or U; a rater's later rating takes the place of the earlier."""

    files: ClassVar[frozenset[Role]] = RATERS
    about: str
    rating: str
    why: str = ""


@dataclass(frozen=True)
class Grade(Act):
    """Grade an answer in words, 0-100 against the expected action; ``entry`` is the decision's."""

    files: ClassVar[frozenset[Role]] = RATERS
    entry: int
    points: int
    why: str = ""


@dataclass(frozen=True)
class Survey(Act):
    """Answer the survey after EndEx: agreement 1-5 with every statement of the ``form`` (0: no answer), and words."""

    files: ClassVar[frozenset[Role]] = TRAINEE | STAFF
    form: str
    agree: tuple[int, ...] = ()
    keep: str = ""
    mend: str = ""
    other: str = ""


# The address of the joint picture among the teams of a share.
PICTURE = "picture"

ACTS: dict[str, type[Act]] = {cls.__name__: cls for cls in Act.__subclasses__()}
CLOCK_ACTS: frozenset[type[Act]] = frozenset({StartEx, Pause, Resume, SetRate, Jump, EndEx})
