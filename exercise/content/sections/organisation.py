"""Who plays, whom the controllers play, by what ways they reach each other, and the cast of invented names."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.content.cast import CastError, Part, fill
from exercise.content.shape import Sheet
from exercise.content.times import duration
from exercise.content.values import level, number
from exercise.core.scenario import COORDINATION, Agency, Channel, CoordinationModel, SimCellRole, Spread


def read_cast(root: Sheet, seed: int | str) -> dict[str, str]:
    """Every name of the cast, invented from the seed; one that cannot be is noted and left empty."""
    parts: dict[str, Part] = {}
    for name, sheet in root.things("cast", "cast name", needs=("is",)):
        if not name.isidentifier() or name != name.lower():
            root.reading.fault(
                root.reading.where["cast name", name],
                f"{{{name}}} cannot stand in a text",
                "use small letters, digits and _",
            )
        part = Part(sheet.value("is", str, "name"), sheet.value("locale", str, "en_US"))
        sheet.done()
        parts[name] = part
    try:
        return fill(parts, seed)
    except CastError as error:
        for name, fault in error.faults.items():
            root.reading.fault(root.reading.where["cast name", name], f"{name}: {fault.text}", fault.fix)
        return dict.fromkeys(parts, "")


def read_agencies(root: Sheet, cards: Mapping[str, str]) -> tuple[Agency, ...]:
    """The agencies in the order of the screens, each with its role card."""
    agencies = []
    for id, sheet in root.things("agencies", "team", needs=("name", "kind")):
        if id == "all":
            root.reading.fault(root.reading.where["team", id], "all means every team", "choose another id")
        agencies.append(
            Agency(
                id=id,
                name=sheet.text("name"),
                kind=sheet.text("kind"),
                card=cards.get(id, ""),
                short=sheet.text("short"),
                clearance=sheet.value("clearance", level, "unclassified"),
                reaction=sheet.spread("reaction"),
                caveats=tuple(word.text for word in sheet.words("caveats")),
            )
        )
        sheet.done()
    return tuple(agencies)


def read_simcell(root: Sheet) -> tuple[SimCellRole, ...]:
    """Whom the controllers play. An id cannot be a team's, or nobody would know who speaks."""
    roles = []
    for id, sheet in root.pairs("simcell"):
        sheet.check_id(id, "SimCell role")
        if id in root.reading.names.get("team", ()):
            root.reading.fault(sheet.spot(id), f"{id} is a team already", "choose another id")
        roles.append(SimCellRole(id, sheet.text(id)))
    return tuple(roles)


def read_channels(root: Sheet) -> tuple[Channel, ...]:
    """The ways from team to team; the first is the default."""
    channels = []
    for id, sheet in root.things("channels", "channel", needs=("title", "delay")):
        channels.append(
            Channel(
                id=id,
                title=sheet.text("title"),
                delay=sheet.spread("delay") or Spread("fixed", (0,)),
                ceiling=sheet.value("ceiling", level, "unclassified"),
                one_at_a_time=sheet.flag("one_at_a_time"),
            )
        )
        sheet.done()
    return tuple(channels)


def read_models(root: Sheet) -> tuple[CoordinationModel, ...]:
    """The coordination models there are: the product's own, changed where the scenario says so, and the scenario's."""
    models = {model.id: model for model in COORDINATION}
    for id, sheet in root.things("models", "coordination model"):
        known = models.get(id, CoordinationModel(id, id, 1.0, None))
        models[id] = CoordinationModel(
            id=id,
            title=sheet.text("title", known.title),
            factor=sheet.value("factor", number(0, 100), known.factor),
            picture=sheet.value("picture", lambda text: None if text == "none" else duration(text), known.picture),
            queues=sheet.flag("queues", known.queues),
            chains=sheet.value("chains", duration, known.chains),
        )
        sheet.done()
    return tuple(models.values())
