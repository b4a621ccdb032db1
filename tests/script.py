"""Exercises written as text: a scenario, a line of dashes, and what people do. For tests only.

report r from a needed b 0:40
measure m 50 drift -6
I1 -> a b | at 0:05 | window 10m | ask x:m+5 y:m-5
I2 -> b | when missed(I1)
---
0:07 a decide I1 x
0:20 excon release I2
0:30 excon end
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import Any

from exercise.core import acts
from exercise.core.acts import Act, Role, Seat
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.evaluation.survey import AFTER, BEFORE, CLU
from exercise.core.facts import Fact
from exercise.core.replay import replay
from exercise.core.scenario import (
    HOUR,
    MINUTE,
    SECOND,
    STANDARD_FORMS,
    Adversary,
    After,
    Agency,
    Ask,
    Channel,
    Clearance,
    Effect,
    Ending,
    Harm,
    Inject,
    Jurisdiction,
    Law,
    Measure,
    Move,
    Needed,
    Network,
    Node,
    Objective,
    Option,
    ProbeItem,
    Procedure,
    Report,
    Requirement,
    Resource,
    Rung,
    RunningClock,
    Scenario,
    SimCellRole,
    Spread,
    Task,
    Together,
    Twist,
)

WALL = datetime(2031, 4, 14, 12, tzinfo=UTC)
EXCON = Seat("excon", Role.CONTROLLER)
STAFF = {
    "excon": EXCON,
    "eva": Seat("eva", Role.EVALUATOR),
    "evo": Seat("evo", Role.EVALUATOR),
    "ines": Seat("ines", Role.INSTRUCTOR),
}


def ms(text: str) -> int:
    """`0:20` or `15m` or `90s` in milliseconds."""
    if ":" in text:
        hours, minutes = text.split(":")
        return int(hours) * HOUR + int(minutes) * MINUTE
    return int(text[:-1]) * {"s": SECOND, "m": MINUTE, "h": HOUR}[text[-1]]


def clock(at: int) -> str:
    """Milliseconds as `0:20`, with what is not a whole minute after a plus."""
    rest = at % MINUTE
    return f"{at // HOUR}:{at // MINUTE % 60:02d}" + (f"+{rest}" if rest else "")


def trainee(team: str) -> Seat:
    """A seat of that team."""
    return Seat(f"{team}-1", Role.TRAINEE, team, "A")


def scenario(text: str, **changes: Any) -> Scenario:
    """The scenario that the lines before the dashes describe, with teams a, b and c."""
    whole: dict[str, Any] = {}
    nouns: defaultdict[str, list[Any]] = defaultdict(list)
    for line in filter(None, (line.strip() for line in text.splitlines())):
        first, *rest = line.split()
        match first:
            case "report":
                level, release = "restricted", ()
                if "only" in rest:
                    level, release = rest[rest.index("only") + 1], tuple(rest[rest.index("only") + 2 :])
                    rest = rest[: rest.index("only")]
                needed = tuple(zip(rest[4::2], map(ms, rest[5::2]), strict=True)) if "needed" in rest else ()
                nouns["reports"].append(
                    Report(rest[0], f"Report {rest[0]}", "body", rest[2], "B2", True, level, release, needed)
                )
            case "about":
                nouns["reports"] = [_told_of(report, rest) for report in nouns["reports"]]
            case "coordination":
                changes = {"coordination": rest[0]} | changes
            case "measure":
                drift = float(rest[3]) if "drift" in rest else 0.0
                nouns["measures"].append(Measure(rest[0], rest[0], float(rest[1]), 1.0, drift))
            case "channel":
                nouns["channels"].append(
                    Channel(
                        rest[0],
                        rest[0],
                        Spread("fixed", (ms(rest[1]),)),
                        rest[-1] if "upto" in rest else "secret",
                        "single" in rest,
                    )
                )
            case "objective":
                tasks = tuple(Task(id, f"Task {id}") for id in rest[1:])
                nouns["objectives"].append(Objective(rest[0], f"Objective {rest[0]}", "capability", tasks))
            case "twist":
                nouns["twists"].append(Twist(rest[0], tuple(rest[1:])))
            case "rung":
                nouns["ladder"].append(Rung(rest[0], rest[0], rest[1]))
            case "resource":
                extra = dict(zip(rest[3::2], rest[4::2], strict=True))
                travel = Spread("fixed", (ms(extra["travel"]),)) if "travel" in extra else None
                nouns["resources"].append(
                    Resource(
                        rest[0],
                        rest[0],
                        rest[1],
                        int(rest[2]),
                        extra.get("kind", "other"),
                        travel,
                        extra.get("cleared", ""),
                    )
                )
            case "clearance":
                nouns["clearances"].append(
                    Clearance(rest[0], rest[0], rest[1], " ".join(rest[4:]), Spread("fixed", (ms(rest[2]),)))
                )
            case "lead":
                nouns["jurisdictions"].append(Jurisdiction(*rest))
            case "clock":
                starts, _, stops = " ".join(rest[3:]).partition(" until ")
                nouns["clocks"].append(RunningClock(rest[0], rest[0], rest[1], starts, stops, ms(rest[2])))
            case "probe":
                nouns["probes"].append(_probe(line))
            case "adversary":
                moves = tuple(Move(inject, tactic) for tactic, inject in (move.split(":") for move in rest[3:]))
                every = Spread("fixed", (ms(rest[1]),))
                nouns["adversaries"].append(Adversary(rest[0], f"The {rest[0]}", every, moves, ms(rest[2])))
            case "move" | "counter" | "weight":
                said = " ".join(rest[1:]).removeprefix("when ")
                how = {"move": {"when": said}, "counter": {"countered": said}}.get(first) or {"weight": float(said)}
                nouns["adversaries"] = [
                    replace(side, moves=tuple(replace(m, **how) if m.inject == rest[0] else m for m in side.moves))
                    for side in nouns["adversaries"]
                ]
            case "ending":
                effects, _, when = (" " + " ".join(rest[2:])).partition(" when ")
                nouns["endings"].append(
                    Ending(
                        rest[0], f"Ending {rest[0]}", "text", when, int(rest[1]), tuple(map(_effect, effects.split()))
                    )
                )
            case "node":
                nouns["networks"] = _with_node(
                    nouns["networks"], Node(rest[1], f"Node {rest[1]}", tuple(rest[2:])), rest[0]
                )
            case "form":
                to = tuple(rest[2:])
                nouns["forms"].append(replace(STANDARD_FORMS[rest[1]], id=rest[0], to=to))
            case "procedure":
                steps = tuple((id, f"Step {id}") for id in rest[1:])
                nouns["procedures"].append(Procedure(rest[0], f"Procedure {rest[0]}", steps))
            case "escalation":
                whole["escalation"] = tuple(rest)
            case _:
                nouns["injects"].append(_inject(line))
    channels = nouns["channels"] or [Channel("radio", "Radio", Spread("fixed", (MINUTE,)), "secret")]
    whole |= {
        "duration": HOUR,
        "starts": "2031-04-14T06:00",
        "agencies": tuple(Agency(id, f"Agency {id.upper()}", "test", "card") for id in "abc"),
        "channels": tuple(channels),
        "measures": tuple(nouns["measures"]) or (Measure("m", "Measure", 50.0),),
        "injects": tuple(nouns["injects"]),
        "reports": tuple(nouns["reports"]),
        "objectives": tuple(nouns["objectives"]),
        **{
            name: tuple(nouns[name])
            for name in (
                "twists",
                "ladder",
                "resources",
                "clearances",
                "jurisdictions",
                "procedures",
                "forms",
                "networks",
                "clocks",
                "adversaries",
                "probes",
                "endings",
            )
        },
        "simcell": (SimCellRole("press", "The press"),),
        "settle": 3 * MINUTE,
    }
    return Scenario("test", "Test", "1.0.0", **(whole | changes))


def _with_node(networks: list[Network], node: Node, id: str) -> list[Network]:
    """`node cell gate r s`: the network of that id with one more node."""
    known = next((one for one in networks if one.id == id), Network(id, f"Network {id}", ()))
    rest = [one for one in networks if one.id != id]
    return [*rest, replace(known, nodes=(*known.nodes, node))]


def _probe(line: str) -> ProbeItem:
    """`probe P1 awareness a b | at 0:10 | window 5m | choices x y | right 1 | when 0 decided(I1, x)`."""
    head, *parts = (part.strip() for part in line.split("|"))
    _, id, ask, *teams = head.split()
    said = dict(part.split(maxsplit=1) for part in parts)
    choices = tuple(said.get("choices", "").split())
    place, _, when = said.get("when", "0 ").partition(" ")
    return ProbeItem(
        id, ask, f"Question {id}", tuple(teams), ms(said["at"]) if "at" in said else None, choices,  # type: ignore[arg-type]
        int(said.get("right", 0)), tuple(when if int(place) == n else "" for n in range(len(choices))),
        said.get("outcome", ""), ms(said["window"]) if "window" in said else None,
    )  # fmt: skip


def _told_of(report: Report, words: list[str]) -> Report:
    """`about r false at 0:05 stale 10m conflicts s warns I2`: what else there is to say of a report."""
    if report.id != words[0]:
        return report
    found = dict(zip(words[1:], [*words[2:], ""], strict=True))
    return replace(
        report,
        true="false" not in found,
        as_of=ms(found["at"]) if "at" in found else None,
        stale_after=ms(found["stale"]) if "stale" in found else None,
        conflicts=(found["conflicts"],) if "conflicts" in found else (),
        warns=(found["warns"],) if "warns" in found else (),
    )


def _inject(line: str) -> Inject:
    head, *parts = (part.strip() for part in line.split("|"))
    id, _, teams = head.partition(" -> ")
    values: dict[str, Any] = {}
    for part in parts:
        key, _, value = part.partition(" ")
        match key:
            case "at" | "window":
                values[key] = ms(value)
            case "after":
                other, delay = value.split()
                values["after"] = After(other, ms(delay))
            case "when" | "unless" | "met" | "kind":
                values[key] = value
            case "hold" | "incident":
                values[key] = True
            case "gives" | "breaks" | "restores":
                values[key] = tuple(value.split())
            case "delay":
                values["delay"] = Spread("uniform", tuple(map(ms, value.split())))
            case "effects" | "missed_effects":
                values[key] = tuple(map(_effect, value.split()))
            case "ask":
                values["ask"] = Ask("choose", options=tuple(map(_option, value.split())))
            case "objective" | "task" | "expects":
                values[key] = value
            case "option":
                words = dict(word.split("=", 1) for word in value.split()[1:])
                options = values["ask"].options if "ask" in values else ()
                values["ask"] = Ask("choose", options=(*options, _rich(value.split()[0], words)))
            case "where":
                values["where"] = value
            case "harm":
                values["harm"] = (_harm(value),)
            case "escalates":
                values["escalates"] = int(value)
            case "allocate":
                total, *options = value.split()
                values["ask"] = Ask(
                    "allocate", options=tuple(map(_allocated, options)), rationale="none", total=int(total)
                )  # fmt: skip
            case "forecast":
                values["ask"] = Ask("forecast", rationale="none", outcome=value)
            case "text":
                form, _, outcome = value.partition(" ")
                values["ask"] = Ask("text", rationale="none", form=form, outcome=outcome)
            case _:
                raise ValueError(f"unknown part {part!r}")
    if values.get("met"):
        values["kind"] = "expected-action"
    return Inject(id.strip(), f"Title {id}", tuple(teams.split()), **values)


def _effect(text: str) -> Effect:
    found = re.fullmatch(r"(\w+)([+-]\d+)(?:@(\w+))?", text)
    assert found, text
    return Effect(found[1], float(found[2]), ms(found[3]) if found[3] else 0)


def _option(text: str) -> Option:
    id, _, effects = text.partition(":")
    return Option(
        id, f"Text {id}", 1.0 if id == "x" else 0.2, "why", tuple(map(_effect, filter(None, effects.split(","))))
    )


def _harm(text: str) -> Harm:
    kind, expected = text.split(":")
    return Harm(kind, float(expected))  # type: ignore[arg-type]


def _rich(head: str, words: dict[str, str]) -> Option:
    """An option with what it needs: ``x:m+5 authority=top together=b,c:10m needs=qrf:1:30m what=arrest …``."""
    values: dict[str, Any] = {key: value for key, value in words.items() if key in ("authority", "what", "closed")}
    if "when" in words:
        values["when"] = words["when"].replace("_", " ")
    if "together" in words:
        teams, within = words["together"].split(":")
        values["together"] = Together(tuple(teams.split(",")), ms(within))
    if "needs" in words:
        resource, units, *busy = words["needs"].split(":")
        values["needs"] = (Needed(resource, int(units), ms(busy[0]) if busy else None),)
    if "mandate" in words:
        values["law"] = Law((("", words["mandate"]),), "para 1")  # type: ignore[arg-type]
    if "requires" in words:
        rule, when = words["requires"].split(":")
        gate = rule.startswith("!")
        values["requires"] = (Requirement(rule.lstrip("!"), when, f"without {rule.lstrip('!')}", gate=gate),)  # type: ignore[arg-type]
    if "harm" in words:
        values["harm"] = (_harm(words["harm"]),)
    if "fails" in words:
        values["failed_effects"] = (_effect(words["fails"]),)
    if "escalates" in words:
        values["escalates"] = int(words["escalates"])
    if "steps" in words:
        values["steps"] = tuple(words["steps"].split(","))
    return replace(_option(head), **values)


def _allocated(text: str) -> Option:
    """`x=60:m+6`: an option with its ideal amount."""
    id, _, rest = text.partition("=")
    ideal, _, effects = rest.partition(":")
    return replace(_option(f"{id}:{effects}"), ideal=int(ideal))


def log(text: str) -> Iterator[Entry]:
    """The entries that the lines after the dashes describe; StartEx comes first where no line says when it comes."""
    lines = [line for line in (line.strip() for line in text.splitlines()) if line]
    if "0:00 excon start" not in lines:
        lines = ["0:00 excon start", *lines]
    for seq, line in enumerate(lines, 1):
        at, who, verb, *words = line.split()
        seat, moment = STAFF.get(who) or trainee(who), ms(at)
        yield Entry(seq, moment, WALL + timedelta(milliseconds=moment), seat, _act(verb, words), seat.syndicate)


def _act(verb: str, words: list[str]) -> Act:
    match verb:
        case "decide":
            return acts.Decide(words[0], tuple(words[1:2]), rationale=" ".join(words[2:]))
        case "write":
            return acts.Decide(words[0], text=" ".join(words[1:]).replace("\\n", "\n"))
        case "allocate":
            pairs = [word.split("=") for word in words[1:]]
            return acts.Decide(words[0], tuple(id for id, _ in pairs), amounts=tuple(int(n) for _, n in pairs))
        case "probe":
            return acts.Probe(words[0], int(words[1]))
        case "forecast":
            return acts.Forecast(words[0], int(words[1]), " ".join(words[2:]))
        case "load":
            return acts.Workload(tuple(map(int, words[0].split("+"))), *words[1:2])
        case "ask":
            to, what, thing, within = words[:4]
            about, _, reader = thing.strip("-").partition(">")
            due = None if within == "-" else ms(within)
            return acts.Request(to, " ".join(words[4:]), about, what, due, release_to=reader)  # type: ignore[arg-type]
        case "yes" | "no":
            goes = words[2] if words[1:2] == ["with"] else ""
            return acts.Reply(int(words[0]), " ".join(words[3 if goes else 1 :]), verb == "yes", report=goes)
        case "answer" | "deny":
            return acts.Answer(int(words[0]), " ".join(words[1:]), verb == "answer")
        case "share":
            return acts.Share(words[0], tuple(words[1].split("+")), *words[2:3], note=" ".join(words[3:]))
        case "hail":
            return acts.Hail(words[0])
        case "acknowledge":
            return acts.Acknowledge(int(words[0]))
        case "approve":
            return acts.Approve(int(words[0]), by=" ".join(words[1:]))
        case "refuse":
            return acts.Approve(int(words[0]), granted=False, reason=" ".join(words[1:]))
        case "commit":
            return acts.Commit(words[0], int(words[1]), *words[2:3], busy=ms(words[3]), queue="queue" in words)
        case "recall":
            return acts.Recall(int(words[0]))
        case "send":
            return acts.Send(words[0], " ".join(words[1:]))
        case "skip":
            return acts.Skip(words[0], " ".join(words[1:]))
        case "void":
            return acts.Void(int(words[0]))
        case "improvise":
            return acts.Improvise("Title", " ".join(words[1:]), tuple(words[0].split("+")), question="And now?")
        case "disclose":
            return acts.Disclose(words[0], "frozen" in words, "debrief" in words)  # type: ignore[arg-type]
        case "move":
            return acts.Reschedule(words[0], ms(words[1]))
        case "amend":
            return acts.Amend(words[0], body=" ".join(words[1:]))
        case "jump":
            return acts.Jump(ms(words[0]), words[1])  # type: ignore[arg-type]
        case "set":
            return acts.SetMeasure(words[0], float(words[1]), " ".join(words[2:]))
        case "plan":
            return acts.Improvise("Title", "text", (words[0],), question="And now?", at=ms(words[1]))
        case "clone":
            return acts.Improvise("Title", "text", (words[0],), like=words[1], window=10 * MINUTE)
        case "rate":
            return acts.SetRate(float(words[0]))
        case "note":
            return acts.Note(" ".join(words))
        case "observe":
            sort, _, task = words[0].partition("@")
            return acts.Observe(" ".join(words[1:]), sort.strip("-"), task)
        case "rates":
            return acts.Rate(words[0], words[1], " ".join(words[2:]))
        case "grades":
            return acts.Grade(int(words[0]), int(words[1]), " ".join(words[2:]))
        case "means":
            every, partners, reserve = (word.strip("-") for word in words[:3])
            return acts.Plan(
                " ".join(words[3:]), "", tuple(filter(None, partners.split("+"))), ms(every) if every else None,
                tuple(filter(None, reserve.split("+"))),
            )  # fmt: skip
        case "expects":
            return acts.Survey(BEFORE, tuple(map(int, words[0])))
        case "again":
            return acts.Survey(AFTER, tuple(map(int, words[0])))
        case "survey":
            return acts.Survey(CLU, tuple(map(int, words[0])), " ".join(words[1:]))
        case "open" | "release" | "hold":
            return {"open": acts.Open, "release": acts.Release, "hold": acts.Hold}[verb](words[0])
    if verb in ("start", "confirm"):
        return acts.StartEx() if verb == "start" else acts.Confirm()
    return {"end": acts.EndEx, "pause": acts.Pause, "resume": acts.Resume, "ready": acts.Ready}[verb]()


def told(fact: Fact) -> str:
    """A fact on one line: when, what, and its words."""
    values = fact._asdict()
    values.pop("at")
    shown = {
        "InjectDelivered": ("inject", "team"),
        "DecisionTaken": ("inject", "team", "revision", "options"),
        "ReleaseBreached": ("report", "sender", "to", "breach"),
        "ReportReceived": ("report", "team", "sender"),
        "ReportSent": ("report", "sender", "to"),
        "AnswerClosed": ("inject", "team", "outcome"),
        "MeasureChanged": ("measure", "value", "cause"),
        "InjectSkipped": ("inject", "reason"),
        "EntryIgnored": ("seq", "reason"),
        "InjectWritten": ("inject",),
        "InjectAmended": ("inject", "body"),
        "ApprovalAsked": ("entry", "kind", "by"),
        "ApprovalGiven": ("entry", "by", "granted", "reason"),
        "JointAgreed": ("inject", "option", "team", "partners", "spread"),
        "OptionCarriedOut": ("inject", "option", "team"),
        "OptionFailed": ("inject", "option", "team", "reason"),
        "ResourceAsked": ("use", "team", "units"),
        "ResourceSent": ("use",),
        "ResourceArrived": ("use",),
        "ResourceFreed": ("use", "reason"),
        "RuleBroken": ("rule", "team", "about", "text"),
        "HarmDone": ("harm", "inject", "option", "team"),
        "ProbeOpened": ("probe", "team"),
        "ProbeAnswered": ("probe", "team", "choice", "right"),
        "ForecastMade": ("about", "team", "probability"),
        "WorkloadReported": ("team", "items"),
        "ReportPosted": ("report", "team"),
        "RequestSent": ("sender", "to", "what", "about"),
        "RequestAnswered": ("entry", "sender", "to", "granted", "text"),
        "MessageSent": ("sender", "to", "text", "channel"),
    }.get(type(fact).__name__, tuple(name for name in values if name != "seq"))
    words = (values[name] for name in shown)
    plain = (
        " ".join(map(str, word)) if isinstance(word, tuple) else f"{word:g}" if isinstance(word, float) else word
        for word in words
    )
    return " ".join(map(str, (clock(fact.at), type(fact).__name__, *plain)))


@dataclass(frozen=True)
class Played:
    """A played script: the run, its log, and what happened on a line each."""

    scenario: Scenario
    log: tuple[Entry, ...]
    run: Run

    def told(self, *kinds: str) -> list[str]:
        """The facts of those kinds (all), one line each, without the start and what is held from it."""
        return [
            told(fact)
            for fact in self.run.facts
            if (not kinds or type(fact).__name__ in kinds)
            and type(fact).__name__ not in ("ExerciseStarted",)
            and not (type(fact).__name__ == "ReportReceived" and fact.at == 0)
        ]


def play(text: str, until: str = "1:00") -> Played:
    """Play an exercise written as text, up to a moment."""
    before, _, after = dedent(text).partition("---")
    scene, entries = scenario(before), tuple(log(after))
    return Played(scene, entries, replay(scene, entries, ms(until)))
