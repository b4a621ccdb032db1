"""The report as one HTML file that prints well and needs nothing from outside."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from exercise.report.document import Cite, Document, Picture, Strong
from exercise.report.pictures import svg


def html(document: Document) -> str:
    """The document as HTML. What people wrote is escaped; nothing of it is ever a template."""
    return _environment().get_template("report.html").render(document=document)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exercise.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["drawn"] = _drawn
    environment.filters["slug"] = lambda numbers: "s" + "-".join(map(str, numbers))
    environment.tests["cite"] = lambda part: isinstance(part, Cite)
    environment.tests["strong"] = lambda part: isinstance(part, Strong)
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment


def _drawn(picture: Picture) -> str:
    """The picture as an address that carries it."""
    return f"data:image/svg+xml;base64,{b64encode(svg(picture.chart).encode()).decode()}"
