"""Small databases as earlier versions made them, and what they must still say after an update.

`NAME-VERSION.sql.xz` is a dump, `NAME-VERSION.json` what its script printed. A dump is made once,
when an addon first lands or changes what it stores, and never made again:

    python -m tests.upgrade.make crm_suite_hu
"""

import json
import lzma
import subprocess
from pathlib import Path

from devtools import database, postgres, sql

FOLDER = Path(__file__).parent
# What users entered, and what the addons say of it: must be the same after an update.
FACTS = {
    "crm_suite_hu": "env['sale.order'].search([], order='id').document_chain()",
    "crm_complaints": (
        "[(t.name, t.kind, t.legal_regime, str(t.deadline), t.cost_total, t.escalation_level,"
        " [(l.quantity, l.settled_quantity, l.returned_quantity) for l in t.complaint_line_ids],"
        " t.escalation_event_ids.mapped('reason'), t.record_ids.mapped('state'))"
        " for t in env['helpdesk.ticket'].search([], order='id')]"
    ),
    "crm_masterdata_import": (
        "[(c.source_id.code, c.code, c.partner_id.name, c.partner_id.vat, c.partner_id.phone,"
        " c.partner_id.tax_number_key, c.partner_id.unique_tax_number_key)"
        " for c in env['crm.import.code'].search([], order='source_id, code')]"
    ),
    "crm_messaging": (
        "[(l.partner_id.name, l.channel, l.direction, l.purpose, l.state, l.reason, l.subject,"
        " l.text, l.address, l.idempotency_key)"
        " for l in env['crm.contact.log'].search([], order='id')]"
        " + [(p.partner_id.name, p.channel, p.state, p.is_current, p.source)"
        " for p in env['crm.contact.permission'].search([], order='id')]"
    ),
    "crm_discount_rules": (
        "[(o.amount_untaxed, o.order_line.mapped('discount'),"
        " o.order_line.mapped('price_subtotal'),"
        " [(t.code, t.name, t.amount) for t in o.order_line.discount_trace_ids])"
        " for o in env['sale.order'].search([], order='id')]"
        " + [(r.code, r.tiers_text, r.group_id.code) for r in"
        " env['crm.discount.rule'].search([], order='code')]"
    ),
    "crm_discount_rules_loyalty": (
        "[(o.amount_untaxed, o.order_line.mapped('price_subtotal'))"
        " for o in env['sale.order'].search([], order='id')]"
    ),
    "crm_discount_rules_website": (
        "[(o.amount_untaxed, bool(o.website_id), o.order_line.mapped('price_subtotal'))"
        " for o in env['sale.order'].search([], order='id')]"
    ),
    "crm_campaign_hu": (
        "[(a.name, a.member_count, a.member_ids.partner_id.mapped('name'), a.sentence)"
        " for a in env['crm.audience'].search([], order='id')]"
        " + [(t.partner_id.name, t.state, t.response_id.code, t.comment, t.lead_id.name)"
        " for t in env['crm.campaign.target'].search([], order='id')]"
        " + [(c.title, c.cost_planned, c.campaign_result()['responded'])"
        " for c in env['crm.campaign.step'].search([]).campaign_id]"
        " + [(s.partner_id.name, s.frequency, s.monetary, s.score)"
        " for s in env['crm.rfm.score'].search([], order='id')]"
    ),
    "crm_campaign_hu_complaints": (
        "[(a.name, a.member_ids.partner_id.mapped('name'))"
        " for a in env['crm.audience'].search([], order='id')]"
    ),
    "crm_customer_card": "env['crm.customer.card.layout'].search([]).mapped('blocks')",
    "crm_messaging_smpp": (
        "[(p.name, p.kind, p.smpp_host, p.smpp_system_id)"
        " for p in env['crm.sms.provider'].search([('kind', '=', 'smpp')])]"
        " + env['crm.contact.log'].search([]).mapped('state')"
    ),
    "crm_masterdata_import_sale": (
        "[(o.partner_id.name, bool(o.partner_check_warning))"
        " for o in env['sale.order'].search([], order='id')]"
    ),
}
TELL = """
import json
xml_ids = env["ir.model.data"].search([("module", "=", "{addon}"), ("noupdate", "=", False)])
print("TOLD " + json.dumps({{
    "facts": {facts},
    "xml_ids": sorted(name for name in xml_ids.mapped("name") if not name.startswith("field_")),
}}))
"""


def _program(env, name: str) -> str:
    return str(postgres.Cluster.of(env.ws).programs / name) if env.connection.embedded else name


def tell(env, name: str, addon: str) -> dict:
    """What the database says, as the JSON beside its dump keeps it."""
    output = database.run_script(
        env, name, TELL.format(addon=addon, facts=FACTS[addon]), f"asking {name}"
    )
    line = next(line for line in output.splitlines() if "TOLD {" in line)
    return json.loads(line.split("TOLD ", 1)[1])


def dump(env, name: str, target: Path) -> None:
    """Write a database as compressed SQL."""
    sql.query(env, "DELETE FROM ir_attachment WHERE url LIKE '/web/assets/%'", name)
    words = [_program(env, "pg_dump"), "--no-owner", "--no-acl", "-d", name]
    result = subprocess.run(
        words, env=env.variables() | env.connection.environment(), capture_output=True, check=True
    )
    target.write_bytes(lzma.compress(result.stdout, preset=9 | lzma.PRESET_EXTREME))


def restore(env, source: Path, name: str) -> None:
    """Make the database `name` from a dump, in place of one of that name."""
    database.remove(env, name)
    sql.query(env, 'CREATE DATABASE :"name" TEMPLATE template0', name=name)
    statements = lzma.decompress(source.read_bytes())
    subprocess.run(
        [_program(env, "psql"), "-Xq", "-v", "ON_ERROR_STOP=1", "-d", name, "-o", "/dev/null"],
        env=env.variables() | env.connection.environment(),
        input=statements,
        check=True,
    )
