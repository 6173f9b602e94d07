import logging
from collections import Counter

from odoo import api, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)

OWNER_PARAMETER = "crm_suite_hu.demo_company_id"
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
    "no_reset_password": True,
}


class CrmSuiteDemo(models.AbstractModel):
    """The demo firm: a building-materials wholesaler with half a year behind it.

    Extension: inherit this model, write a method that creates what is missing and returns
    ``{model name: number of records created}``, and put its name where it belongs in
    :meth:`_steps`. A step runs again on every :meth:`load`; master data is therefore created with
    :meth:`_create_missing`, which knows by external id what is there, and what cannot be told
    apart that way is guarded by :meth:`_once`.
    """

    _name = "crm.suite.demo"
    _description = "Demo firm"

    @api.model
    def load(self):
        """Create whatever of the demo firm is missing in the main company.

        Runs in the caller's transaction: all of it is there or nothing. A second call creates
        nothing.

        :return: dict of model name → number of records that this call created
        :raise AccessError: the user is no administrator
        :raise UserError: the company has documents that the demo did not make, or is not set up
            for Hungary
        """
        if not self.env.is_admin():
            raise AccessError(self.env._("Only an administrator can load the demo firm."))
        company = self.env.ref("base.main_company")
        # sudo: the administrator of the database need not have the rights of each application
        demo = (
            self.sudo()
            .with_company(company)
            .with_context(**QUIET, allowed_company_ids=company.ids, lang="en_US")
        )
        demo._check_company(company)
        counts = Counter()
        for step in demo._steps():
            with self.env.cr.savepoint():
                created = getattr(demo, step)()
            _logger.info("Demo firm, %s: %s", step, created)
            counts.update(created)
        # the administrator of the database need not be one of the system
        self.env["ir.config_parameter"].sudo().set_param(OWNER_PARAMETER, company.id)
        return dict(counts)

    @api.model
    def _load_after_installation(self):
        """Load the demo firm once Odoo is complete, for installations with demo data.

        While an addon installs there is no chart of accounts yet.
        """
        self.env.registry._crm_suite_demo_pending = True

    def _register_hook(self):
        super()._register_hook()
        if not self.env.registry.__dict__.pop("_crm_suite_demo_pending", False):
            return
        try:
            self.env["crm.suite.setup"]._apply_to_fresh_companies()
            self.load()
        except UserError as error:
            _logger.warning("The demo firm was not loaded: %s", error)

    @api.model
    def _steps(self):
        """Return the names of the step methods, in the order in which they run."""
        return [
            "_load_company",
            "_load_people",
            "_load_rates",
            "_load_products",
            "_load_partners",
            "_load_vendor_prices",
            "_load_history",
            "_enable_pricelists",
            "_load_pipeline",
            "_load_tickets",
            "_load_marketing",
            "_load_agenda",
        ]

    @api.model
    def _load_people(self):
        """Create the demo users that are missing."""
        known = self._known("user")
        self._load_users()
        return {"res.users": len(self._known("user")) - len(known)}

    @api.model
    def _load_users(self):
        """Create the demo users; none here, the file with the roles' users brings them."""

    @api.model
    def _check_company(self, company):
        """Refuse to mix invented documents with real ones, and companies of other countries."""
        if company.chart_template != "hu":
            raise UserError(
                self.env._(
                    "The demo firm needs the Hungarian chart of accounts. "
                    "Run the Hungarian set-up of %(company)s first.",
                    company=company.name,
                )
            )
        owner = self.env["ir.config_parameter"].get_param(OWNER_PARAMETER)
        if owner == str(company.id):
            return
        for model in ("account.move", "sale.order", "purchase.order", "stock.picking"):
            if self.env[model].search_count([("company_id", "=", company.id)], limit=1):
                raise UserError(
                    self.env._(
                        "The demo firm cannot be loaded: %(company)s already has documents of "
                        "its own (%(document)s). Use a new database.",
                        company=company.name,
                        document=self.env["ir.model"]._get(model).name,
                    )
                )
