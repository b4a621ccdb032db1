"""What the exercise trains and what it moves: objectives with critical tasks, measures and their indices."""

from __future__ import annotations

from exercise.content.shape import Sheet
from exercise.content.times import duration
from exercise.content.values import number
from exercise.content.yamltree import Table
from exercise.core.scenario import Index, Measure, Objective, Task

_WEIGHT = number(0, 1000)


def read_objectives(root: Sheet) -> tuple[Objective, ...]:
    """What the exercise trains, with the critical tasks that show it."""
    objectives = []
    for id, sheet in root.things("objectives", "objective", needs=("title", "capability", "tasks")):
        tasks = []
        for task_id, task in sheet.things("tasks", f"task of {id}", needs=("text",)):
            tasks.append(Task(task_id, task.text("text"), task.value("target", duration, None)))
            task.done()
        objectives.append(Objective(id, sheet.text("title"), sheet.text("capability"), tuple(tasks)))
        sheet.done()
    return tuple(objectives)


def read_measures(root: Sheet) -> tuple[tuple[Measure, ...], tuple[Index, ...]]:
    """The measures of the situation, from 0 to 100, and the indices that weigh several of them.

    A measure that says ``index: true`` is no measure but the index of all the others by their own weights.
    """
    measures, whole = [], []
    for id, sheet in root.things("measures", "measure"):
        if sheet.has("index") and sheet.flag("index"):
            whole.append((id, sheet.text("title", id.capitalize())))
        else:
            sheet.needs("title", "start")
            measures.append(
                Measure(
                    id=id,
                    title=sheet.text("title"),
                    start=sheet.value("start", number(0, 100), 0.0),
                    weight=sheet.value("weight", _WEIGHT, 1.0),
                    drift=sheet.value("drift", number(-1000, 1000), 0.0),
                )
            )
        sheet.done()
    parts = tuple((measure.id, measure.weight) for measure in measures)
    indices = [*(Index(id, title, parts) for id, title in whole), *_indices(root)]
    _check(root, measures, indices)
    return tuple(measures), tuple(indices)


def is_index(node: object) -> bool:
    """Whether what stands under a measure's id is an index of the others."""
    return isinstance(node, Table) and "index" in node.entries


def _indices(root: Sheet) -> list[Index]:
    """Each index is its title and the measures it weighs."""
    indices = []
    for id, sheet in root.things("indices", "index"):
        title = sheet.text("title", id.capitalize())
        parts = tuple(
            (measure, sheet.value(measure, _WEIGHT, 1.0))
            for measure in sheet.table.entries
            if measure != "title" and sheet.reading.known(sheet.spot(measure), "measure", measure)
        )
        indices.append(Index(id, title, parts))
    return indices


def _check(root: Sheet, measures: list[Measure], indices: list[Index]) -> None:
    ids = [measure.id for measure in measures]
    for index in indices:
        spot = root.reading.where.get(("index", index.id), root.spot("measures"))
        if index.id in ids:
            root.reading.fault(spot, f"{index.id} is a measure already", "choose another id")
        if not sum(weight for _, weight in index.parts):
            root.reading.fault(spot, f"index {index.id} weighs nothing", "write for example {civilians: 3, consent: 1}")
