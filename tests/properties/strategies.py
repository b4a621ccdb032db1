"""Random small exercises: a scenario script and acts of people, for the laws."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from exercise.core.acts import Jump
from exercise.core.entries import Entry
from exercise.core.modes import table_top
from exercise.core.scenario import COORDINATION, Scenario
from tests.script import scenario

IDS = [f"I{n}" for n in range(1, 7)]
TEAMS = "abc"
REPORTS = ("r", "s")
MINUTES = st.integers(0, 55)


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """One condition over the names every random scenario has."""
    inject, team, other = draw(st.sampled_from(IDS)), draw(st.sampled_from(TEAMS)), draw(st.sampled_from(TEAMS))
    report, minutes = draw(st.sampled_from(REPORTS)), draw(st.integers(1, 30))
    atom = st.sampled_from(
        [
            f"delivered({inject})",
            f"decided({inject}, x)",
            f"missed({inject})",
            f"skipped({inject})",
            f"holds({team}, {report})",
            f"shared({report}, {team}, {other})",
            f"breached({report})",
            f"posted({report})",
            f"released({report}, {team})",
            f"asked({report}, {team})",
            f"granted({report})",
            "down(liaison)",
            f"countered({inject})",
            "given_up(gang, road)",
            f"prevented({inject})",
            f"measure(m) < {minutes + 30}",
            f"measure(m) > {minutes + 30}",
            f"elapsed() >= {minutes}m",
            f"since({inject}) > {minutes}m",
            "twist(side) == river",
            f"carried_out({inject})",
            f"fell_through({inject}, x)",
            "free(qrf) < 1",
            "arrived(uav)",
            f"broke(jurisdiction, {team})",
            "ran_out(custody)",
            "harm(killed) > 2",
            "escalation() >= 1",
        ]
    )
    left, right = draw(atom), draw(atom)
    return draw(st.sampled_from([left, f"not ({left})", f"{left} and {right}", f"{left} or not ({right})"]))


@st.composite
def injects(draw: st.DrawFn, id: str) -> str:
    """One line of a random MSEL."""
    teams = " ".join(draw(st.lists(st.sampled_from(TEAMS), min_size=1, max_size=3, unique=True)))
    parts = [f"{id} -> {teams}"]
    earlier = IDS[: IDS.index(id)]
    timing = draw(st.sampled_from(["at", "when", "after", "hold", "at+when", "met"]))
    if timing.startswith("at") or timing == "met":
        minute = draw(MINUTES)
        parts.append(f"at 0:{minute:02d}")
    if timing == "after":
        parts.append(f"after {draw(st.sampled_from(earlier))} {draw(st.integers(0, 20))}m" if earlier else "at 0:01")
    if timing.endswith("when"):
        parts.append(f"when {draw(conditions())}")
    if timing == "hold":
        parts.append("hold")
    if timing == "met":
        parts.append(f"met {draw(conditions())}")
    if draw(st.booleans()):
        parts.append(f"delay 0m {draw(st.integers(1, 9))}m")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"unless {draw(conditions())}")
    if timing == "met" or draw(st.booleans()):
        parts.append(f"window {draw(st.integers(1, 30))}m")
    if draw(st.integers(0, 3)):
        kind = draw(st.sampled_from(["choose", "options", "allocate", "forecast"]))
        if kind == "allocate":
            parts.append("allocate 100 x=60:m+5 y=40:m-2@5m z=0:m-8")
        elif kind == "forecast":
            parts.append(f"forecast {draw(conditions())}")
        elif kind == "choose":
            parts.append("ask x:m+5,m-2@5m y:m-8 z")
        else:
            parts += [
                "where town",
                f"option x:m+5,m-2@5m {draw(undertakings())}",
                "option y:m-8 harm=killed:2",
                "option z",
            ]
    if draw(st.integers(0, 2)) == 0:
        parts.append(f"gives {draw(st.sampled_from(REPORTS))}")
    if draw(st.booleans()):
        parts.append("incident")
    if draw(st.integers(0, 4)) == 0:
        parts.append(draw(st.sampled_from(["breaks liaison", "breaks radio liaison", "restores radio liaison"])))
    parts.append(f"missed_effects m-{draw(st.integers(1, 9))}")
    return " | ".join(parts)


@st.composite
def undertakings(draw: st.DrawFn) -> str:
    """What an option may wait for, and which rules it may break."""
    several = st.lists(
        st.sampled_from(
            [
                "authority=top",
                "authority=srsg",
                f"together={draw(st.sampled_from(TEAMS))}:{draw(st.integers(1, 20))}m",
                f"needs={draw(st.sampled_from(['qrf:1', 'uav:2']))}:{draw(st.integers(1, 20))}m",
                "what=arrest",
                "mandate=needs-approval",
                "requires=due-diligence:delivered(I1)",
                "escalates=1",
                "fails=m-3",
            ]
        ),
        max_size=4,
        unique_by=lambda word: word.split("=")[0],
    )
    return " ".join(draw(several))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A random scenario of six injects, two reports, one drifting measure, one twist, three teams."""
    lines = [
        "channel radio 1m",
        f"channel liaison {draw(st.integers(1, 9))}m single upto restricted",
        f"report r from {draw(st.sampled_from(TEAMS))} needed {draw(st.sampled_from(TEAMS))} 0:20",
        "report s from a needed b 0:10 c 0:30 only confidential a b",
        f"about r warns I{draw(st.integers(1, 6))}",
        f"about s warns I{draw(st.integers(1, 6))}",
        f"measure m 50 drift {draw(st.integers(-60, 60))}",
        "twist side river north",
        "objective O1 T1",
        "rung low a",
        "rung top b",
        "rung srsg press",
        "resource qrf a 1 travel 9m cleared flight",
        "resource uav b 2",
        "resource lno c 1 kind liaison travel 3m",
        f"clearance flight press 4m when measure(m) > {draw(st.integers(30, 60))}",
        f"clock custody c {draw(st.integers(1, 20))}m {draw(conditions())} until {draw(conditions())}",
        "lead town arrest b",
        "escalation calm tense war",
        "probe P1 awareness a b | choices north south | right 1",
        f"probe P2 awareness | at 0:{draw(MINUTES):02d} | window 9m | choices north south | "
        f"when 1 {draw(conditions())}",
        f"probe P3 forecast a c | at 0:{draw(MINUTES):02d} | outcome {draw(conditions())}",
        f"probe P4 forecast | outcome {draw(conditions())}",
        f"adversary gang {draw(st.integers(2, 15))}m 0:05 road:I2 road:I3 raid:I5",
        f"move I2 when {draw(conditions())}",
        f"counter I2 {draw(conditions())}",
        f"counter I3 {draw(conditions())}",
        f"ending late 90 m+4 when {draw(conditions())}",
        f"coordination {draw(st.sampled_from([model.id for model in COORDINATION]))}",
        *(draw(injects(id)) for id in IDS),
    ]
    scene = scenario("\n".join(lines), seed=draw(st.integers(1, 99)))
    return table_top(scene) if draw(st.integers(0, 4)) == 0 else scene


