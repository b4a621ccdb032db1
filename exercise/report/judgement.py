"""Strengths and areas for improvement, objective by objective, each with its analysis and its evidence."""

from __future__ import annotations

from itertools import chain

from exercise.core.debrief.findings import Finding, Sort, findings
from exercise.core.engine import Run
from exercise.core.refusals import moment
from exercise.report.document import Block, Bullets, Cite, Evidence, Section, Strong, Table, cited, prose, say
from exercise.report.dossier import Dossier
from exercise.report.opening import capability

# So many are told in full under one heading; the rest stands in a table, a line each.
IN_FULL = {"strength": 4, "improvement": 5}
_TITLES = {"strength": "Strengths", "improvement": "Areas for improvement"}
_NONE = {
    "strength": "Nothing in the record stands out as a strength.",
    "improvement": "Nothing in the record stands out as an area for improvement.",
}


def judged(dossier: Dossier, sort: Sort, evidence: Evidence) -> Section:
    """The section for one sort of finding."""
    title = _TITLES[sort]
    if not dossier.started:
        return Section(title, (say("Nothing can be said before StartEx."),))
    if not dossier.several:
        parts = _by_objective(dossier.run, "", sort, evidence)
        return Section(title, () if parts else (say(_NONE[sort]),), parts)
    each = chain.from_iterable(
        _by_objective(run, name, sort, evidence) or (Section(f"Syndicate {name}", (say(_NONE[sort]),)),)
        for name, run in dossier.runs.items()
    )
    return Section(title, (), tuple(each))


def _by_objective(run: Run, name: str, sort: Sort, evidence: Evidence) -> tuple[Section, ...]:
    found = [finding for finding in findings(run) if finding.sort == sort]
    headings = {objective.id: capability(objective) for objective in run.scenario.objectives}
    headings[""] = "Information between the teams, and what is tied to no objective"
    sections = []
    for id, heading in headings.items():
        here = [finding for finding in found if finding.objective == id]
        if here:
            told = f"Syndicate {name}: {heading}" if name else heading
            sections.append(Section(told, tuple(_told(run, here, name, IN_FULL[sort], evidence))))
    return tuple(sections)


def _told(run: Run, here: list[Finding], name: str, most: int, evidence: Evidence) -> list[Block]:
    blocks: list[Block] = []
    for finding in here[:most]:
        blocks.append(say(Strong(_head(run, finding)), finding.observation, *cited(_cites(finding, name, evidence))))
        if finding.analysis:
            blocks.append(Bullets((prose(Strong("Analysis: "), finding.analysis.strip()),)))
    rest = here[most:]
    if rest:
        rows = tuple(
            (prose(finding.task), prose(finding.observation), prose(*cited(_cites(finding, name, evidence))))
            for finding in rest
        )
        blocks.append(Table(("Task", "Also", "Evidence"), rows, (0.7, 3.8, 1)))
    return blocks


def _head(run: Run, finding: Finding) -> str:
    """What a finding is about, before it is told: the task, or the objective that was rated as a whole, and teams."""
    rated = finding.task or (finding.objective if finding.about == finding.objective else "")
    about = " · ".join(filter(None, (rated, ", ".join(map(run.scenario.name, finding.teams)))))
    return f"{about}. " if about else ""


def _cites(finding: Finding, name: str, evidence: Evidence) -> list[Cite]:
    return [
        evidence.cite(name, moment(proof.at), "" if proof.seq is None else str(proof.seq), proof.text)
        for proof in finding.proofs
    ]
