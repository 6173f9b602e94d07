import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { ChainDocuments } from "./chain_documents";
import { ChainTable } from "./chain_table";
import { money, quantity } from "./chain_format";

/**
 * Shows `document_chain()` of the record it stands on: for each order behind the record its
 * documents, and its lines with the quantities offered, ordered, delivered, invoiced, returned.
 * The record's model must have a method `document_chain`.
 */
export class DocumentChain extends Component {
    static template = "crm_suite_hu.DocumentChain";
    static components = { ChainDocuments, ChainTable };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ status: "loading", chains: [], error: "" });
        useRecordObserver((record) => {
            // `data` is replaced whenever the record is loaded or saved: read it to be told so.
            // The form does not wait for the chain, hence no promise is returned.
            void record.data;
            this.load(record);
        });
    }

    async load(record = this.props.record) {
        if (!record.resId) {
            Object.assign(this.state, { status: "ready", chains: [] });
            return;
        }
        if (this.state.status === "error") {
            this.state.status = "loading";
        }
        const request = this.orm.silent.call(record.resModel, "document_chain", [[record.resId]]);
        try {
            const chains = await this.keepLast.add(request);
            Object.assign(this.state, { status: "ready", chains });
        } catch (error) {
            const message = error.data?.message || error.message || "";
            Object.assign(this.state, { status: "error", chains: [], error: message });
        }
    }

    /** The record the user is on; its own card is marked instead of being a link. */
    get current() {
        return { model: this.props.record.resModel, id: this.props.record.resId };
    }

    get emptyText() {
        return this.props.record.resId
            ? _t("No sales order that you may see belongs to this document.")
            : _t("The document chain appears when the document is saved.");
    }

    deliveredText(chain) {
        return _t("Delivered: %(percent)s", {
            percent: `${quantity(chain.totals.delivered_percent)} %`,
        });
    }

    invoicedText(chain) {
        return _t("Invoiced: %(invoiced)s of %(total)s", {
            invoiced: money(chain.totals.invoiced, chain.currency.id),
            total: money(chain.totals.amount_total, chain.currency.id),
        });
    }

    open(model, ids, name) {
        const action = { type: "ir.actions.act_window", res_model: model, target: "current" };
        if (ids.length === 1) {
            return this.action.doAction({ ...action, res_id: ids[0], views: [[false, "form"]] });
        }
        return this.action.doAction({
            ...action,
            name,
            domain: [["id", "in", ids]],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }
}

export const documentChain = { component: DocumentChain };

registry.category("view_widgets").add("document_chain", documentChain);
