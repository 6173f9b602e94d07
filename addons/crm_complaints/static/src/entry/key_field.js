import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";

/** What the caller says: once the goods are found, the cursor stands at their quantity. */
export class ComplaintKeyField extends CharField {
    setup() {
        super.setup();
        useEffect(
            (key, count) => {
                if (key && count) {
                    // the rows are drawn after this field
                    setTimeout(() => this.goToGoods());
                }
            },
            () => [this.props.record.data[this.props.name], this.props.record.data.line_ids.count]
        );
    }

    goToGoods() {
        const form = this.input.el?.closest(".o_form_renderer");
        form?.querySelector(".o_data_row td[name=quantity]")?.click();
    }
}

registry.category("fields").add("complaint_key", { ...charField, component: ComplaintKeyField });
