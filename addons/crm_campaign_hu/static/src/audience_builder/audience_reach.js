import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** How many members can be reached on which channel, and how many of them agreed to it. */
export class AudienceReach extends Component {
    static template = "crm_campaign_hu.AudienceReach";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ rows: [] });
        useRecordObserver(async (record) => {
            const seen = `${record.resId} ${record.data.refreshed_at}`;
            if (seen !== this.shown) {
                this.shown = seen;
                await this.load(record);
            }
        });
    }

    async load(record) {
        if (!record.resId || !record.data.refreshed_at) {
            this.state.rows = [];
            return;
        }
        const reach = await this.orm.silent.call("crm.audience", "reach", [[record.resId]]);
        const labels = {
            email: _t("E-mail"),
            sms: _t("Text message"),
            letter: _t("Letter"),
            phone: _t("Telephone"),
        };
        this.state.rows = Object.entries(labels).map(([name, label]) => ({
            name,
            label,
            reached: reach[name].toLocaleString(),
            permitted: reach[`${name}_permitted`].toLocaleString(),
        }));
    }
}

registry.category("view_widgets").add("crm_audience_reach", { component: AudienceReach });
