import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { formatInteger } from "@web/views/fields/formatters";

const MODEL = "crm.discount.bench";

/** Asks the server to price part after part of the orders, and shows how far it is. */
export class BenchRun extends Component {
    static template = "crm_discount_rules.BenchRun";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ done: 0, total: 0 });
        this.isWanted = true;
        useAutofocus({ refName: "cancel" });
        onMounted(() => this.run());
        onWillUnmount(() => {
            this.isWanted = false;
        });
    }

    get benchId() {
        return this.props.action.params.bench_id;
    }

    get percent() {
        return this.state.total ? Math.round((100 * this.state.done) / this.state.total) : 0;
    }

    get text() {
        return _t("%(done)s of %(total)s orders", {
            done: formatInteger(this.state.done),
            total: formatInteger(this.state.total),
        });
    }

    async run() {
        do {
            Object.assign(this.state, await this.orm.call(MODEL, "run_part", [[this.benchId]]));
        } while (this.isWanted && this.state.done < this.state.total);
        if (this.isWanted) {
            await this.show();
        }
    }

    async show() {
        const result = await this.orm.call(MODEL, "action_result", [[this.benchId]]);
        this.isWanted = false;
        await this.action.doAction({ type: "ir.actions.act_window_close" });
        await this.action.doAction(result, { stackPosition: "replaceCurrentAction" });
    }

    onCancel() {
        this.isWanted = false;
        this.action.doAction({ type: "ir.actions.act_window_close" });
    }
}

registry.category("actions").add("crm_discount_bench_run", BenchRun);
