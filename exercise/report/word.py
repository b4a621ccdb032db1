"""The report as a DOCX that people go on writing in: real headings, real tables, pictures with words for them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document as new_document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from exercise.report.document import (
    Block,
    Bullets,
    Cite,
    Document,
    Paragraph,
    Picture,
    Prose,
    Section,
    Strong,
    Table,
    legal,
)
from exercise.report.pictures import png

INK, QUIET, LINK = RGBColor(0x14, 0x21, 0x3A), RGBColor(0x4F, 0x5D, 0x73), "1B549B"
WIDTH = Mm(178)
# What a picture may take of a page, its heading and caption beside it.
HEIGHT = Mm(205)
_HEADINGS = (("Title", 24, 0), ("Heading 1", 16, 18), ("Heading 2", 12.5, 12), ("Heading 3", 11, 9))


def docx(document: Document) -> bytes:
    """The document as DOCX."""
    return _Writer(document).written()


class _Writer:
    """One document on its way into Word. Bookmarks need numbers of their own, hence an object."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._word: Word = new_document()
        self._bookmarks = count(1)

    def written(self) -> bytes:
        self._page()
        self._styles()
        self._title()
        self._contents()
        for number, section in enumerate(self._document.sections, 1):
            self._section(section, (number,))
        out = BytesIO()
        self._word.save(out)
        return out.getvalue()

    def _page(self) -> None:
        document, properties = self._document, self._word.core_properties
        properties.title, properties.author, properties.language = (
            legal(document.title), document.author, document.language,
        )  # fmt: skip
        properties.comments = ""
        page = self._word.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(16)
        page.top_margin, page.bottom_margin = Mm(20), Mm(20)
        for place in (page.header, page.footer):
            line = place.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(legal(document.marking))
            run.bold, run.font.size, run.font.color.rgb = True, Pt(8), INK
        footer = page.footer.add_paragraph()
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for before, name in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
            footer.add_run(before)
            _field(footer, name)
        for run in footer.runs:
            run.font.size, run.font.color.rgb = Pt(8), QUIET

    def _styles(self) -> None:
        styles = self._word.styles
        _font(styles["Normal"], 10, INK)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        for name, size, before in (
            ("Title", 24, 0),
            ("Heading 1", 16, 18),
            ("Heading 2", 12.5, 12),
            ("Heading 3", 11, 9),
        ):
            _font(styles[name], size, INK)
            styles[name].paragraph_format.space_before = Pt(before)
            styles[name].paragraph_format.space_after = Pt(4)
        _font(styles["Caption"], 9, QUIET, bold=False)
        _font(styles["Subtitle"], 13, QUIET, italic=False)

    def _title(self) -> None:
        self._word.add_paragraph(legal(self._document.title), "Title")
        self._word.add_paragraph(legal(self._document.subtitle), "Subtitle")
        rows = tuple(((Strong(label),), (value,)) for label, value in self._document.facts)
        self._table(Table((), rows, (0.25, 0.75)))

    def _contents(self) -> None:
        """The table of contents, as a field that Word can write again, filled in already."""
        self._word.add_paragraph("Contents", "Heading 1")
        lines = [(f"s{number}", one.title) for number, one in enumerate(self._document.sections, 1)]
        for place, (anchor, title) in enumerate(lines):
            line = self._word.add_paragraph()
            line.paragraph_format.space_after = Pt(2)
            if place == 0:
                _mark(line, "begin")
                _code(line, r' TOC \o "1-1" \n \h ')
                _mark(line, "separate")
            self._link(line, anchor, title)
            if place == len(lines) - 1:
                _mark(line, "end")

    def _section(self, section: Section, numbers: tuple[int, ...]) -> None:
        heading = self._word.add_paragraph(style=f"Heading {min(len(numbers), 3)}")
        heading.paragraph_format.page_break_before = section.new_page
        self._bookmarked(heading, "s" + "_".join(map(str, numbers)), section.title)
        for block in section.blocks:
            self._block(block)
        for number, part in enumerate(section.parts, 1):
            self._section(part, (*numbers, number))

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._prose(self._word.add_paragraph(), block.prose, block.quiet)
            case Bullets():
                for item in block.items:
                    self._prose(self._word.add_paragraph(style="List Bullet"), item)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)

    def _picture(self, picture: Picture) -> None:
        line = self._word.add_paragraph()
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(BytesIO(png(picture.chart)), width=WIDTH)
        if shape.height > HEIGHT:
            shape.width, shape.height = Emu(WIDTH * HEIGHT // shape.height), HEIGHT
        shape._inline.docPr.set("descr", legal(picture.alt))
        self._word.add_paragraph(legal(picture.caption), "Caption")

    def _prose(self, line: Any, parts: Prose, quiet: bool = False) -> None:
        for part in parts:
            if isinstance(part, Cite):
                self._link(line, part.anchor, f"[{part}]", small=True)
                continue
            run = line.add_run(legal(part.text if isinstance(part, Strong) else part))
            run.bold = isinstance(part, Strong) or None
            if quiet:
                run.font.size, run.font.color.rgb = Pt(9), QUIET

    def _table(self, table: Table) -> None:
        """A table is built as XML: python-docx looks every cell up again, which is slow for hundreds of rows."""
        if table.caption:
            caption = self._word.add_paragraph(legal(table.caption), "Caption")
            caption.paragraph_format.keep_with_next = True
        made = self._word.add_table(0, len(table.widths))
        made.autofit = False
        total = sum(table.widths)
        widths = [Emu(int(WIDTH * width / total)) for width in table.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        if table.head:
            made._tbl.append(self._row([(Strong(title),) for title in table.head], widths, heading=True))
        for place, row in enumerate(table.rows):
            anchor = table.anchors[place] if table.anchors else ""
            made._tbl.append(self._row(row, widths, anchor=anchor))
        self._word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _row(self, cells: Any, widths: list[Emu], heading: bool = False, anchor: str = "") -> Any:
        row = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if heading:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        for cell, width in zip(cells, widths, strict=True):
            row.append(self._cell(cell, width, heading, anchor))
            anchor = ""
        return row

    def _cell(self, parts: Prose, width: Emu, heading: bool, anchor: str) -> Any:
        cell = _element("w:tc")
        properties = _element("w:tcPr")
        properties.append(_element("w:tcW", w=str(width.twips), type="dxa"))
        borders = _element("w:tcBorders")
        borders.append(
            _element("w:bottom", val="single", sz="12" if heading else "4", color="14213A" if heading else "C3CCD9")
        )
        properties.append(borders)
        cell.append(properties)
        line = _element("w:p")
        layout = _element("w:pPr")
        if heading:
            layout.append(_element("w:keepNext"))
        layout.append(_element("w:spacing", before="30", after="30"))
        line.append(layout)
        if anchor:
            line.extend(self._bookmark(anchor))
        for part in parts:
            line.extend(_inline(part))
        cell.append(line)
        return cell

    def _link(self, line: Any, anchor: str, text: str, small: bool = False) -> None:
        line._p.append(_hyperlink(anchor, text, small))

    def _bookmarked(self, line: Any, anchor: str, text: str) -> None:
        begin, end = self._bookmark(anchor)
        line._p.append(begin)
        line.add_run(legal(text))
        line._p.append(end)

    def _bookmark(self, anchor: str) -> tuple[Any, Any]:
        id = str(next(self._bookmarks))
        return _element("w:bookmarkStart", id=id, name=anchor), _element("w:bookmarkEnd", id=id)


def _inline(part: str | Strong | Cite) -> Iterator[Any]:
    """A piece of a table cell: smaller than running text."""
    if isinstance(part, Cite):
        yield _hyperlink(part.anchor, f"[{part}]", small=True)
        return
    lines = legal(part.text if isinstance(part, Strong) else part).split("\n")
    run = _element("w:r")
    properties = _element("w:rPr")
    if isinstance(part, Strong):
        properties.append(_element("w:b"))
    properties.append(_element("w:sz", val="17"))
    run.append(properties)
    for place, text in enumerate(lines):
        if place:
            run.append(_element("w:br"))
        run.append(_text(text))
    yield run


def _hyperlink(anchor: str, text: str, small: bool) -> Any:
    link = _element("w:hyperlink", anchor=anchor, history="1")
    run = _element("w:r")
    properties = _element("w:rPr")
    properties.append(_element("w:color", val=LINK))
    if small:
        properties.append(_element("w:sz", val="16"))
    run.append(properties)
    run.append(_text(legal(text)))
    link.append(run)
    return link


def _text(text: str) -> Any:
    element = _element("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _element(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _field(line: Any, name: str) -> None:
    """A field that the word processor works out, such as the page number."""
    _mark(line, "begin")
    _code(line, name)
    _mark(line, "separate")
    line.add_run("1")
    _mark(line, "end")


def _mark(line: Any, kind: str) -> None:
    line.add_run()._r.append(_element("w:fldChar", fldCharType=kind))


def _code(line: Any, text: str) -> None:
    code = _element("w:instrText")
    code.text = text
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    line.add_run()._r.append(code)


def _font(style: Any, size: float, colour: RGBColor, bold: bool | None = None, italic: bool | None = None) -> None:
    """One typeface for all: the theme's would win over a style's own, so it is taken out."""
    style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), colour
    if bold is not None:
        style.font.bold = bold
    if italic is not None:
        style.font.italic = italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Arial")
