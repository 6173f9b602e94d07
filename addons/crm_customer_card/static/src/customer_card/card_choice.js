import { Component, useRef } from "@odoo/owl";
import { useSortable } from "@web/core/utils/sortable_owl";

/** Which blocks the card shows, in which order: ticked, dragged, or moved with the arrows. */
export class CardChoice extends Component {
    static template = "crm_customer_card.CardChoice";
    static props = { layout: Array, choose: Function, close: Function };

    setup() {
        useSortable({
            ref: useRef("list"),
            elements: ".o_card_choice",
            handle: ".o_card_handle",
            onDrop: ({ element, previous }) => this.drop(element, previous),
        });
    }

    drop(element, previous) {
        const moved = this.props.layout.find((block) => block.name === element.dataset.block);
        const others = this.props.layout.filter((block) => block !== moved);
        const before = others.findIndex((block) => block.name === previous?.dataset.block);
        others.splice(before + 1, 0, moved);
        this.keep(others);
    }

    move(block, step) {
        const blocks = [...this.props.layout];
        const place = blocks.indexOf(block);
        blocks.splice(place, 1);
        blocks.splice(Math.max(0, place + step), 0, block);
        this.keep(blocks);
    }

    toggle(block) {
        this.keep(
            this.props.layout.map((other) =>
                other === block ? { ...block, shown: !block.shown } : other
            )
        );
    }

    keep(blocks) {
        const names = blocks.filter((block) => block.shown).map((block) => block.name);
        return names.length && this.props.choose(names);
    }

    reset() {
        return this.props.choose([]);
    }
}
