"""What must hold for all that our addons bring into a database; each check yields sentences."""

import re
from pathlib import Path

from lxml import etree

from odoo.modules import get_manifest
from odoo.modules.module import get_module_path

TEMPLATE_CALL = re.compile(r't-call="([\w.]+)"')


def our_addons(env):
    """Return the names of the installed addons that lie in the same folder as this one."""
    folder = Path(get_module_path("crm_suite_hu")).parent
    installed = env["ir.module.module"].search([("state", "=", "installed")]).mapped("name")
    return [name for name in installed if get_manifest(name) and (folder / name).is_dir()]


def ours(env, model):
    """Return the records of `model` that our addons' files made."""
    domain = [("module", "in", our_addons(env)), ("model", "=", model)]
    numbers = env["ir.model.data"].search(domain).mapped("res_id")
    return env[model].with_context(active_test=False).browse(numbers).exists()


def view_problems(views, users):
    """Views that a user with the right to read their model cannot open."""
    for view in views.filtered(lambda view: view.type != "qweb"):
        root = view
        while root.mode == "extension":
            root = root.inherit_id
        for user in users:
            model = view.env[root.model].with_user(user)
            if model.has_access("read"):
                try:
                    model.get_view(root.id, root.type)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
                    yield f"{view.key or view.name} for {user.login}: {error}"


def group_problems(views):
    """Names of groups in views that do not exist: Odoo would hide the part from everybody."""
    for view in views:
        for node in etree.fromstring(view.arch_db).xpath("//*[@groups]"):
            for name in node.get("groups").split(","):
                if not view.env.ref(name.strip().lstrip("!"), raise_if_not_found=False):
                    yield f"{view.key or view.name}: there is no group {name}"


def cron_problems(crons):
    """Scheduled actions that fail; to be called in the registry's test mode, since they commit."""
    crons.env.flush_all()
    for cron in crons:
        try:
            with crons.env.registry.cursor() as cr:
                cron.with_env(cron.env(cr=cr)).ir_actions_server_id.run()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            yield f"{cron.name}: {error}"


def our_reports(env):
    """Return the reports whose templates, or those that these call, are ours or changed by us.

    The page around (`web.external_layout` and what it calls) does not count: every report has it.
    """
    views = ours(env, "ir.ui.view").filtered(lambda view: view.type == "qweb")
    keys = {(view if view.mode == "primary" else view.inherit_id).key for view in views}
    reports = env["ir.actions.report"].search([("report_type", "=like", "qweb%")])
    return reports.filtered(lambda report: keys & _templates(env, report.report_name, set()))


def _templates(env, key, known):
    """The template's key and those of all templates that it calls by name, the page apart."""
    if key in known or key.startswith("web."):
        return known
    view = env["ir.ui.view"].search([("key", "=", key), ("mode", "=", "primary")], limit=1)
    if view:
        known.add(key)
        for called in TEMPLATE_CALL.findall(etree.tostring(view._get_combined_arch()).decode()):
            _templates(env, called, known)
    return known


def report_problems(reports, languages):
    """Reports that cannot be rendered for some record, or come out empty."""
    for report in reports:
        sample = report.env[report.model].search([], limit=1)
        if not sample:
            yield f"{report.report_name}: there is no record of {report.model} to try it on"
        for language in languages if sample else ():
            maker = report.with_context(lang=language)
            try:
                html, _kind = maker._render_qweb_html(report.report_name, sample.ids)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
                yield f"{report.report_name} in {language}: {error}"
            else:
                if not etree.HTML(html).xpath("string(//main)").strip():
                    yield f"{report.report_name} in {language} is empty"


def search_name_problems(models):
    """Names in `_rec_names_search` and `_rec_name` that lead to no field."""
    for model in models:
        for name in [*(model._rec_names_search or ()), model._rec_name]:
            target = model
            for part in name.split(".") if name else ():
                if part not in target._fields:
                    yield f"{model._name}: there is no field {name}"
                    break
                target = target[part]


def our_models(env):
    """Return an empty recordset of each model that our addons brought into being."""
    found = []
    for model in ours(env, "ir.model"):
        modules = model.modules.split(", ")
        if model.model in env and set(modules) <= set(our_addons(env)):
            found.append(env[model.model])
    return found
