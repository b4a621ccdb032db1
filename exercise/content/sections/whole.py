"""scenario.yaml as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.content.sections.adversary import read_adversaries
from exercise.content.sections.aftermath import read_endings
from exercise.content.sections.chance import read_twists
from exercise.content.sections.forms import read_forms
from exercise.content.sections.information import read_reports
from exercise.content.sections.inquiry import read_probes
from exercise.content.sections.means import read_clearances, read_resources
from exercise.content.sections.networks import read_networks
from exercise.content.sections.organisation import read_agencies, read_channels, read_models, read_simcell
from exercise.content.sections.purpose import read_measures, read_objectives
from exercise.content.sections.rules import (
    read_clocks,
    read_jurisdictions,
    read_ladder,
    read_mandate,
    read_procedures,
)
from exercise.content.shape import Sheet
from exercise.content.times import duration, lasting
from exercise.content.values import local_time, mode, number, release_policy, timezone
from exercise.content.yamltree import Table
from exercise.core.scenario import MINUTE, Scenario


def read_whole(root: Sheet, id: str, seed: int, cards: Mapping[str, str], situation: str) -> Scenario:
    """Everything in scenario.yaml; the injects and the map are still to come."""
    measures, indices = read_measures(root)
    mandate, mandates = read_mandate(root)
    scenario = Scenario(
        id=id,
        title=root.text("title"),
        version=root.text("version"),
        duration=root.value("duration", lasting, 0),
        starts=root.value("starts", local_time, ""),
        agencies=read_agencies(root, cards),
        channels=read_channels(root),
        measures=measures,
        injects=(),
        objectives=read_objectives(root),
        reports=read_reports(root),
        twists=read_twists(root),
        simcell=read_simcell(root),
        seed=seed,
        rate=root.value("rate", number(0.1, 100), 1.0),
        settle=root.value("settle", duration, 3 * MINUTE),
        release_policy=root.value("release_policy", release_policy, "record"),
        language=root.text("language", "en"),
        timezone=root.value("timezone", timezone, "UTC"),
        marking=root.text("marking", "EXERCISE"),
        summary=root.text("summary"),
        situation=situation,
        content_notice=root.text("content_notice"),
        mode=root.value("mode", mode, "functional"),
        coordination=root.name("coordination", "coordination model") or "liaison",
        models=read_models(root),
        mandate=mandate,
        mandates=mandates,
        ladder=read_ladder(root),
        jurisdictions=read_jurisdictions(root),
        procedures=read_procedures(root),
        clocks=read_clocks(root),
        resources=read_resources(root),
        clearances=read_clearances(root),
        probes=read_probes(root),
        adversaries=read_adversaries(root),
        escalation=tuple(root.reading.words(word.spot, word.text) for word in root.words("escalation")),
        endings=read_endings(root),
        indices=indices,
        forms=read_forms(root),
        networks=read_networks(root),
    )
    for key in ("agencies", "channels", "measures"):
        node = root.table.entries[key].node if root.has(key) else None
        if isinstance(node, Table) and not node.entries:
            root.reading.fault(root.spot(key), f"{key} is empty", "write at least one")
    return scenario
