"""Networks to be uncovered, node by node."""

from __future__ import annotations

from exercise.content.shape import Sheet
from exercise.core.scenario import Network, Node


def read_networks(root: Sheet) -> tuple[Network, ...]:
    """The networks in the order they are written."""
    networks = []
    for id, sheet in root.things("networks", "network", needs=("title", "nodes")):
        nodes = []
        for name, node in sheet.things("nodes", f"node of {id}", needs=("title", "reports")):
            nodes.append(Node(name, node.text("title"), node.names("reports", "report")))
            node.done()
        networks.append(Network(id, sheet.text("title"), tuple(nodes)))
        sheet.done()
    return tuple(networks)
