"""The laws, over any exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise.core import views
from exercise.core.acts import ACTS, Decide
from exercise.core.engine import Engine
from exercise.core.entries import Entry, decode, encode
from exercise.core.excon import boards
from exercise.core.facts import (
    AnswerClosed,
    ApprovalGiven,
    DecisionTaken,
    EntryIgnored,
    InjectDelivered,
    MeasureChanged,
    OptionCarriedOut,
    OptionFailed,
    TimeJumped,
    plain,
)
from exercise.core.replay import branch, diverges, replay, rewind
from exercise.core.scenario import HOUR, MINUTE, Scenario
from exercise.core.situation import Situation
from tests.properties.strategies import TEAMS, scenarios, scripts, settled
from tests.script import EXCON, log, trainee

laws = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@laws
@given(scenarios(), scripts(), st.lists(st.integers(0, HOUR), max_size=12))
def test_chopping(scene: Scenario, script: str, looks: list[int]) -> None:
    """Any chopping of time gives the same mark: looking changes nothing."""
    entries = list(log(script))
    engine = Engine(scene)
    for entry in entries:
        for look in sorted(looks):
            if engine.at <= look < entry.at:
                engine.advance(look)
                engine.mark  # noqa: B018 - reading the mark is part of looking
        engine.apply(entry)
    for look in sorted(looks):
        engine.advance(max(look, engine.at))
    engine.advance(HOUR)
    assert engine.run().facts == replay(scene, entries, HOUR).facts
    assert engine.mark == replay(scene, entries, HOUR).mark


@laws
@given(scenarios(), scripts(clock=True), st.lists(st.integers(0, 3 * MINUTE), min_size=1, max_size=6))
def test_whoever_only_looked_ahead_can_go_back(scene: Scenario, script: str, ahead: list[int]) -> None:
    """An entry that is heard of late finds the run it would have found in time, unless something has happened since."""
    entries = list(log(script))
    engine = Engine(scene)
    for number, entry in enumerate(entries):
        engine.advance(entry.at + ahead[number % len(ahead)])
        if not engine.back_to(entry.at):
            engine = Engine(scene)
            for earlier in entries[:number]:
                engine.apply(earlier)
        engine.apply(entry)
    engine.advance(HOUR)
    assert engine.mark == replay(scene, entries, HOUR).mark


@laws
@given(scenarios(), scripts(), st.integers(0, HOUR))
def test_prefix(scene: Scenario, script: str, until: int) -> None:
    """A shorter replay is a prefix of the longer one."""
    entries = list(log(script))
    shorter = replay(scene, [entry for entry in entries if entry.at <= until], until).facts
    assert replay(scene, entries, HOUR).facts[: len(shorter)] == shorter


@laws
@given(scenarios(), scripts(clock=True))
def test_pausing_changes_no_fact(scene: Scenario, script: str) -> None:
    """Pause, resume and rate change no fact: take them out and everything else is as it was.

    What is asked at a pause is the exception: it is put to the teams because of it.
    """
    at_pause = {probe.id for probe in scene.probes if probe.at is None}
    entries = list(log(script))
    quiet = [entry for entry in entries if entry.act.kind not in ("Pause", "Resume", "SetRate")]

    def facts(acts: Iterable[Entry]) -> list[dict[str, Any]]:
        return [
            plain(fact)
            for fact in replay(scene, acts, HOUR).facts
            if not isinstance(fact, EntryIgnored)
            and not at_pause & {getattr(fact, "probe", ""), getattr(fact, "about", "")}
        ]

    assert facts(entries) == facts(quiet)


@laws
@given(scenarios(), scripts(), st.integers(0, HOUR))
def test_no_leak(scene: Scenario, script: str, until: int) -> None:
    """No view of a team holds another team's injects, reports or words, nor anything of the future."""
    until = settled(log(script), until)
    run = replay(scene, log(script), until)
    for team in TEAMS:
        seat = trainee(team)
        mine = {fact.inject for fact in run.facts if isinstance(fact, InjectDelivered) and fact.team == team}
        assert {row.inject for row in views.inbox(run, seat)} == mine
        for inject in run.situation.injects:
            paper = views.paper(run, seat, inject)
            assert (paper is not None) == (inject in mine)
            if paper and paper.decision:
                assert paper.decision.team == team
        held = {report.id for report in views.reports(run, seat)}
        assert held == {report for report in scene.report if run.situation.holds(team, report)}
        assert all(row.at <= until for row in views.inbox(run, seat))
        assert all(moment.at <= until for moment in views.timeline(run, seat))
        name = scene.name(team)
        assert all(letter.to == name or letter.mine for letter in views.letters(run, seat))
        assert {entry.report for entry in views.picture(run, seat)} <= held
        put = views.probes(run, seat)
        assert {row.probe for row in put} == {id for id, to in run.situation.inquiry.opened if to == team}
        assert all(row.right is None or run.situation.ended is not None for row in put)
        asked = run.situation.traffic.requests
        found = views.requests(run, seat)
        assert all(asked[row.entry].sent.sender == team for row in found.own)
        assert all(asked[row.entry].sent.to == team for row in found.others)
        assert all(row.answer == "" or asked[row.entry].back is not None for row in found.own)


