import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { CriterionRow } from "./criterion_row";

const AUDIENCE = "crm.audience";
const CRITERION = "crm.audience.criterion";

/** Criteria as rows of choices, with how many customers remain after each. */
export class AudienceBuilder extends Component {
    static template = "crm_campaign_hu.AudienceBuilder";
    static components = { CriterionRow };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            criteria: [],
            metrics: [],
            joins: [],
            readonly: true,
            funnel: [],
            error: "",
            busy: false,
        });
        this.shown = "";
        useRecordObserver((record) => {
            const { sentence, refreshed_at: refreshedAt } = record.data;
            const seen = `${record.resId} ${sentence} ${refreshedAt}`;
            if (!record.dirty && seen !== this.shown) {
                this.shown = seen;
                return this.load(record.resId);
            }
        });
    }

    get record() {
        return this.props.record;
    }

    get readonly() {
        return this.props.readonly || this.state.readonly;
    }

    get tops() {
        return this.childrenOf(false);
    }

    childrenOf(parentId) {
        return this.state.criteria.filter((row) => row.parent_id === parentId);
    }

    metric(name) {
        return this.state.metrics.find((metric) => metric.name === name);
    }

    remaining(row) {
        return this.state.funnel.find((step) => step.criterion_id === row.id)?.remaining;
    }

    /** Part of the customers of the domain, in per cent, for a bar. */
    share(count) {
        const [first] = this.state.funnel;
        return first?.remaining ? Math.round((100 * (count || 0)) / first.remaining) : 0;
    }

    get lastSteps() {
        return this.state.funnel.slice(1).filter((step) => !step.criterion_id);
    }

    async load(resId) {
        if (!resId) {
            Object.assign(this.state, { criteria: [], funnel: [], error: "", readonly: false });
            return;
        }
        Object.assign(this.state, await this.orm.call(AUDIENCE, "builder", [[resId]]));
        await this.count(resId);
    }

    async count(resId) {
        this.state.busy = true;
        try {
            const funnel = await this.orm.silent.call(AUDIENCE, "funnel", [[resId]]);
            Object.assign(this.state, { funnel, error: "" });
        } catch (error) {
            // what the customer base cannot be asked is said in the place of the figures
            Object.assign(this.state, { funnel: [], error: error.data?.message || "" });
        } finally {
            this.state.busy = false;
        }
    }

    /** Save the form if need be, do something with the criteria, show what it comes to. */
    async change(action) {
        if (!(await this.record.save())) {
            return;
        }
        try {
            await action(this.record.resId);
        } finally {
            await this.record.load();
            const { sentence, refreshed_at: refreshedAt } = this.record.data;
            this.shown = `${this.record.resId} ${sentence} ${refreshedAt}`;
            await this.load(this.record.resId);
        }
    }

    update(row, values) {
        return this.change(() => this.orm.write(CRITERION, [row.id], values));
    }

    remove(row) {
        return this.change(() => this.orm.unlink(CRITERION, [row.id]));
    }

    addCriterion(parentId) {
        return this.change((audienceId) =>
            this.create(audienceId, parentId, {
                metric: "order_count",
                operator: ">=",
                value: "1",
                period_days: 365,
            })
        );
    }

    addGroup(parentId) {
        return this.change((audienceId) => this.create(audienceId, parentId, { join: "any" }));
    }

    create(audienceId, parentId, values) {
        const sequence = 10 * (this.childrenOf(parentId).length + 1);
        return this.orm.create(CRITERION, [
            { audience_id: audienceId, parent_id: parentId, sequence, ...values },
        ]);
    }
}

registry.category("view_widgets").add("crm_audience_builder", { component: AudienceBuilder });
