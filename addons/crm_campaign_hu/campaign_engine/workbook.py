"""Rows as a workbook."""

import io

import xlsxwriter


def workbook(sheets) -> bytes:
    """Return an XLSX file.

    :param sheets: pairs of a sheet's name and its rows; the first row is its heading. Texts stay
        texts, also those that look like formulas; False and None leave a cell empty.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not False and value is not None:
                    sheet.write(number, column, value, bold if number == 0 else None)
        sheet.autofit()
    book.close()
    return file.getvalue()
