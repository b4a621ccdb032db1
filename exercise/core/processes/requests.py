"""What a yes to a request sets off: a report goes along, is released to one more team, a resource sets out."""

from __future__ import annotations

from exercise.core.facts import ReleaseGranted, RequestAnswered, RequestSent, ResourceAsked
from exercise.core.processes.carriage import carry_reply, pass_on, send_report
from exercise.core.processes.means import commit
from exercise.core.processes.world import World


def answer(world: World, sent: RequestSent, ruled: RequestAnswered) -> None:
    """Put the answer to a request on its way, with whatever it grants."""
    world.emit(ruled)
    carry_reply(world, ruled)
    if not ruled.granted:
        return
    if sent.what == "release":
        world.emit(ReleaseGranted(world.now, sent.about, sent.release_to or sent.sender, ruled.sender, ruled.seq))
    if sent.what == "resource" and sent.about:
        # Its owner may recall it like any other commitment: the entry that granted it made it.
        wanted = ResourceAsked(
            world.now, f"{sent.about}-{ruled.seq}", sent.about, 1, ruled.sender, ruled.to, sent.text, None, ruled.seq
        )
        world.env.process(commit(world, wanted))
    if ruled.report:
        if ruled.sender in world.scenario.agency:
            pass_on(world, ruled.report, ruled.sender, (ruled.to,), ruled.channel, ruled.seq)
        else:
            send_report(world, ruled.report, ruled.sender, (ruled.to,), ruled.channel, ruled.seq)
