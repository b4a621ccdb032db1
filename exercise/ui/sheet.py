"""Join codes on paper: one card per seat with a QR code that leads to it, and the same as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from csv import writer
from html import escape
from io import StringIO

import segno

from exercise.core.scenario import Scenario
from exercise.seating import Issued

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}: join codes</title>
<style>
  body {{ font-family: system-ui, 'Liberation Sans', Arial, sans-serif; margin: 10mm; color: #14213a; }}
  h1 {{ font-size: 14pt; margin: 0 0 2mm; }}
  p {{ margin: 0 0 5mm; font-size: 10pt; }}
  main {{ display: grid; grid-template-columns: repeat(2, 1fr); gap: 6mm; }}
  section {{ display: flex; gap: 5mm; align-items: center; padding: 5mm; border: .3mm dashed #5b6b82;
    break-inside: avoid; }}
  svg {{ flex: none; width: 30mm; height: 30mm; }}
  h2 {{ font-size: 12pt; margin: 0 0 1mm; }}
  code {{ display: block; font: 700 16pt ui-monospace, 'DejaVu Sans Mono', monospace;
    margin: 1mm 0; white-space: nowrap; }}
  small {{ font-size: 8.5pt; overflow-wrap: anywhere; }}
</style></head><body>
<h1>{title}: join codes</h1>
<p>EXERCISE EXERCISE EXERCISE. One card per seat: cut along the lines. A code is a key; hand it over in person.</p>
<main>{cards}</main></body></html>
"""
_CARD = """<section>{qr}<div><h2>{team}</h2><small>Seat {seat}{syndicate}</small><code>{code}</code>
<small>Scan, or open {address}/join and type the code.</small></div></section>"""


def html(title: str, scenario: Scenario, issued: Sequence[Issued], address: str, syndicates: int = 1) -> str:
    """A page that prints well; ``address`` is where trainees reach the server."""
    cards = (
        _CARD.format(
            qr=segno.make(link(address, found.code), error="m").svg_inline(border=1, omitsize=True),
            team=escape(scenario.name(found.seat.team or "")),
            seat=escape(found.seat.id),
            syndicate=f", syndicate {escape(found.seat.syndicate or '')}" if syndicates > 1 else "",
            code=escape(found.code),
            address=escape(address),
        )
        for found in issued
    )
    return _PAGE.format(language=escape(scenario.language), title=escape(title), cards="".join(cards))


def csv(scenario: Scenario, issued: Sequence[Issued], address: str) -> str:
    """The codes as a spreadsheet reads them."""
    out = StringIO()
    rows = writer(out)
    rows.writerow(("team", "syndicate", "seat", "code", "link"))
    for found in issued:
        seat = found.seat
        row = (scenario.name(seat.team or ""), seat.syndicate or "", seat.id, found.code, link(address, found.code))
        rows.writerow(map(_cell, row))
    return out.getvalue()


def link(address: str, code: str) -> str:
    """Where the QR code leads: the join page with the code filled in."""
    return f"{address}/join?code={code}"


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
