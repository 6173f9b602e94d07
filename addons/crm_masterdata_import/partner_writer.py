"""Changes of the engine as values that Odoo writes."""

from collections import defaultdict
from functools import cached_property

from odoo.tools import plaintext2html

from .bulk import BulkPartners
from .bulk.reasons import in_words
from .import_engine.bank_account import parse_bank_account
from .import_engine.industry import parse_industry
from .import_engine.text import fold
from .import_engine.value_list import items_of
from .partner_segments import Segments
from .partner_values import BANK, CHILDREN, CREDIT_LIMIT, LISTED, NAMED, OF_CHILD, PLAIN

ACCOUNTANTS = "account.group_account_invoice"
INDUSTRY = "industry_id"
# an unknown name makes no person and no payment term
FIXED = ("user", "payment_term")
# by what records are found, the last the most certain
LOOKED_UP = ("shortcut", "name", "display_name", "nace_code")


def _key(field, name):
    """Return what finds the record that a text names: its folded name, an industry's code."""
    return (field == INDUSTRY and parse_industry(name).code) or fold(name)


def _new_values(field, name):
    industry = parse_industry(name) if field == INDUSTRY else None
    if not industry or not industry.code:
        return {"name": name}
    return {"nace_code": industry.code, "name": industry.name or industry.code}


def _of_child(child, texts):
    """Return the texts of a type of address, under the names of its own fields."""
    names = OF_CHILD[child]
    return {name: texts[f"{child}.{name}"] for name in names if f"{child}.{name}" in texts}


def _write(record, values):
    """Write, and return ``[model, id, values before]``."""
    before = _before(record, values)
    record.write(values)
    return before


def _before(record, values):
    fields = record._fields
    before = {
        name: fields[name].convert_to_read(record[name], record, use_display_name=False)
        for name in values
    }
    return [record._name, record.id, before]


class Writer:
    """Turns changes of the engine into what `create` and `write` of partners take."""

    def __init__(self, env):
        self.env = env
        codes = env["res.country"].search_fetch([], ["code"])
        self._countries = {country.code: country.id for country in codes}
        self._names = {}
        self._changes = {}
        self._segments = Segments(env)
        # own rights count, also where all else is written for whoever may load
        self._is_accountant = env.user.has_group(ACCOUNTANTS)
        self._waiting = defaultdict(list)

    @cached_property
    def _bulk(self):
        return BulkPartners(self.env)

    def prepare(self, texts, note=None, additions=()):
        """Return the values of the partner's own fields.

        :param texts: target → new text
        :param note: HTML note that the partner has, for what is added to it
        """
        values = {field: texts[target] for target, field in PLAIN.items() if target in texts}
        for target, field in NAMED.items():
            if target in texts:
                values[field] = self._named(field, texts[target])
        if "country" in texts:
            values["country_id"] = self._countries.get(texts["country"], False)
        for target, field in LISTED.items():
            if target in texts:
                ids = [self._named(field, name) for name in items_of(texts[target])]
                values[field] = [(6, 0, ids)]
        if CREDIT_LIMIT in texts:
            values[CREDIT_LIMIT] = float(texts[CREDIT_LIMIT])
        values |= self._segments.values(texts)
        if texts.get("is_company"):
            values["is_company"] = True
        if "note" in texts or additions:
            kept = plaintext2html(texts["note"]) if "note" in texts else note or ""
            values["comment"] = kept + "".join(plaintext2html(line) for line in additions)
        return values

    def create_partners(self, vals_list):
        """Create partners, in a set where that gives what the ORM would; return them."""
        return self._bulk.create_partners(vals_list)

    def write_later(self, partner, texts, additions):
        """Let changes of a partner's own fields wait; return what undoes them."""
        values = self.prepare(texts, partner.comment if additions else None, additions)
        if not values:
            return []
        self._changes[partner.id] = values
        return [_before(partner, values)]

    def write_waiting(self):
        """Write the changes that wait, in a set where that gives what the ORM would."""
        if self._changes:
            self._bulk.write_partners(self._changes)
        self._changes = {}

    def get_slow_reasons(self):
        """Return in words why partners were written one by one."""
        return {in_words(self.env, reason) for reason in self._bulk.reasons}

    def write_children(self, partner, texts, laid, children, undo):
        """Change the addresses and contact persons of a partner; new ones wait.

        :param texts: target → new text
        :param laid: target → all that the rows say: a new address gets all of it
        :param children: see `find_children`
        :param undo: what undoes it is added
        """
        if not any("." in target for target in texts):
            return
        for child in CHILDREN:
            own, record = _of_child(child, texts), children.get((partner.id, child))
            if own and record:
                undo.append(_write(record, self.prepare(own)))
            elif own:
                values = {"parent_id": partner.id, "type": child}
                if child == "contact":
                    # a person without a name cannot be stored
                    values["name"] = partner.name
                values |= self.prepare(_of_child(child, laid))
                self.create_later("res.partner", values, undo)

    def write_account(self, partner, texts, undo):
        """Give a partner the bank account that it lacks; it waits."""
        number = texts.get(BANK)
        if not number:
            return
        known = {parse_bank_account(account) for account in partner.bank_ids.mapped("acc_number")}
        if number not in known:
            values = {"partner_id": partner.id, "acc_number": number}
            self.create_later("res.partner.bank", values, undo)

    def create_later(self, model, values, undo):
        """Let a record wait until all of its model are created at once."""
        self._waiting[model].append((values, undo))

    def create_waiting(self):
        """Create what waits, and add to each one's ``undo`` that nothing was there before.

        What undoes a change is ``[model, id, values before]``, with False for nothing.
        """
        for model, waiting in self._waiting.items():
            records = self.env[model].create([values for values, _undo in waiting])
            for record, (_values, undo) in zip(records, waiting, strict=True):
                undo.append([model, record.id, False])
        self._waiting.clear()

    def canonical(self, values):
        """Return ``(values, unknown)``: what Odoo writes in another way, in that way.

        Names of records are written as those records are, web pages with their protocol.

        :return: unknown are the targets whose name is of nobody and makes nothing new
        """
        values, unknown = dict(values), []
        if "website" in values:
            values["website"] = self.env["res.partner"]._clean_website(values["website"])
        for target in NAMED.keys() & values.keys():
            known = self._names_of(NAMED[target]).get(_key(NAMED[target], values[target]))
            if known:
                values[target] = known[1]
            elif target in FIXED:
                unknown.append(target)
                del values[target]
        self._segments.canonical(values)
        if CREDIT_LIMIT in values and not self._is_accountant:
            unknown.append(CREDIT_LIMIT)
            del values[CREDIT_LIMIT]
        return values, unknown

    def _named(self, field, name):
        """Return the id of the record that a field points to by its name, made if missing."""
        names, key = self._names_of(field), _key(field, name)
        if key not in names:
            self.env["crm.import.run"]._lock_loads()
            record = self._model_of(field).create(_new_values(field, name))
            names[key] = (record.id, record.display_name)
        return names[key][0]

    def _names_of(self, field):
        """Map the names (and abbreviations) of the records of a field to (id, name)."""
        if field not in self._names:
            records = self._model_of(field).search([], order="id desc")
            found = {}
            for texts in LOOKED_UP:
                if texts in records._fields:
                    found |= {fold(r[texts]): (r.id, r.display_name) for r in records if r[texts]}
            self._names[field] = found
        return self._names[field]

    def _model_of(self, field):
        # sudo: tags, legal forms and the like come along with customers, whoever edits them
        return self.env[self.env["res.partner"]._fields[field].comodel_name].sudo()
