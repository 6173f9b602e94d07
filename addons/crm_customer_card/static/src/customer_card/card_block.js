import { Component } from "@odoo/owl";

import { CardChart } from "./card_chart";

const TONES = { danger: "text-danger", warning: "text-warning-emphasis" };

/** One block of the card: figures, a chart, tables; what has documents behind it is a link. */
export class CardBlock extends Component {
    static template = "crm_customer_card.CardBlock";
    static components = { CardChart };
    static props = { block: Object, open: Function };

    tone(figure) {
        return TONES[figure.tone] || "";
    }

    hasHead(table) {
        return table.columns.some((column) => column.label);
    }
}
