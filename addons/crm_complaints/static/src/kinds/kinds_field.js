import { Component, onWillStart } from "@odoo/owl";
import { CheckBox } from "@web/core/checkbox/checkbox";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Kinds of tickets as boxes to tick; kept as text with commas between, as programs give it. */
export class KindsField extends Component {
    static template = "crm_complaints.KindsField";
    static components = { CheckBox };
    static props = { ...standardFieldProps };

    setup() {
        const fields = useService("field");
        onWillStart(async () => {
            const { kind } = await fields.loadFields("helpdesk.ticket", { fieldNames: ["kind"] });
            this.kinds = kind.selection;
        });
    }

    get chosen() {
        const text = this.props.record.data[this.props.name] || "";
        return text
            .split(",")
            .map((kind) => kind.trim())
            .filter(Boolean);
    }

    get chosenKinds() {
        return this.kinds.filter(([kind]) => this.chosen.includes(kind));
    }

    toggle(kind, ticked) {
        const chosen = this.kinds
            .map(([known]) => known)
            .filter((known) => (known === kind ? ticked : this.chosen.includes(known)));
        this.props.record.update({ [this.props.name]: chosen.join(", ") });
    }
}

registry.category("fields").add("complaint_kinds", {
    component: KindsField,
    supportedTypes: ["char"],
});