@laws
@given(scenarios(), scripts())
def test_undertakings_end_once(scene: Scenario, script: str) -> None:
    """Nothing is out beyond its units at any moment, and what waited for others comes about or fails, never both."""
    engine = Engine(scene)
    for entry in log(script):
        engine.apply(entry)
        for resource in scene.resources:
            assert 0 <= engine.situation.undertakings.busy(resource.id) <= resource.units
    engine.advance(HOUR)
    ends = [
        (fact.entry, fact.option) for fact in engine.run().facts if isinstance(fact, OptionCarriedOut | OptionFailed)
    ]
    assert len(ends) == len(set(ends))
    given = [fact[1:6] for fact in engine.run().facts if isinstance(fact, ApprovalGiven)]
    assert len(given) == len(set(given))


@laws
@given(scenarios(), scripts(), st.integers(0, HOUR))
def test_no_leak_of_rulings(scene: Scenario, script: str, until: int) -> None:
    """A team reads what waits for its own word and what its own acts asked, and nothing else of the kind."""
    run = replay(scene, log(script), settled(log(script), until))
    for team in TEAMS:
        seat = trainee(team)
        height = scene.height(team)
        for row in views.waiting(run, seat):
            assert row.by == team or (row.kind == "authority" and height > scene.height(row.by))
        for use in (use for resource in views.resources(run, seat) for use in resource.uses):
            assert scene.resource[use.resource].agency == team
        assert {limit.id for limit in views.limits(run, seat)} <= {
            clock.id for clock in scene.clocks if clock.team == team
        }


@laws
@given(scenarios(), scripts())
def test_every_question_ends_once(scene: Scenario, script: str) -> None:
    """After EndEx every asked inject has ended exactly once at every team: answered, missed or cut off."""
    entries = [*(entry for entry in log(script) if entry.act.kind != "EndEx")]
    end = replace(next(log("")), seq=len(entries) + 1, at=HOUR, seat=EXCON, act=ACTS["EndEx"]())
    run = replay(scene, [*entries, end], HOUR)
    asked = [(f.inject, f.team) for f in run.facts
             if isinstance(f, InjectDelivered) and run.situation.injects[f.inject].ask]  # fmt: skip
    closed = [(f.inject, f.team) for f in run.facts if isinstance(f, AnswerClosed)]
    assert sorted(asked) == sorted(closed)
    assert not [id for id in run.situation.injects if run.situation.waits(id)]


@laws
@given(scenarios(), scripts())
def test_nothing_reaches_a_team_while_the_clock_is_set_forward(scene: Scenario, script: str) -> None:
    """Between departure and arrival no inject is delivered and no window is missed; each inject still ends once."""
    run = replay(scene, log(script), HOUR)
    for jump in (fact for fact in run.facts if isinstance(fact, TimeJumped)):
        on_the_way = [fact for fact in run.facts if jump.at < fact.at < jump.to]
        assert not [fact for fact in on_the_way if isinstance(fact, InjectDelivered | AnswerClosed)]
    reached = [(fact.inject, fact.team) for fact in run.facts if isinstance(fact, InjectDelivered)]
    assert len(reached) == len(set(reached))


