from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

from ..adapters import lowest_price, priced_rate

MANAGER = "crm_discount_rules.group_discount_manager"


class SaleOrder(models.Model):
    """Prices typed under the company's limits need a manager's approval before they count."""

    _inherit = "sale.order"

    discount_under_limits = fields.Boolean(
        string="Under the Limits",
        compute="_compute_discount_under_limits",
        groups="base.group_user",
    )
    discount_approval_reason = fields.Text(
        string="Reason for the Low Price",
        copy=False,
        readonly=True,
        tracking=True,
        groups="base.group_user",
    )
    discount_approval_asked = fields.Boolean(copy=False, readonly=True, groups="base.group_user")
    discount_approved_by = fields.Many2one(
        "res.users", copy=False, readonly=True, tracking=True, groups="base.group_user"
    )
    discount_approved_on = fields.Datetime(copy=False, readonly=True, groups="base.group_user")

    @api.depends(
        "order_line.price_unit",
        "order_line.discount",
        "order_line.product_id",
        "order_line.product_uom_qty",
        "state",
    )
    def _compute_discount_under_limits(self):
        for order in self:
            is_open = order.state in ("draft", "sent")
            order.discount_under_limits = is_open and bool(order._lines_under_limits())

    def _lines_under_limits(self):
        """The lines whose typed price is lower than the limits and than what was approved."""
        self.ensure_one()
        company = self.company_id or self.env.company
        if not company.discount_max_percent and not company.discount_use_margin_floor:
            return self.order_line.browse()
        customer = self._discount_customer()
        rate = priced_rate(customer, self._discount_book())
        return self.order_line.filtered(
            lambda line: (
                line._takes_rules()
                and line._is_typed()
                and not line._is_approved()
                and lowest_price(line._discount_goods(), company, rate) > line._exact_net_price()
            )
        )

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._under_limits_message()

    def _under_limits_message(self):
        lines = self._lines_under_limits() if self.state in ("draft", "sent") else ()
        if not lines:
            return False
        return self.env._(
            "The price of these products is under the company's limits and needs a manager's "
            "approval: %s. Ask for it with a reason.",
            ", ".join(lines.mapped("product_id.display_name")),
        )

    def action_quotation_send(self):
        for order in self:
            message = order._under_limits_message()
            if message:
                raise UserError(message)
        return super().action_quotation_send()

    def action_ask_discount_approval(self):
        """Open the dialog that asks for a reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for Approval"),
            "res_model": "crm.discount.approval",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_approve_discount(self):
        """Let these prices pass; going lower needs another approval."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a discount manager approves prices."))
        for order in self:
            lines = order._lines_under_limits()
            for line in lines:
                line.write(
                    {"discount_approved": True, "discount_approved_price": line._net_per_unit()}
                )
            order.write(
                {
                    "discount_approved_by": self.env.user.id,
                    "discount_approved_on": fields.Datetime.now(),
                    "discount_approval_asked": False,
                }
            )
            order.activity_feedback(["mail.mail_activity_data_todo"], user_id=self.env.user.id)
            order.message_post(body=order._approval_text(lines))
        return True

    def _approval_text(self, lines):
        title = self.env._("Prices under the limits approved:")
        rows = (
            f"{line.product_id.display_name}: {line._money(line._net_per_unit())}" for line in lines
        )
        return plaintext2html("\n".join((title, *rows)))

    def _ask_discount_approval(self, reason):
        """Keep the reason and give the managers of the company a task."""
        self.ensure_one()
        self.write({"discount_approval_reason": reason, "discount_approval_asked": True})
        # who may approve is no secret, though salespeople do not read all users
        managers = (
            self.env.ref(MANAGER)
            .sudo()
            .all_user_ids.filtered(
                lambda user: not user.share and self.company_id in user.company_ids and user.id > 1
            )
        )
        for manager in managers:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=manager.id,
                summary=self.env._("Approve a price under the limits"),
                note=plaintext2html(reason),
            )


class SaleOrderLine(models.Model):
    """A line knows down to which price a manager let it go."""

    _inherit = "sale.order.line"

    discount_approved = fields.Boolean(copy=False, readonly=True, groups=MANAGER)
    discount_approved_price = fields.Float(
        string="Approved Net Price", digits=(16, 10), copy=False, readonly=True, groups=MANAGER
    )

    def _is_approved(self):
        # only managers write approvals, everybody's confirmation follows them
        line = self.sudo()
        return (
            line.discount_approved and line._net_per_unit() >= line.discount_approved_price - 1e-6
        )

    def _net_per_unit(self):
        return float(self._exact_net_price())
