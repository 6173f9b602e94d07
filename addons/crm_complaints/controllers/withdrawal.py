from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Command
from odoo.http import request
from odoo.tools import float_compare

from odoo.addons.portal.controllers.portal import CustomerPortal

from . import forms

FORM = "withdrawal"
FIELDS = ("name", "reference", "email")
PAGE = "/elallas"


class WithdrawalController(CustomerPortal):
    """Withdrawal from a contract in two steps, without login, with the words of the law.

    Three data and no more. Lines are offered only to whoever knows the number and the e-mail
    address of the order, or opened it in the portal; everybody else gets the same page without
    them, whether there is such an order or not, and the statement is taken all the same.
    """

    @http.route(PAGE, type="http", auth="public", website=True)
    def withdrawal(self, **typed):
        """Show and take the statement."""
        return self._two_steps(typed, PAGE)

    @http.route(f"{PAGE}/<token>", type="http", auth="public", website=True, methods=["GET"])
    def withdrawal_received(self, token, **_typed):
        """Show what was received, and when."""
        ticket = forms.result(FORM, token)
        if not ticket:
            return request.redirect(PAGE)
        return request.render("crm_complaints.withdrawal_received", {"ticket": ticket})

    @http.route("/my/orders/<int:order_id>/elallas", type="http", auth="public", website=True)
    def withdrawal_of_order(self, order_id, access_token=None, **typed):
        """Show and take the statement about an order that the visitor may see in the portal."""
        try:
            order = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if order.state != "sale":
            return request.redirect(order.get_portal_url())
        action = f"/my/orders/{order.id}/elallas"
        if access_token:
            action += f"?access_token={access_token}"
        return self._two_steps(typed, action, order)

    def _two_steps(self, typed, action, order=None):
        values = forms.read(typed, FIELDS)
        token = forms.kept_token(FORM, typed.get("token"))
        page = {"typed": values, "action": action, "errors": {}, "own_order": order, "token": token}
        if order:
            values["reference"] = order.name
        if request.httprequest.method != "POST":
            return self._first_step(page | {"typed": values | self._prefilled(order)})
        if typed.get("step") == "back":
            return self._first_step(page)
        refused, status = forms.refusal(FORM, typed) or (None, 400)
        errors = {"form": refused} if refused else forms.faults(values, FIELDS)
        if errors:
            return self._first_step(page | {"errors": errors}, status)
        order = order or request.env["helpdesk.ticket"]._order_known_to(
            values["reference"], values["email"]
        )
        return self._second_step(page, typed, order)

    def _prefilled(self, order):
        user = request.env.user
        if user._is_public():
            return {}
        return {"name": user.name, "email": user.email or ""} if order else {}

    def _first_step(self, page, status=200):
        return request.render("crm_complaints.withdrawal_first", page, status=status)

    def _second_step(self, page, typed, order):
        rows, fault = self._rows(typed, order)
        statement = self._statement(page["typed"], rows)
        if typed.get("step") == "confirm" and not fault:
            key = forms.key_of(FORM, typed.get("token"), [page["typed"], statement])
            if key:
                return self._confirm(page["typed"], order, rows, statement, key)
            fault = forms.outdated()
        sentence = self._sentence(page["typed"], whole=True)
        page |= {"rows": rows, "sentence": sentence, "errors": {"form": fault} if fault else {}}
        status = 400 if fault else 200
        return request.render("crm_complaints.withdrawal_second", page, status=status)

    def _rows(self, typed, order):
        """Return the order's lines with the quantities wanted, and what is wrong with them."""
        env, fault = request.env, None
        rows = []
        for line in order._withdrawable_lines():
            ordered = _text(line.product_uom_qty)
            text = str(typed.get(f"quantity_{line.id}", ordered))[:20]
            wanted = _number(text)
            if wanted is None or not 0 <= wanted <= line.product_uom_qty:
                fault = env._(
                    "%(product)s: “%(text)s” cannot be. You ordered %(ordered)s; write a number "
                    "from 0 to this.",
                    product=line.product_id.display_name,
                    text=text,
                    ordered=ordered,
                )
            rows.append({"line": line, "wanted": wanted or 0.0, "text": text})
        if rows and not fault and not any(row["wanted"] for row in rows):
            fault = env._("Leave a quantity greater than zero on at least one line.")
        return rows, fault

    def _statement(self, values, rows):
        whole = all(row["wanted"] == row["line"].product_uom_qty for row in rows)
        chosen = [row | {"text": _text(row["wanted"])} for row in rows if row["wanted"]]
        return request.env["ir.qweb"]._render(
            "crm_complaints.withdrawal_statement",
            {"sentence": self._sentence(values, whole), "rows": [] if whole else chosen},
        )

    def _sentence(self, values, whole):
        env = request.env
        parts = {"name": values["name"], "number": values["reference"]}
        if whole:
            return env._(
                "I, %(name)s, declare that I withdraw from my contract number %(number)s.", **parts
            )
        return env._(
            "I, %(name)s, declare that I withdraw from my contract number %(number)s for these "
            "goods or services:",
            **parts,
        )

    def _confirm(self, values, order, rows, statement, key):
        vals = {
            "kind": "return",
            "claim": "withdrawal",
            "is_consumer": True,
            "name": request.env._("Withdrawal: %s", values["reference"]),
            "description": statement,
            "partner_name": values["name"],
            "partner_email": values["email"],
            "web_reference": values["reference"],
            "web_key": key,
            "complaint_line_ids": [Command.create(line) for line in self._goods(rows)],
        }
        ticket = request.env["helpdesk.ticket"]._receive(
            vals, order, "crm_complaints.mail_withdrawal_received"
        )
        return request.redirect(f"{PAGE}/{forms.result_token(FORM, ticket)}")

    def _goods(self, rows):
        """Return what of it was delivered and is not claimed yet; the statement has all of it."""
        for row in rows:
            line = row["line"]
            left = min(row["wanted"], line.qty_delivered - line.claimed_quantity)
            if float_compare(left, 0, precision_rounding=line.product_uom_id.rounding) > 0:
                yield {
                    "sale_line_id": line.id,
                    "product_id": line.product_id.id,
                    "quantity": left,
                }


def _text(number):
    """Write a quantity as the visitor would: without zeros at the end, with his decimal sign."""
    language = request.env["res.lang"]._get_data(code=request.env.lang)
    plain = f"{number:.6f}".rstrip("0").rstrip(".")
    return plain.replace(".", language.decimal_point or ".")


def _number(text):
    try:
        number = float(str(text).strip().replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return number if number == number else None  # not "nan"
