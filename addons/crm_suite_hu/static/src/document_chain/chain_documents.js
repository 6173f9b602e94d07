import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { date, money } from "./chain_format";

const ICONS = {
    opportunity: "fa-star-o",
    offer: "fa-file-text-o",
    order: "fa-shopping-cart",
    delivery: "fa-truck",
    return: "fa-undo",
    transfer: "fa-exchange",
    down_payment: "fa-percent",
    invoice: "fa-file-text",
    credit_note: "fa-reply",
    payment: "fa-money",
};

const BADGES = {
    accepted: "success",
    assigned: "info",
    cancel: "secondary",
    canceled: "secondary",
    confirmed: "warning",
    done: "success",
    draft: "secondary",
    in_process: "info",
    lost: "secondary",
    paid: "success",
    pending: "info",
    posted: "info",
    rejected: "danger",
    sale: "success",
    sent: "info",
    waiting: "warning",
    won: "success",
};

const PAYMENT_BADGES = {
    in_payment: "success",
    paid: "success",
    partial: "warning",
    reversed: "secondary",
};

/** The documents of one chain as a row of small cards, in the order of the business. */
export class ChainDocuments extends Component {
    static template = "crm_suite_hu.ChainDocuments";
    static props = {
        documents: Array,
        current: Object,
        open: Function,
    };

    icon(document) {
        return ICONS[document.kind] || "fa-file-o";
    }

    badge(document) {
        const paid = document.state === "posted" && PAYMENT_BADGES[document.payment_state];
        return paid || BADGES[document.state] || "secondary";
    }

    isCurrent(document) {
        const { model, id } = this.props.current;
        return document.model === model && document.res_id === id;
    }

    isLink(document) {
        return document.can_open && !this.isCurrent(document);
    }

    hint(document) {
        if (this.isCurrent(document)) {
            return _t("You are here");
        }
        if (!document.can_open) {
            return _t("You have no right to open this document");
        }
        if (["delivery", "return"].includes(document.kind)) {
            return _t("Open; the amount is the value of the goods at the prices of the order");
        }
        return _t("Open");
    }

    date(document) {
        return date(document.date);
    }

    amount(document) {
        return money(document.amount, document.currency_id);
    }

    /** What the document charges for this order, where that is not all of it. */
    share(document) {
        return document.order_amount === document.amount
            ? ""
            : _t("this order: %(amount)s", {
                  amount: money(document.order_amount, document.currency_id),
              });
    }

    onClick(document) {
        this.props.open(document.model, [document.res_id], document.number);
    }
}
