"""Users with a role see the menus of their job, not the menus of every installed app."""

from odoo import api, models, tools

JOB_MENUS = "crm_suite_hu.group_job_menus"
ALL_APPS = "crm_suite_hu.group_all_apps"


class IrUiMenu(models.Model):
    """Narrows what a user sees in the menu; rights stay as they are.

    Nothing is hidden from users without a role, nor from those who have "Odoo's own apps: Shown".
    """

    _inherit = "ir.ui.menu"

    @api.model
    @tools.ormcache("frozenset(self.env.user._get_group_ids())", "debug")
    def _visible_menu_ids(self, debug=False):
        visible_ids = super()._visible_menu_ids(debug)
        user = self.env.user
        if not user.has_group(JOB_MENUS) or user.has_group(ALL_APPS):
            return visible_ids
        root_ids = self._get_job_root_ids()
        # Which menus are visible is settled above: the user needs no right to read them again.
        menus = self.sudo().browse(visible_ids)
        return frozenset(
            menu.id for menu in menus if int(menu.parent_path.split("/", 1)[0]) in root_ids
        )

    @api.model
    def _get_job_root_ids(self):
        """Return the ids of the top menus that users with a role keep.

        These are the menus that carry one of the user's roles as a group (an administrator may add
        a role to the groups of any app's menu) and those named by `_get_common_root_xmlids`.

        :rtype: set[int]
        """
        role_ids = self._get_role_group_ids() & set(self.env.user._get_group_ids())
        get_id = self.env["ir.model.data"]._xmlid_to_res_id
        common_ids = {
            get_id(xmlid, raise_if_not_found=False) for xmlid in self._get_common_root_xmlids()
        }
        # Same for every user of these groups (the result is cached by groups), hence sudo.
        roots = self.sudo().search_fetch([("parent_id", "=", False)], ["group_ids"])
        return {
            root.id for root in roots if root.id in common_ids or role_ids & set(root.group_ids.ids)
        }

    @api.model
    def _get_role_group_ids(self):
        """Return the ids of the groups that are roles: those that imply `group_job_menus`."""
        job_menus_id = self.env["ir.model.data"]._xmlid_to_res_id(JOB_MENUS)
        definitions = self.env["res.groups"]._get_group_definitions()
        return set(definitions.get_subset_ids([job_menus_id]))

    @api.model
    def _get_common_root_xmlids(self):
        """Return the external ids of the top menus that serve every job, installed or not."""
        return [
            "calendar.mail_menu_calendar",
            "mail.menu_root_discuss",
            "project_todo.menu_todo_todos",
        ]
