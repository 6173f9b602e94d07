"""The way in: partners are created and changed in sets, or by the ORM where that is not proven."""

from collections import Counter
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from . import known
from .creator import Creator
from .proof import difference, outcome
from .samples import choose, features_of
from .updater import Updater

# fewer than that, and a proof takes longer than the ORM
FEW = 20
# class of partners in a registry → what is proven there
PROOFS = WeakKeyDictionary()


@dataclass
class Proof:
    """What is proven of creating or of changing partners in a database, in this process."""

    features: set = field(default_factory=set)
    constants: dict = field(default_factory=dict)
    reason: tuple | None = None
    covers: bool = False


class BulkPartners:
    """Creates and changes many partners at once, and leaves the database as the ORM would.

    The environment is one for loads: superuser mode, since rights are asked before; nothing
    tracked, tax numbers not checked again (see `known.NEEDED_CONTEXT`). Made anew in each
    transaction. What can be refused is refused with the ORM's own exceptions.

    ``reasons`` maps why partners went the ORM's way to their number: ``(code, detail)``, in words
    by `reasons.in_words`.
    """

    few = FEW

    def __init__(self, env):
        self.env = env
        self.partners = env["res.partner"]
        self.reasons = Counter()
        self._reason = known.reason(env)

    def create_partners(self, vals_list):
        """Create partners that have no company above; others go to the ORM by themselves.

        :param vals_list: values as `_load_records_create` takes them; they are not changed
        :return: the partners, in that order
        """
        self.env.flush_all()
        creator = Creator(self.env)
        fitting = {place: vals for place, vals in enumerate(vals_list) if creator.fits(vals)}
        proof = self._proof("create", fitting, self._prove_create, self._about_new)
        chosen = self._chosen(fitting, proof, len(vals_list))
        ids = dict.fromkeys(range(len(vals_list)))
        if chosen:
            made = creator.insert([*chosen.values()], proof.constants)
            ids.update(zip(chosen, made, strict=True))
        rest = [place for place in ids if place not in chosen]
        ids.update(zip(rest, self._create_by_orm([vals_list[p] for p in rest]), strict=True))
        return self.partners.browse(ids.values())

    def write_partners(self, changes):
        """Change partners, each its own way; others than top ones go to the ORM by themselves.

        :param changes: dict of partner's id → values as `write` takes them; they are not changed
        """
        self.env.flush_all()
        updater = Updater(self.env, changes)
        fitting = {key: vals for key, vals in changes.items() if updater.fits(key, vals)}
        proof = self._proof("write", fitting, self._prove_write, updater.about)
        chosen = self._chosen(fitting, proof, len(changes))
        if chosen:
            updater.update(chosen)
        self._write_by_orm({key: vals for key, vals in changes.items() if key not in chosen})

    # Which way

    def _chosen(self, fitting, proof, number):
        """Return those that are written in sets, and note why the others are not."""
        reason = self._reason or proof.reason
        if reason:
            fitting = {}
        elif not proof.covers:
            # too few to prove anything: nobody waits for them
            return {}
        if number > len(fitting):
            self.reasons[reason or ("single", "")] += number - len(fitting)
        return fitting

    def _proof(self, kind, fitting, prove, about):
        """Return the proof for rows, extended to what is new in them."""
        if self._reason:
            return Proof()
        proofs = PROOFS.setdefault(self.env.registry["res.partner"], {})
        proof = proofs.setdefault(self._key(kind), Proof())
        features = {key: features_of(vals, about(key, vals)) for key, vals in fitting.items()}
        seen = set(proof.features)
        samples = {key: fitting[key] for key in choose(features.items(), seen)}
        proof.covers = not samples or len(fitting) >= self.few
        if samples and proof.covers and not proof.reason:
            proof.reason = prove(proof, samples)
            proof.features = seen
        return proof

    def _key(self, kind):
        """Return all that the ORM's outcome hangs on besides the values."""
        defaults = self.partners._add_missing_default_values({})
        fixed = {k: v for k, v in defaults.items() if self.partners._fields[k].type != "datetime"}
        context = {k: v for k, v in self.env.context.items() if isinstance(v, str | int | tuple)}
        facts = kind, self.env.uid, self.env.company.id, context, fixed
        return repr(facts)

    def _about_new(self, _place, vals):
        return {("is_company", bool(vals.get("is_company")), "new")}

    # Proofs: a pair for `reasons`, or nothing where both ways are alike

    def _prove_create(self, proof, samples):
        vals_list = [*samples.values()]
        expected = outcome(self.env, lambda: self._create_by_orm(vals_list))
        if expected.refusal and len(samples) > 1:
            return self._in_halves(self._prove_create, proof, samples)
        creator = Creator(self.env)
        for row in expected.rows:
            proof.constants.setdefault(row["is_company"], creator.constants(row))
        if not {bool(creator.completed(vals)["is_company"]) for vals in vals_list} <= set(
            proof.constants
        ):
            return "refusal", expected.refusal.__name__
        actual = outcome(self.env, lambda: creator.insert(vals_list, proof.constants))
        return difference(expected, actual)

    def _prove_write(self, proof, samples):
        expected = outcome(self.env, lambda: self._write_by_orm(samples))
        if expected.refusal and len(samples) > 1:
            return self._in_halves(self._prove_write, proof, samples)
        actual = outcome(self.env, lambda: self._write_in_set(samples))
        return difference(expected, actual)

    def _in_halves(self, prove, proof, samples):
        """Prove so that a row which cannot be saved at all does not hide the others."""
        items = [*samples.items()]
        half = len(items) // 2
        return prove(proof, dict(items[:half])) or prove(proof, dict(items[half:]))

    # Both ways

    def _write_in_set(self, changes):
        Updater(self.env, changes).update(changes)
        return [*changes]

    def _create_by_orm(self, vals_list):
        copies = [dict(vals) for vals in vals_list]
        return self.partners._load_records_create(copies).ids if copies else []

    def _write_by_orm(self, changes):
        # one set, so that they are read together
        for partner in self.partners.browse(changes):
            partner.write(dict(changes[partner.id]))
        return [*changes]
