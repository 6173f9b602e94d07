"""Small spreadsheets for tests, written by hand where a library would not write them so."""

import io
import zipfile

import xlsxwriter

SHEET = '<worksheet xmlns="http://x"><sheetData>{}</sheetData></worksheet>'
WORKBOOK = (
    '<workbook xmlns="http://x" xmlns:r="http://r"><workbookPr {}/><sheets>{}</sheets></workbook>'
)
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="0.00&quot; db&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def archive(**parts):
    """A zip file in memory; ``__`` in a name is a slash, ``_dot_`` a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file


def raw_xlsx(rows, sheets=None, strings="", workbook=""):
    """An XLSX whose first sheet has this XML between ``sheetData`` tags.

    :param sheets: ``(name, state)`` pairs; further sheets are empty
    """
    sheets = sheets or [("S", "visible")]
    listed = [
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state) in enumerate(sheets, 1)
    ]
    relations = [
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    ]
    parts = {
        "xl__workbook_dot_xml": WORKBOOK.format(workbook, "".join(listed)),
        "xl___rels__workbook_dot_xml_dot_rels": f"<R>{''.join(relations)}</R>",
        "xl__worksheets__sheet1_dot_xml": SHEET.format(rows),
        "xl__styles_dot_xml": STYLES,
    }
    for n in range(2, len(sheets) + 1):
        parts[f"xl__worksheets__sheet{n}_dot_xml"] = SHEET.format(
            f'<row r="1"><c r="A1" t="inlineStr"><is><t>sheet {n}</t></is></c></row>'
        )
    if strings:
        parts["xl__sharedStrings_dot_xml"] = f"<sst>{strings}</sst>"
    return archive(**parts)


def xlsx(rows):
    """An XLSX with these values, by XlsxWriter."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate(rows):
            sheet.write_row(place, 0, cells)
    return file


def ods(tables, styles=""):
    """An ODS with this XML of tables."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
    return archive(
        content_dot_xml=f"<office:document-content {spaces}>{styles}<office:body>{tables}"
        "</office:body></office:document-content>"
    )
