"""Every model has access rows; every model with a company has a rule that keeps companies apart."""

import csv
import re
import xml.etree.ElementTree as ET

from .tree import make

COMPANY = re.compile(r"""['"]company_id['"]""")


def violations(tree):
    for addon in tree.addons:
        allowed = _models_with_access(addon)
        ruled = _models_with_company_rule(addon)
        for model in tree.models(addon):
            name = model.creates
            if not name or model.kind == "AbstractModel":
                continue
            reference = f"model_{name.replace('.', '_')}"
            if reference not in allowed:
                yield f"{tree.place(model.path)}: {name} has no row in ir.model.access.csv"
            lasting = model.kind == "Model"
            if lasting and "company_id" in model.fields and reference not in ruled:
                yield f"{tree.place(model.path)}: {name} has a company and no company rule"


def _models_with_access(addon):
    path = addon / "security" / "ir.model.access.csv"
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["model_id:id"].split(".")[-1] for row in csv.DictReader(handle)}


def _models_with_company_rule(addon):
    found = set()
    for path in addon.glob("security/*.xml"):
        for record in ET.parse(path).iter("record"):
            fields = {field.get("name"): field for field in record.iter("field")}
            domain = getattr(fields.get("domain_force"), "text", "")
            if record.get("model") == "ir.rule" and COMPANY.search(domain):
                found.add(fields["model_id"].get("ref", "").split(".")[-1])
    return found


def test_models_are_protected(tree):
    assert list(violations(tree)) == []


MODEL = """\
from odoo import fields, models

class Sample(models.Model):
    _name = "crm.sample"
    company_id = fields.Many2one("res.company")

class Extended(models.Model):
    _inherit = "res.partner"
    company_id = fields.Many2one("res.company")

class Same(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "mail.thread"]

class Mixin(models.AbstractModel):
    _name = "crm.mixin"

class Wizard(models.TransientModel):
    _name = "crm.wizard"
    company_id = fields.Many2one("res.company")
"""
ACCESS = "id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink\n"
RULE = """\
<odoo><record id="rule" model="ir.rule">
<field name="model_id" ref="model_crm_sample"/>
<field name="domain_force">[('{field}', 'in', company_ids)]</field>
</record></odoo>"""


def _tree(tmp_path, rows, rule):
    return make(
        tmp_path,
        {
            "addons/a/__manifest__.py": "{}",
            "addons/a/models/sample.py": MODEL,
            "addons/a/security/ir.model.access.csv": ACCESS + rows,
            "addons/a/security/rules.xml": rule,
        },
    )


def test_unprotected_models_are_found(tmp_path):
    assert list(violations(_tree(tmp_path, "", "<odoo/>"))) == [
        "addons/a/models/sample.py: crm.sample has no row in ir.model.access.csv",
        "addons/a/models/sample.py: crm.sample has a company and no company rule",
        "addons/a/models/sample.py: crm.wizard has no row in ir.model.access.csv",
    ]


def test_a_rule_about_something_else_is_no_company_rule(tmp_path):
    rows = "a,a,model_crm_sample,,1,0,0,0\nb,b,a.model_crm_wizard,,1,1,1,1\n"
    (text,) = violations(_tree(tmp_path, rows, RULE.format(field="user_id")))
    assert text.endswith("crm.sample has a company and no company rule")


def test_protected_models_are_welcome(tmp_path):
    rows = "a,a,model_crm_sample,,1,0,0,0\nb,b,a.model_crm_wizard,,1,1,1,1\n"
    good = _tree(tmp_path, rows, RULE.format(field="company_id"))
    assert list(violations(good)) == []
