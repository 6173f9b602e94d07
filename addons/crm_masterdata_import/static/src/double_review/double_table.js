import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** The values of two customers, one field a row; of those that differ one is kept. */
export class DoubleTable extends Component {
    static template = "crm_masterdata_import.DoubleTable";
    static props = {
        fields: Array,
        all: Boolean,
        kept: Object,
        choose: Function,
        toggleAll: Function,
    };

    get shown() {
        return this.props.fields.filter((field) => this.props.all || field.differs);
    }

    get toggleText() {
        return this.props.all ? _t("Only what differs") : _t("All fields");
    }

    isKept(field, position) {
        return field.differs && this.props.kept[field.name] === position;
    }

    isChoice(field, position) {
        return field.differs && Boolean(field.values[position]);
    }
}
