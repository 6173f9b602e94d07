"""The words for the codes of the forecast engine: what is wrong, and how to mend it."""

from ..forecast_engine import REQUIRED


class ForecastMessages:
    """Sentences in the user's language, made once for a whole file."""

    def __init__(self, env):
        self.env = env
        self.words = self._get_cell_words() | self._get_name_words() | self._get_file_words()

    def get(self, code, value="", **params):
        """The sentence for a code; `value` is the cell it is about, `params` the engine's."""
        if "columns" in params:
            names = self._get_column_names()
            fields = params["columns"].split(",")
            params["columns"] = ", ".join(names[field] for field in fields)
        return self.words[code] % {"value": value, **params}

    def _get_column_names(self):
        names = (self.env._("Product"), self.env._("Month"), self.env._("Quantity"))
        return dict(zip(REQUIRED, names, strict=True))

    def _get_cell_words(self):
        return {
            "missing": self.env._("The cell is empty. Fill it in."),
            "not_a_number": self.env._("“%(value)s” is not a number. Write it like 1234,5."),
            "ambiguous_number": self.env._(
                "“%(value)s” can be read in two ways. Write it without a thousands separator, "
                "with a decimal comma."
            ),
            "negative": self.env._("“%(value)s” is negative. Write zero or more."),
            "too_large": self.env._("“%(value)s” is too large. Check the number."),
            "not_a_period": self.env._(
                "“%(value)s” is not a month or week. Write it like 2026-01 or 2026-W05."
            ),
            "period_as_number": self.env._(
                "“%(value)s” is a number in the sheet, so its month is not certain. "
                "Write it like 2026-01, in a cell formatted as text."
            ),
            "year_out_of_range": self.env._("“%(value)s”: check the year."),
            "unknown_source": self.env._(
                "“%(value)s” is not a source. Write sales, production or purchase."
            ),
            "twice": self.env._(
                "The same product, period, source and customer are in row %(value)s already. "
                "Keep one of the two rows."
            ),
        }

    def _get_name_words(self):
        unknown = self.env._("“%(value)s” was not found. Check the spelling, or add it first.")
        several = self.env._("“%(value)s” fits more than one record. Use a unique code.")
        kinds = ("customer", "unit", "salesperson", "team", "warehouse")
        return {
            "product_unknown": self.env._(
                "No product has the code or barcode “%(value)s”. "
                "Correct it, or add the product first."
            ),
            "product_twice": self.env._(
                "More than one product has the code or barcode “%(value)s”. Make the codes unique."
            ),
            "unit_of_other_kind": self.env._(
                "“%(value)s” cannot be converted to the unit of the product. "
                "Use a unit of its kind."
            ),
            **{f"{kind}_unknown": unknown for kind in kinds},
            **{f"{kind}_twice": several for kind in kinds},
        }

    def _get_file_words(self):
        return {
            "empty": self.env._("The file is empty."),
            "not_text": self.env._(
                "The file is neither a text file nor an Excel workbook. Save it as .xlsx or .csv."
            ),
            "bad_csv": self.env._("The text file is damaged. Save it again as .csv."),
            "bad_excel": self.env._("The Excel workbook cannot be opened. Save it again as .xlsx."),
            "old_excel": self.env._(
                "This is an Excel workbook of the old kind (.xls). Save it as .xlsx or .csv."
            ),
            "not_base64": self.env._("The file did not arrive whole. Send it again, as base64."),
            "too_many_rows": self.env._("The file has more than %(limit)s rows. Load it in parts."),
            "missing_columns": self.env._(
                "These columns are missing: %(columns)s. "
                "The first row must hold the names of the columns."
            ),
            "column_twice": self.env._(
                "“%(first)s” and “%(second)s” are the same column. Keep one of them."
            ),
        }
