"""What made a condition true, for people: everything in it under the name they know it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.core.conditions.judging import Atom, Both, Condition, Not

if TYPE_CHECKING:
    from exercise.core.situation import Situation


def grounds(condition: Condition, situation: Situation, at: int) -> str:
    """What makes a condition true at that moment (ms); of what is joined by ``or`` all that holds."""
    if isinstance(condition, Both):
        parts = [part for part in condition.parts if condition.every or part.holds(situation, at)]
        return ", and ".join(grounds(part, situation, at) for part in parts)
    if isinstance(condition, Not):
        return f"it is not so that {_whole(condition.part, situation)}"
    return _whole(condition, situation)


def _whole(condition: Condition, situation: Situation) -> str:
    """All that a condition says, whether it holds or not."""
    match condition:
        case Both(parts, every):
            said = [
                f"({_whole(part, situation)})" if isinstance(part, Both) else _whole(part, situation) for part in parts
            ]
            return (" and " if every else " or ").join(said)
        case Not(part):
            return f"it is not so that {_whole(part, situation)}"
        case Atom():
            kinds = condition.term.kinds
            names = [_name(situation, condition, kind, id) for kind, id in zip(kinds, condition.args, strict=False)]
            return condition.said(*names)
    return str(condition)


def _name(situation: Situation, atom: Atom, kind: str, id: str) -> str:
    """How people call what an argument of that kind names; the id itself where they know it by that."""
    scenario = situation.scenario
    match kind:
        case "inject" if id in situation.injects:
            return f"{_quoted(situation.injects[id].title)} ({id})"
        case "option":
            inject = situation.injects.get(atom.args[0])
            option = inject.ask.option(id) if inject and inject.ask else None
            return _quoted(option.text) if option else id
        case "team":
            return scenario.name(id)
        case "measure" if id in scenario.measure:
            return scenario.measure[id].title
        case "channel" if id in scenario.channel:
            return scenario.channel[id].title
        case "clock":
            return next((clock.title for clock in scenario.clocks if clock.id == id), id)
        case "adversary":
            return next((side.title for side in scenario.adversaries if side.id == id), id)
        case "report" | "resource" | "thing":
            if id in scenario.report:
                return _quoted(scenario.report[id].title)
            return scenario.resource[id].title if id in scenario.resource else id
    return id


def _quoted(text: str) -> str:
    return text if text.startswith("“") and text.endswith("”") else f"“{text}”"
