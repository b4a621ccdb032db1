"""The ids of every kind of thing, gathered before anything is read that may mention them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from exercise.content.sections.purpose import is_index
from exercise.content.yamltree import Node, Scalar, Series, Table
from exercise.core.scenario import COORDINATION

# What no exercise can do without.
NEEDS = ("title", "version", "duration", "starts", "agencies", "channels", "measures")
LISTS = {
    "team": "agencies",
    "channel": "channels",
    "measure": "measures",
    "phase": "phases",
    "storyline": "storylines",
    "objective": "objectives",
    "report": "reports",
    "rung": "authority",
    "mandate": "mandates",
    "resource": "resources",
    "clearance": "clearances",
    "clock": "clocks",
    "form": "forms",
}


def gather(settings: Table, injects: Iterable[str], lists: Mapping[str, str] = LISTS) -> dict[str, Collection[str]]:
    """The ids by kind; a kind whose list cannot be read is absent, so that nobody judges by it."""
    names: dict[str, Collection[str]] = {"inject": list(injects)}
    for kind, key in lists.items():
        entry = settings.entries.get(key)
        ids = _ids(entry.node) if entry else () if key not in NEEDS else None
        if ids is not None:
            names[kind] = ids
    if "measure" in names:
        indices = {id for id, node in _under(settings, "measures") if is_index(node)}
        names["measure"] = [id for id in names["measure"] if id not in indices]
    if "team" in names:
        names["team or SimCell role"] = [*names["team"], *(role for role, _ in _under(settings, "simcell"))]
    models = (id for id, _ in _under(settings, "models"))
    names["coordination model"] = list(dict.fromkeys([*(model.id for model in COORDINATION), *models]))
    for id, node in _under(settings, "objectives"):
        names[f"task of {id}"] = [task for task, _ in _children(dict(_children(node)).get("tasks"))]
    names["step of a procedure"] = [
        f"{procedure}.{step}"
        for procedure, node in _under(settings, "procedures")
        for step, _ in _children(dict(_children(node)).get("steps"))
    ]
    return names


def _under(settings: Table, key: str) -> list[tuple[str, Node]]:
    entry = settings.entries.get(key)
    return _children(entry.node if entry else None)


def _children(node: Node | None) -> list[tuple[str, Node]]:
    return [(key, entry.node) for key, entry in node.entries.items()] if isinstance(node, Table) else []


def _ids(node: Node) -> Collection[str] | None:
    if isinstance(node, Series):
        return [item.text for item in node.items if isinstance(item, Scalar)]
    return [id for id, _ in _children(node)] if isinstance(node, Table) else None
