import { Component, markup, onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { View } from "@web/views/view";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** Numbers and charts of tickets and complaints; each opens what is behind it. */
export class ComplaintDashboard extends Component {
    static template = "crm_complaints.Dashboard";
    static components = { View };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        onWillStart(async () => {
            this.overview = await this.orm.call("crm.complaint.dashboard", "get_overview", []);
        });
    }

    viewProps(panel) {
        const nothing = _t("Nothing to show");
        return {
            type: panel.type,
            resModel: panel.model,
            viewId: panel.views[0][0],
            views: [...panel.views, [false, "search"]],
            domain: panel.domain,
            display: { controlPanel: false },
            allowSelectors: false,
            noContentHelp: markup`<p>${nothing}</p>`,
            useSampleModel: false,
        };
    }

    openTile(tile) {
        this.open(tile, [
            [false, "list"],
            [false, "form"],
        ]);
    }

    openPanel(panel) {
        this.open(panel, panel.views);
    }

    open({ title, model, domain }, views) {
        const action = { type: "ir.actions.act_window", name: title, res_model: model };
        this.action.doAction({ ...action, domain, views });
    }
}

registry.category("actions").add("crm_complaints.dashboard", ComplaintDashboard);
