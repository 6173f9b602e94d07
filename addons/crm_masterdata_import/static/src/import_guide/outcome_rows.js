import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Pager } from "@web/core/pager/pager";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";

import { BADGES, detailsOf, domainOf, LINE_FIELDS } from "./row_details";

const LIMIT = 20;

/** The rows of a load, page by page, with what each does to its customer. */
export class OutcomeRows extends Component {
    static template = "crm_masterdata_import.OutcomeRows";
    static components = { Pager };
    static props = { run: Object, guide: Object, filter: Object, onShowAll: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.limit = LIMIT;
        this.labels = {};
        for (const { value, label } of this.props.guide.targets.flatMap((group) => group.choices)) {
            this.labels[value] = label;
        }
        this.state = useState({ rows: [], total: 0, offset: 0 });
        onWillStart(() => this.load(this.props, 0));
        onWillUpdateProps((next) => {
            const { run, filter } = this.props;
            // rows stay as they are until the new ones are there: nothing jumps
            if (next.filter !== filter || next.run !== run) {
                this.load(next, 0);
            }
        });
    }

    get total() {
        return formatInteger(this.state.total);
    }

    async load({ run, filter, guide }, offset) {
        const { rows, total } = await this.keepLast.add(this.read(run, filter, guide, offset));
        Object.assign(this.state, { rows, total, offset });
    }

    async read(run, filter, guide, offset) {
        const domain = [["run_id", "=", run.id], ...domainOf(filter)];
        const found = await this.orm.silent.webSearchRead("crm.import.line", domain, {
            specification: LINE_FIELDS,
            limit: LIMIT,
            offset,
        });
        const partnerIds = found.records
            .filter(({ outcome }) => outcome === "updated")
            .map((line) => line.partner_id?.id)
            .filter(Boolean);
        const changes = partnerIds.length ? await this.changes(run.id, partnerIds) : {};
        const rows = found.records.map((line) => ({
            ...line,
            badge: BADGES[line.outcome] || "secondary",
            outcomeLabel: guide.outcomes[line.outcome] || "–",
            ...detailsOf(line, changes[line.partner_id?.id], run.headers || [], this.labels),
        }));
        return { rows, total: found.length };
    }

    async changes(runId, partnerIds) {
        const domain = [["run_id", "=", runId], ["partner_id", "in", partnerIds]]; // prettier-ignore
        const fields = ["partner_id", "before", "after"];
        const found = await this.orm.silent.searchRead("crm.import.change", domain, fields);
        return Object.fromEntries(found.map((change) => [change.partner_id[0], change]));
    }

    onPage({ offset }) {
        return this.load(this.props, offset);
    }

    get title() {
        const { filter } = this.props;
        return filter.kind === "all"
            ? _t("All rows")
            : _t("Rows: %(filter)s", { filter: filter.label });
    }

    openPartner(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: row.partner_id.id,
            views: [[false, "form"]],
        });
    }
}