@laws
@given(scenarios(), scripts())
def test_moved_injects_come_at_their_moment(scene: Scenario, script: str) -> None:
    """Where the controller's word on a moment was the last one, the inject came then, or not before."""
    run = replay(scene, log(script), HOUR)
    for inject in run.situation.injects:
        move, came = run.situation.move(inject), run.situation.delivered_at(inject)
        if move and came is not None and came > move.at:
            released = any(
                isinstance(fact, InjectDelivered) and fact.inject == inject and fact.seq for fact in run.facts
            )
            assert released or came >= move.to


@laws
@given(scenarios(), scripts(), st.integers(0, HOUR))
def test_what_is_held_is_what_the_board_says_is_held(scene: Scenario, script: str, until: int) -> None:
    """Whoever asks only for what waits for EXCON gets what the whole board would say."""
    run = replay(scene, log(script), until)
    assert boards.held(run, EXCON) == tuple(row.inject for row in boards.board(run, EXCON) if row.status == "held")


@laws
@given(scenarios(), scripts())
def test_measures_add_up(scene: Scenario, script: str) -> None:
    """Every change of a measure has a cause, and none leaves 0 to 100."""
    run = replay(scene, log(script), HOUR)
    changes = [fact for fact in run.facts if isinstance(fact, MeasureChanged)]
    assert all(fact.cause and 0 <= fact.value <= 100 for fact in changes)
    assert 0 <= run.situation.measure("m", HOUR) <= 100


@laws
@given(scenarios(), scripts(), st.integers(0, HOUR))
def test_snapshot(scene: Scenario, script: str, until: int) -> None:
    """A run stays as it is when the engine goes on, and its situation is the fold of its facts."""
    engine = Engine(scene)
    entries = list(log(script))
    for entry in entries:
        if entry.at <= until:
            engine.apply(entry)
    run = engine.run()
    before = Situation.after(scene, run.facts)
    engine.advance(HOUR)
    assert _plain(run.situation) == _plain(before)


def _plain(situation: Situation) -> dict[str, Any]:
    return {name: value for name, value in vars(situation).items() if name != "scenario"}


@laws
@given(scenarios(), scripts())
def test_marks(scene: Scenario, script: str) -> None:
    """A log with its marks replays without divergence; a changed act is found at its own entry."""
    entries = list(log(script))
    engine = Engine(scene)
    marked = []
    for entry in entries:
        engine.apply(entry)
        marked.append((entry, engine.mark))
    assert diverges(scene, marked) is None
    for place, (entry, mark) in enumerate(marked):
        if isinstance(entry.act, Decide) and any(
            isinstance(fact, DecisionTaken) and fact.seq == entry.seq for fact in engine.world.facts
        ):
            forged = replace(entry, act=replace(entry.act, rationale="forged"))
            found = diverges(scene, [*marked[:place], (forged, mark), *marked[place + 1 :]])
            assert found is not None
            assert found.seq == entry.seq


@laws
@given(scenarios(), scripts(), st.integers(0, 60))
def test_branches(scene: Scenario, script: str, minute: int) -> None:
    """Leaving an entry out, or rewinding, changes nothing before it."""
    entries = list(log(script))
    until = minute * MINUTE
    assert replay(scene, rewind(entries, until), until).facts == replay(scene, entries, until).facts
    last = entries[-1]
    if last.seq > 1:
        without = replay(scene, branch(entries, last.seq, None), HOUR).facts
        whole = replay(scene, entries, HOUR).facts
        same = sum(1 for fact in whole if fact.at < last.at)
        assert without[:same] == whole[:same]


@laws
@given(scripts(clock=True))
def test_codec(script: str) -> None:
    """An act survives JSON."""
    for entry in log(script):
        assert decode(entry.act.kind, encode(entry.act)) == entry.act
