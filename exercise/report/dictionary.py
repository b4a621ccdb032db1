"""The data dictionary: every table of the exported record, every column, its type, its unit, what it means.

What is exported is what stands here, in this order, so a column without a word for it cannot leave.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Type = Literal["text", "whole number", "number", "yes/no", "moment", "day"]


class Column(NamedTuple):
    """A column of an exported table. ``personal`` ones are emptied in an export without names."""

    name: str
    type: Type
    meaning: str
    personal: bool = False


_EXERCISE = Column("exercise_id", "text", "The exercise.")
_FACT = (
    _EXERCISE,
    Column("syndicate", "text", "The group that played: each has its own run of the same scenario."),
    Column(
        "fact",
        "whole number",
        "Place in the syndicate's run, from 0; the key with exercise and syndicate.",
    ),
    Column("at_ms", "whole number", "Exercise time in milliseconds since StartEx; pauses do not count."),
    Column("wall", "moment", "Real time (UTC) of that moment; empty where no clock has run past it."),
)
_INJECT = Column("inject", "text", "The inject's id in the scenario; X and a number for one written on the spot.")
_TITLE = Column("title", "text", "The inject's or report's title.")
_TEAM = Column("team", "text", "The team's id in the scenario.")
_SEAT = Column("seat_id", "text", "The seat that acted; names stand in the table seat alone.")
_SEQ = Column("seq", "whole number", "Number of the entry in the log that caused it.")
_SENT = Column("sent_ms", "whole number", "Exercise time in milliseconds at which it left.")
_CAME = Column("received_ms", "whole number", "Exercise time in milliseconds when it arrived, if it has.")
_SENDER = Column("sender", "text", "The team, or for messages also the SimCell role, it came from.")
_CHANNEL = Column("channel", "text", "The channel's id in the scenario.")
_DECISION = Column("decision", "whole number", "Number of the entry of the decision it is about.")
_TYPED = "As typed; it may hold names that people wrote."

TABLES: dict[str, tuple[Column, ...]] = {
    "exercise": (
        Column("id", "text", "The exercise."),
        Column("title", "text", "Its title."),
        Column("scenario", "text", "Title and version of the scenario."),
        Column("scenario_sha", "text", "SHA-256 of the frozen scenario; the same in exercises that can be compared."),
        Column("seed", "whole number", "The seed that chance and invented names derive from."),
        Column("engine_version", "text", "The version of Whitecell that created it."),
        Column("syndicates", "text", "The syndicates, separated by blanks."),
        Column("state", "text", "ready, running, paused or ended."),
        Column("created_wall", "moment", "When it was created (UTC)."),
        Column("parent", "text", "The exercise it follows in a campaign or is a retry of, where it is one."),
        Column("parent_at_ms", "whole number", "Exercise time in milliseconds of a retry's beginning, else empty."),
    ),
    "seat": (
        Column("id", "text", "The seat."),
        Column("role", "text", "trainee, controller, evaluator or instructor."),
        _TEAM,
        Column("syndicate", "text", "The syndicate; empty for staff, who see all."),
        Column("name", "text", "Who sat there.", personal=True),
        Column("joined_wall", "moment", "When somebody first sat down (UTC)."),
    ),
    "entry": (
        Column("seq", "whole number", "Number of the act in the log, without gaps."),
        Column("at_ms", "whole number", "Exercise time in milliseconds since StartEx."),
        Column("wall", "moment", "Real time (UTC)."),
        _SEAT,
        Column("role", "text", "The role it was filed in."),
        _TEAM,
        Column("syndicate", "text", "The syndicate it concerns; empty: all."),
        Column("kind", "text", "What was done: StartEx, Decide, Share …"),
        Column("data", "text", f"The act's fields as JSON. {_TYPED}"),
    ),
    "delivery": (
        *_FACT, _INJECT, _TITLE, _TEAM,
        Column("deadline_ms", "whole number", "Exercise time in milliseconds when the window closes, if any."),
        Column("opened_ms", "whole number", "Exercise time in milliseconds at which the team first opened it."),
        Column("outcome", "text", "answered, missed or ended (by EndEx); empty while open or without a question."),
    ),
    "decision": (
        *_FACT, _INJECT, _TITLE, _TEAM, _SEAT, _SEQ,
        Column("revision", "whole number", "0 for the team's first answer; the last one that was not struck stands."),
        Column("options", "text", "Ids of the options chosen, separated by commas; in order for a ranking."),
        Column("text", "text", f"The answer in words. {_TYPED}"),
        Column("rationale", "text", f"The reason given. {_TYPED}"),
        Column("confidence", "whole number", "How sure the team was, 0 to 100."),
        Column("draft", "yes/no", "Typed but not sent; filed at EndEx."),
        Column("voided_ms", "whole number", "Exercise time in milliseconds at which the controller struck it."),
    ),
    "share": (
        *_FACT,
        Column("report", "text", "The report's id in the scenario."),
        _TITLE, _SENDER,
        Column("to_team", "text", "The team it was sent to."),
        _CHANNEL, _SEQ, _SENT, _CAME,
        Column("breach", "text", "release: outside the report's release; ceiling: over a channel not cleared for it."),
    ),
    "message": (
        *_FACT, _SENDER,
        Column("receiver", "text", "The team or SimCell role it was sent to."),
        Column("text", "text", f"The message. {_TYPED}"),
        _CHANNEL, _SEQ, _SENT, _CAME,
    ),
    "measure_point": (
        *_FACT,
        Column("measure", "text", "The measure's id in the scenario."),
        Column("value", "number", "Its value from then on, 0 to 100, before any drift."),
        Column("by", "number", "By how many points it moved."),
        Column("cause", "text", "What moved it: inject, option and team; drift; or the controller."),
    ),
    "observation": (
        *_FACT, _SEAT,
        Column("text", "text", f"What was seen. {_TYPED}"),
        Column("sort", "text", "strength, improvement, or empty."),
        Column("task", "text", "The critical task or objective it is about."),
        _INJECT, _TEAM, _DECISION, _SEQ,
    ),
    "rating": (
        *_FACT, _SEAT,
        Column("role", "text", "evaluator or instructor; an instructor's rating settles it."),
        Column("about", "text", "The critical task or objective rated."),
        Column("rating", "text", "P, S, M or U. A later row of the same seat corrects an earlier one."),
        Column("why", "text", f"The rater's reason. {_TYPED}"),
        _SEQ,
    ),
    "grade": (
        *_FACT, _SEAT, _DECISION, _INJECT, _TEAM,
        Column("points", "whole number", "0 to 100, against the expected action."),
        Column("why", "text", f"The rater's reason. {_TYPED}"),
        _SEQ,
    ),
    "survey": (
        *_FACT, _SEAT,
        Column("role", "text", "The role of whoever answered: staff are to be read apart from players."),
        _TEAM,
        Column("form", "text", "The version of the questionnaire."),
        Column("collaboration", "number", "Mean agreement, 1 to 5, with the statements on collaboration."),
        Column("learning", "number", "Mean agreement, 1 to 5, with the statements on learning."),
        Column("usefulness", "number", "Mean agreement, 1 to 5, with the statements on use at work."),
        Column("answers", "text", "Every answer in order, 1 to 5, 0 for none."),
        Column("keep", "text", f"What to keep. {_TYPED}"),
        Column("mend", "text", f"What to mend. {_TYPED}"),
        Column("other", "text", f"Anything else. {_TYPED}"),
        _SEQ,
    ),
    "lesson": (
        Column("id", "text", "The lesson."),
        Column("syndicate", "text", "The syndicate it was learnt from; empty: all."),
        Column("observation", "text", f"What was observed. {_TYPED}"),
        Column("analysis", "text", f"Why it was so. {_TYPED}"),
        Column("recommendation", "text", f"What is to be done. {_TYPED}"),
        Column("owner", "text", "Who sees to it.", personal=True),
        Column("due", "day", "Until when."),
        Column("status", "text", "open, in hand, done or dropped."),
        Column("retested_in", "text", "The exercise that tested it again."),
        Column("task", "text", "The critical task it is about."),
        Column("at_ms", "whole number", "Exercise time in milliseconds it is about."),
        Column("evidence", "text", "Numbers of the entries it rests on, separated by blanks."),
        Column("author", "text", "Who wrote it down.", personal=True),
        Column("created_wall", "moment", "When it was written down (UTC)."),
        Column("changed_wall", "moment", "When it was last changed (UTC)."),
    ),
}  # fmt: skip
