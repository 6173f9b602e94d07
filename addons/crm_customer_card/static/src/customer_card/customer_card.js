import { Component, onWillStart, useState } from "@odoo/owl";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { CardBlock } from "./card_block";
import { CardChoice } from "./card_choice";

/** Shows `customer_card_page()` of the partner that the action was opened on. */
export class CustomerCard extends Component {
    static template = "crm_customer_card.CustomerCard";
    static components = { CardBlock, CardChoice };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null, choosing: false, error: "" });
        for (const key of ["n", "c", "t", "o", "k"]) {
            useHotkey(key, () => this.press(key));
        }
        useHotkey("p", () => this.print());
        onWillStart(() => this.load());
    }

    get partnerId() {
        const { params, context } = this.props.action;
        return params?.partner_id || context?.active_id;
    }

    async load() {
        if (!this.partnerId) {
            this.state.error = _t("Open the card from a customer.");
            return;
        }
        const page = await this.orm.call("res.partner", "customer_card_page", [[this.partnerId]]);
        this.state.page = page;
        this.env.config.setDisplayName(page.partner.name);
    }

    open(actions) {
        const [action] = actions;
        return action && this.action.doAction(action);
    }

    /** Start what a button says, and show what came of it. */
    press(key) {
        const button = this.state.page?.buttons.find((each) => each.key === key);
        return (
            button && this.action.doAction(button.action, { onClose: () => this.load() })
        );
    }

    openPartner() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: this.state.page.partner.id,
            views: [[false, "form"]],
        });
    }

    print() {
        return this.action.doAction("crm_customer_card.action_report_customer_card", {
            additionalContext: {
                active_id: this.state.page.partner.id,
                active_ids: [this.state.page.partner.id],
            },
        });
    }

    toggleChoice() {
        this.state.choosing = !this.state.choosing;
    }

    async choose(names) {
        await this.orm.call("crm.customer.card.layout", "save_blocks", [names]);
        await this.load();
    }
}

registry.category("actions").add("crm_customer_card", CustomerCard);
