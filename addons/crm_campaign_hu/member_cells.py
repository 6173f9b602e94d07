"""Cells of exports, read in sets: what Odoo's own export shows, without a record at a time."""

from odoo.tools import SQL

#: columns whose value in the database is what the cell shows
PLAIN = ("boolean", "char", "date", "float", "integer", "monetary", "text")


def columns(records, chains):
    """Return cells column by column, in the order of the records.

    :param records: which the user may read
    :param chains: lists of fields, checked by `crm.audience.column`
    """
    stored = {chain[0] for chain in chains if chain[0].store and chain[0].column_type}
    found = _stored(records, list(stored))
    return [_column(records, chain, found.get(chain[0])) for chain in chains]


def _stored(records, wanted):
    """Return the values of columns: field → values in the order of the records."""
    query = records._as_query(ordered=False)
    terms = [records._field_to_sql(records._table, field.name, query) for field in wanted]
    rows = records.env.execute_query(query.select(SQL.identifier(records._table, "id"), *terms))
    by_id = {number: values for number, *values in rows}
    blank = (None,) * len(wanted)
    ordered = (by_id.get(number, blank) for number in records.ids)
    return dict(zip(wanted, zip(*ordered, strict=True), strict=True)) if records else {}


def _column(records, chain, values):
    field, *rest = chain
    if values is None:
        return _computed(records, field)
    if field.type == "many2one":
        return _pointed_at(records.env[field.comodel_name], values, rest)
    if field.type == "selection":
        labels = dict(field._description_selection(records.env))
        return [labels.get(value, "") for value in values]
    if field.type == "datetime":
        return [value.replace(microsecond=0) if value else "" for value in values]
    if field.type in PLAIN:
        empty = 0 if field.type in ("float", "integer", "monetary") else ""
        if field.type == "boolean":
            return [bool(value) for value in values]
        return [empty if value is None else value for value in values]
    return _computed(records, field)


def _pointed_at(model, numbers, rest):
    """Return the names of records, or what the rest of the path says of those one may read."""
    pointed = model.browse(sorted({number for number in numbers if number}))
    if rest:
        pointed = pointed.with_context(active_test=False)._filtered_access("read")
        (cells,) = columns(pointed, [rest]) if pointed else ([],)
    else:
        # sudo: names of what a record points to are shown as Odoo's own lists show them
        cells = pointed.sudo().mapped("display_name")
    known = dict(zip(pointed.ids, cells, strict=True))
    return [known.get(number, "") for number in numbers]


def _computed(records, field):
    """Return what has no column: figures that Odoo computes, and lists of names."""
    if field.relational:
        # sudo: names of what a record points to are shown as Odoo's own lists show them
        return [",".join(record[field.name].sudo().mapped("display_name")) for record in records]
    return [field.convert_to_export(record[field.name], record) for record in records]
