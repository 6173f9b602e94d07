import { Component, useState } from "@odoo/owl";
import { MultiRecordSelector } from "@web/core/record_selectors/multi_record_selector";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

const EMPTY = {
    value2: "",
    period_days: 0,
    date_from: false,
    date_to: false,
    product_ids: [[6, 0, []]],
    categ_ids: [[6, 0, []]],
    place_id: false,
};

/** One criterion: a figure compared, or a group of others. */
export class CriterionRow extends Component {
    static template = "crm_campaign_hu.CriterionRow";
    static components = { CriterionRow, MultiRecordSelector, RecordSelector };
    static props = { row: Object, builder: Object, depth: { type: Number, optional: true } };

    setup() {
        this.local = useState({ dates: false });
    }

    get row() {
        return this.props.row;
    }

    get builder() {
        return this.props.builder;
    }

    get metric() {
        return this.builder.metric(this.row.metric);
    }

    get isGroup() {
        return Boolean(this.row.join);
    }

    get compares() {
        return this.metric.kind === "number" || !["in", "not in"].includes(this.row.operator);
    }

    get showsDates() {
        return this.local.dates || this.row.date_from || this.row.date_to;
    }

    /** Ids that stand in the value; names in it are left to the text. */
    get valueIds() {
        return this.row.value
            .split(",")
            .map((part) => Number(part.trim()))
            .filter((id) => Number.isInteger(id) && id > 0);
    }

    get wordsInValue() {
        return this.metric.kind === "set" && this.row.value && !this.valueIds.length;
    }

    get operators() {
        const known = this.metric.operators;
        const current = this.row.operator;
        return known.some((one) => one.name === current)
            ? known
            : [...known, { name: current, label: current }];
    }

    get remaining() {
        return this.builder.remaining(this.row);
    }

    set(values) {
        return this.builder.update(this.row, values);
    }

    setMetric(name) {
        const metric = this.builder.metric(name);
        const values = { ...EMPTY, ...metric.first, metric: name };
        if (metric.period && metric.kind === "number") {
            values.period_days = this.row.period_days || 0;
        }
        return this.set(values);
    }

    setOperator(operator) {
        const values = { operator };
        const listed = ["in", "not in"].includes(operator);
        if (operator === "between" && !this.row.value2) {
            values.value2 = this.row.value;
        }
        if (this.metric.kind === "bought" && listed === this.compares) {
            values.value = listed ? "" : "1";
        }
        return this.set(values);
    }

    setDates(name, day) {
        return this.set({ [name]: day || false, period_days: 0 });
    }

    setDays(text) {
        return this.set({ period_days: Number(text) || 0, date_from: false, date_to: false });
    }

    toggleDates() {
        this.local.dates = !this.showsDates;
        if (!this.local.dates && (this.row.date_from || this.row.date_to)) {
            this.set({ date_from: false, date_to: false });
        }
    }

    setRecords(name, ids) {
        return this.set({ [name]: [[6, 0, ids]] });
    }

    setIds(ids) {
        return this.set({ value: ids.join(",") });
    }
}
