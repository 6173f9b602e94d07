import { Component, onWillStart, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { DoubleTable } from "./double_table";

const MODEL = "crm.partner.double";

/** Two customers that may be one, side by side: merge them, or say that they are two. */
export class DoubleReview extends Component {
    static template = "crm_masterdata_import.DoubleReview";
    static components = { DoubleTable };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ pair: null, survivorId: false, others: {}, all: false, busy: true });
        useHotkey("m", () => this.merge());
        useHotkey("d", () => this.different());
        useHotkey("n", () => this.next());
        useHotkey("1", () => this.survive(0));
        useHotkey("2", () => this.survive(1));
        onWillStart(() => this.start());
    }

    async start() {
        const asked = this.props.action.params?.pair_id;
        await this.show(asked || (await this.orm.call(MODEL, "get_next", [])));
    }

    async show(pairId) {
        const pair = pairId ? await this.orm.call(MODEL, "get_comparison", [[pairId]]) : null;
        const survivorId = pair ? pair.survivor_id : false;
        Object.assign(this.state, { pair, survivorId, others: {}, busy: false });
    }

    get isOpen() {
        return this.state.pair?.state === "open" && !this.state.busy;
    }

    get survivor() {
        return this.state.pair.partners.find((partner) => partner.id === this.state.survivorId);
    }

    get gone() {
        return this.state.pair.partners.find((partner) => partner.id !== this.state.survivorId);
    }

    get canMerge() {
        return this.isOpen && !this.survivor.obstacles.length;
    }

    get openText() {
        return _t("%s open pairs", this.state.pair.open);
    }

    created(partner) {
        return _t("since %s", formatDate(deserializeDate(partner.created)));
    }

    /** The first or second of the two stays. */
    survive(position) {
        if (this.isOpen) {
            this.state.survivorId = this.state.pair.partners[position].id;
            this.state.others = {};
        }
    }

    /** Whose value of each field is kept: its name → position 0 or 1. */
    get kept() {
        const survivor = this.state.pair.partners.indexOf(this.survivor);
        const keeps = (field) => field.values[survivor] && !this.state.others[field.name];
        return Object.fromEntries(
            this.state.pair.fields.map((field) => [field.name, keeps(field) ? survivor : 1 - survivor])
        );
    }

    choose(field, position) {
        if (this.isOpen && field.differs && field.values[position]) {
            const survivor = this.state.pair.partners.indexOf(this.survivor);
            this.state.others[field.name] = position !== survivor;
        }
    }

    toggleAll() {
        this.state.all = !this.state.all;
    }

    openPartner(partner) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: partner.id,
            views: [[false, "form"]],
            target: "current",
        });
    }

    async next() {
        if (this.state.pair) {
            await this.show(await this.orm.call(MODEL, "get_next", [this.state.pair.id]));
        }
    }

    async different() {
        if (this.isOpen) {
            await this.judge(async () => {
                await this.orm.call(MODEL, "action_different", [[this.state.pair.id]]);
                return this.orm.call(MODEL, "get_next", [this.state.pair.id]);
            });
        }
    }

    merge() {
        if (this.canMerge) {
            this.dialog.add(ConfirmationDialog, {
                title: _t("Make one customer of the two?"),
                body: _t(
                    "%(gone)s goes into %(survivor)s with all that hangs on it. This cannot be undone.",
                    { gone: this.gone.name, survivor: this.survivor.name }
                ),
                confirmLabel: _t("Merge"),
                confirm: () => this.judge(() => this.mergeNow()),
                cancel: () => {},
            });
        }
    }

    async mergeNow() {
        const names = Object.keys(this.state.others).filter((name) => this.state.others[name]);
        const args = [[this.state.pair.id], this.state.survivorId, names];
        const name = this.survivor.name;
        const { next_id: nextId } = await this.orm.call(MODEL, "merge_into", args);
        this.notification.add(_t("Merged: %s", name), { type: "success" });
        return nextId;
    }

    /** Judge the pair, and show the one that `judge` resolves to. */
    async judge(judge) {
        this.state.busy = true;
        try {
            await this.show(await judge());
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("actions").add("crm_masterdata_import.double_review", DoubleReview);
