import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { quantity } from "./chain_format";

const STATE_CLASSES = {
    open: "o_chain_open",
    partial: "o_chain_open",
    over: "o_chain_open",
    done: "o_chain_done",
};

/** The lines of one chain with their five quantities; each number opens its documents. */
export class ChainTable extends Component {
    static template = "crm_suite_hu.ChainTable";
    static props = {
        lines: Array,
        current: Object,
        open: Function,
    };

    setup() {
        this.columns = [
            { name: "offered", label: _t("Offered") },
            { name: "ordered", label: _t("Ordered") },
            { name: "delivered", label: _t("Delivered") },
            { name: "invoiced", label: _t("Invoiced") },
            { name: "returned", label: _t("Returned") },
        ];
        this.hints = {
            delivered: {
                open: _t("Nothing shipped yet"),
                partial: _t("Less shipped than ordered"),
                over: _t("More shipped than ordered"),
                done: _t("All shipped"),
            },
            invoiced: {
                open: _t("To be invoiced"),
                partial: _t("Not all invoiced yet"),
                over: _t("More invoiced than due: a credit note is missing"),
                done: _t("All invoiced"),
            },
        };
    }

    text(line, column) {
        return quantity(line[column.name]);
    }

    state(line, column) {
        return { delivered: line.delivery_state, invoiced: line.invoice_state }[column.name];
    }

    cellClass(line, column) {
        if (column.name === "returned") {
            return line.returned ? "o_chain_returned" : "";
        }
        if (column.name === "ordered") {
            return line.changed ? "o_chain_changed" : "";
        }
        return STATE_CLASSES[this.state(line, column)] || "";
    }

    hint(line, column) {
        if (column.name === "ordered" && line.changed) {
            return _t("Differs from the offer");
        }
        if (column.name === "returned" && line.returned) {
            return _t("Came back from the customer");
        }
        return this.hints[column.name]?.[this.state(line, column)] || "";
    }

    isLink(line, column) {
        const { model, ids, can_open } = line.documents[column.name];
        const here = this.props.current;
        const isHere = model === here.model && ids.length === 1 && ids[0] === here.id;
        return can_open && !isHere && line[column.name] !== false;
    }

    ariaLabel(line, column) {
        return [column.label, this.text(line, column), line.uom, this.hint(line, column)].join(" ");
    }

    onClick(line, column) {
        const { model, ids } = line.documents[column.name];
        this.props.open(model, ids, `${column.label}: ${line.name}`);
    }
}