@st.composite
def scripts(draw: st.DrawFn, clock: bool = False) -> str:
    """What people do, in order of time; many acts do not apply, as in life."""
    moments = sorted(draw(st.lists(MINUTES, max_size=14)))
    lines = []
    if draw(st.integers(0, 4)) == 0:
        caller, called = draw(st.sampled_from(TEAMS)), draw(st.sampled_from(TEAMS))
        lines = [
            f"0:00 {caller} confirm",
            f"0:00 {caller} hail {called}",
            f"0:00 {called} acknowledge {draw(st.integers(1, 3))}",
            "0:00 excon start",
        ]
    reached = 0
    for planned in moments:
        # Nobody acts at a moment that the clock was set forward over.
        minute = max(planned, reached)
        team, inject = draw(st.sampled_from(TEAMS)), draw(st.sampled_from(IDS))
        later = draw(st.integers(0, 58))
        other, earlier = draw(st.sampled_from([*TEAMS, "press"])), draw(st.integers(2, 14))
        acts = [
            f"{team} decide {inject} {draw(st.sampled_from('xyz'))} because",
            f"{team} open {inject}",
            f"{team} hail {other}",
            f"{team} share {draw(st.sampled_from(REPORTS))} {draw(st.sampled_from(TEAMS))} "
            f"{draw(st.sampled_from(['radio', 'liaison']))}",
            f"{team} send {draw(st.sampled_from(TEAMS))} hello",
            f"{team} share {draw(st.sampled_from(REPORTS))} picture",
            f"{team} allocate {inject} x={draw(st.sampled_from([50, 60, 70]))} y={draw(st.sampled_from([30, 40]))}",
            f"{team} probe P{draw(st.integers(1, 4))} {draw(st.integers(0, 2))}",
            f"{team} forecast {draw(st.sampled_from([inject, 'P3', 'P4']))} {draw(st.integers(0, 110))}",
            f"{team} load 1+2+3+4+5+6",
            f"{team} ask {other} {draw(st.sampled_from(['information', 'release']))} {draw(st.sampled_from(REPORTS))} "
            f"{draw(st.sampled_from(['-', '5m']))} please",
            f"{team} ask b resource uav - please",
            f"{team} send press hello",
            f"{team} {draw(st.sampled_from(['yes', 'no']))} {earlier} as you say",
            f"excon {draw(st.sampled_from(['answer', 'deny']))} {earlier} as you say",
            f"excon release {inject}",
            f"excon hold {inject}",
            f"excon skip {inject} no time",
            f"excon void {draw(st.integers(1, 12))}",
            f"excon improvise {team} something new",
            "excon note observed",
            "eva observe strength well done",
            f"eva rates {draw(st.sampled_from(['T1', 'O1', 'T9']))} {draw(st.sampled_from('PSMUX'))} because",
            f"evo grades {draw(st.integers(1, 12))} {draw(st.integers(0, 120))} because",
            f"{team} survey 111111111111 well",
            f"excon move {inject} 0:{later:02d}",
            f"excon amend {inject} other words",
            f"excon set m {draw(st.integers(0, 100))} by hand",
            f"excon plan {team} 0:{later:02d}",
            f"excon clone {team} {inject}",
            f"{draw(st.sampled_from([team, 'excon']))} approve {draw(st.integers(1, 12))}",
            f"{team} refuse {draw(st.integers(1, 12))} not now",
            f"{team} commit {draw(st.sampled_from(['qrf 1', 'uav 1', 'uav 2']))} gate {draw(st.integers(1, 30))}m "
            f"{draw(st.sampled_from(['', 'queue']))}",
            f"{team} recall {draw(st.integers(1, 12))}",
        ]
        if draw(st.integers(0, 5)) == 0:
            acts = [f"excon jump 0:{later:02d} {draw(st.sampled_from(['deliver', 'summarise', 'skip']))}"]
            reached = max(reached, later, minute)
        if clock:
            acts += ["excon pause", "excon resume", f"excon rate {draw(st.integers(1, 9))}"]
        lines.append(f"0:{minute:02d} {draw(st.sampled_from(acts))}")
    if draw(st.booleans()):
        lines.append(f"0:{max(56, reached):02d} excon end")
    return "\n".join(lines)


def settled(entries: Iterable[Entry], until: int) -> int:
    """The first moment from ``until`` on that the clock was not set forward over: others never were."""
    for entry in entries:
        if isinstance(entry.act, Jump) and entry.at <= until < entry.act.to:
            until = entry.act.to
    return until
