"""The rows of a partner laid over one another and held against what is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .canonical import same_value
from .codes import CREATED, MERGED, OVERWRITE, UNCHANGED, UPDATED
from .standing import is_news, may_write
from .targets import CODE, GROUP_VAT, IS_COMPANY, LIST, OTHERS, PHONE, kind_of
from .tax_number import is_shorter_form
from .value_list import JOIN, items_of

# what belongs to the company, not to one of its addresses
OF_COMPANY = frozenset({"vat", GROUP_VAT, "company_registry", IS_COMPANY})
PUNCTUATION = re.compile(r"[\s()/.-]+")


@dataclass(frozen=True, slots=True)
class Stored:
    """A partner before the load: target → text, and the last values this source delivered.

    Its code in this source stands under ``code``, its further telephone numbers nowhere but in
    ``note`` (as plain text), a company has ``is_company``.
    """

    values: Mapping[str, str]
    delivered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after; empty before where there was none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Laid:
    """What a load does to one partner.

    ``outcome`` is that of its first row. ``changes`` maps targets to `Change`, ``additions`` are
    lines for the end of its note, ``delivered`` is what the source must be remembered for.
    ``values`` are those of its rows laid over one another, ``name`` is what it is called then.
    """

    outcome: str
    changes: dict[str, Change]
    additions: tuple[str, ...]
    delivered: dict[str, str]
    values: dict[str, str]
    name: str

    def outcome_of(self, first):
        """Return the outcome of a row of this partner."""
        return self.outcome if first else MERGED


def lay_over(rows):
    """Return the values of several rows laid over one another in file order.

    A later value replaces an earlier one, an empty cell nothing; a tax number in its shorter form
    does not replace the longer one, and a telephone takes its further numbers along.
    """
    laid = {}
    for values in rows:
        for target, value in values.items():
            if target == "vat" and is_shorter_form(value, laid.get(target, "")):
                continue
            if kind_of(target) == PHONE and target + OTHERS not in values:
                laid.pop(target + OTHERS, None)
            laid[target] = value
    return laid


def has_news(rows, delivered, code=""):
    """Return whether rows could change a stored partner at all.

    :param rows: ``values`` of its cleaned rows
    :param delivered: the last values that this source delivered
    :param code: its code in this source
    """
    return any(
        not code if target == CODE else is_news(target, value, delivered.get(target, ""))
        for values in rows
        for target, value in values.items()
    )


def lay(rows, stored=None, policies=None, country="", site=False):
    """Return what the rows of one partner do to it: a `Laid`.

    :param rows: ``values`` of its cleaned rows, in file order
    :param stored: the partner as `Stored`, None where it is created
    :param policies: target → policy, ``overwrite`` where none is named
    :param country: the source's default, for partners that are created and to read numbers by
    :param site: it is a delivery address of a company
    """
    laid = lay_over(rows)
    if site:
        laid = {key: value for key, value in laid.items() if _of_address(key)}
    if stored is None:
        return _created(laid, country)
    held = _Held(stored, policies or {}, country)
    changes = held.changes(laid)
    additions = held.additions(laid, changes)
    outcome = UPDATED if changes or additions else UNCHANGED
    name = changes["name"].after if "name" in changes else stored.values.get("name", "")
    return Laid(outcome, changes, additions, _remembered(stored.delivered, laid), laid, name)


def _created(laid, country):
    changes = {key: Change("", value) for key, value in laid.items() if not key.endswith(OTHERS)}
    if country and "country" not in laid:
        changes["country"] = Change("", country)
    others = [line for key in laid if key.endswith(OTHERS) for line in laid[key].split("\n")]
    additions = _lacking(laid.get("note", ""), others)
    return Laid(CREATED, changes, additions, _remembered({}, laid), laid, laid.get("name", ""))


def _of_address(target):
    return target not in OF_COMPANY and "." not in target


def _remembered(delivered, laid):
    """The last value of each column; a code is no value, it has its own place."""
    known = dict(delivered)
    for target, value in laid.items():
        if target != CODE and is_news(target, value, known.get(target, "")):
            known[target] = value
    return known


class _Held:
    """Laid values held against a stored partner."""

    def __init__(self, stored, policies, country):
        self._values, self._delivered = stored.values, stored.delivered
        self._policies, self._country = policies, country

    def changes(self, laid):
        """The values that are written."""
        found = {}
        for target, value in laid.items():
            before = self._values.get(target, "")
            after = "" if target.endswith(OTHERS) else self._after(target, value, before)
            if after:
                found[target] = Change(before, after)
        return found

    def additions(self, laid, changes):
        """The further telephone numbers that the note gains."""
        note = changes["note"].after if "note" in changes else self._values.get("note", "")
        found = []
        for key, value in laid.items():
            if key.endswith(OTHERS) and self._cell_counts(key.removesuffix(OTHERS), laid):
                found += value.split("\n")
        return _lacking(note, found)

    def _after(self, target, value, before):
        """The value to write, or nothing."""
        if target in (CODE, IS_COMPANY):
            written = not before and (target == CODE or self._is_news(target, value))
            return value if written else ""
        if not (self._is_news(target, value) and may_write(self._policy(target), before)):
            return ""
        if kind_of(target) == LIST:
            return _with_items(before, value)
        known = same_value(target, before, value, self._country)
        return "" if known or self._is_shorter(target, value, before) else value

    def _is_shorter(self, target, value, before):
        return target == "vat" and is_shorter_form(value, before)

    def _is_news(self, target, value):
        delivered = self._delivered.get(target, "")
        return is_news(target, value, delivered) and not (
            kind_of(target) == PHONE
            and delivered
            and same_value(target, value, delivered, self._country)
        )

    def _policy(self, target):
        column = "vat" if target == GROUP_VAT else target
        return self._policies.get(column, OVERWRITE)

    def _cell_counts(self, phone, laid):
        """Whether a telephone's cell is news and its policy lets it through."""
        value, before = laid.get(phone, ""), self._values.get(phone, "")
        parts = [part for part in (phone, phone + OTHERS) if part in laid]
        if not any(self._is_news(part, laid[part]) for part in parts):
            return False
        blank = not before or bool(value) and same_value(phone, before, value, self._country)
        return may_write(self._policy(phone), "" if blank else before)


def _with_items(before, value):
    """A list with the items it lacks, or nothing where it lacks none."""
    known = items_of(before)
    lacking = [item for item in items_of(value) if item not in known]
    return JOIN.join((*known, *lacking)) if lacking else ""


def _lacking(note, lines):
    squeezed = PUNCTUATION.sub("", note)
    return tuple(dict.fromkeys(x for x in lines if PUNCTUATION.sub("", x) not in squeezed))
