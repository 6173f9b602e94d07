"""The workbook that management gets each month."""

import io

import xlsxwriter

WIDEST = 60


def workbook(sheets) -> bytes:
    """Return an XLSX file.

    :param sheets: iterable of (title, header, rows); cells are text, numbers, or None for nothing
    """
    buffer = io.BytesIO()
    # text stays text: what customers and products are called is never a formula or a link
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, plain) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for title, header, rows in sheets:
            sheet = book.add_worksheet(_sheet_name(title))
            sheet.write_row(0, 0, header, bold)
            for place, row in enumerate(rows, 1):
                sheet.write_row(place, 0, ["" if cell is None else cell for cell in row])
            for column, cells in enumerate(zip(header, *rows, strict=True)):
                sheet.set_column(column, column, min(max(len(str(c)) for c in cells) + 2, WIDEST))
            sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _sheet_name(title):
    """Excel allows 31 letters and none of these."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31]
