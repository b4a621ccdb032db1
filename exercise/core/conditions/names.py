"""Whether the names in a condition exist in its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from exercise.core.conditions.judging import Atom, Condition
from exercise.core.conditions.terms import TERMS
from exercise.core.scenario import HarmKind, RuleKind

if TYPE_CHECKING:
    from exercise.core.scenario import Scenario


def faults(condition: Condition, scenario: Scenario) -> list[str]:
    """Names in the condition that the scenario does not have, each as a sentence."""
    return [fault for atom in condition.atoms() for fault in _faults_of(atom, scenario)]


def _faults_of(atom: Atom, scenario: Scenario) -> Iterator[str]:
    for kind, name in zip(TERMS[atom.name].kinds, atom.args, strict=False):
        if kind == "option":
            yield from _option_fault(atom.args[0], name, scenario)
            continue
        known: Iterable[str] = {
            "inject": scenario.inject,
            "team": scenario.agency,
            "report": scenario.report,
            "measure": scenario.measure,
            "phase": {inject.phase: None for inject in scenario.injects if inject.phase},
            "twist": {twist.id: None for twist in scenario.twists},
            "resource": scenario.resource,
            "channel": scenario.channel,
            "adversary": {adversary.id: None for adversary in scenario.adversaries},
            "tactic": {move.tactic: None for adversary in scenario.adversaries for move in adversary.moves},
            "thing": {**scenario.report, **scenario.resource},
            "clock": {clock.id: None for clock in scenario.clocks},
            "rule": dict.fromkeys(get_args(RuleKind)),
            "harm": dict.fromkeys(get_args(HarmKind)),
            # A resource is sent to a team, for an inject, or to a place that has no list.
            "place": {name: None},
        }[kind]
        if name not in known:
            article = "an" if kind == "inject" else "a"
            yield f"{name} is not {article} {kind}{meant(name, known)}"
    if atom.name == "twist":
        choices = next((twist.choices for twist in scenario.twists if twist.id == atom.args[0]), None)
        if choices and atom.against not in choices:
            yield f"{atom.against} is not a choice of twist {atom.args[0]}{meant(str(atom.against), choices)}"


def _option_fault(inject: str, option: str, scenario: Scenario) -> Iterator[str]:
    if inject not in scenario.inject:
        return
    ask = scenario.inject[inject].ask
    options = [choice.id for choice in ask.options] if ask else []
    if option not in options:
        yield f"{option} is not an option of {inject}{meant(option, options)}"


def meant(name: str, known: Iterable[str]) -> str:
    """The name somebody probably meant, or what there is, as the end of a sentence."""
    known = list(known)
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; known: {', '.join(known[:12])}" if known else "; there is none"
