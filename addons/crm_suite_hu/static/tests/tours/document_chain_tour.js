import { registry } from "@web/core/registry";

const TAB = ".nav-link[name=document_chain]";
const CURRENT = ".o_document_chain .o_chain_current";

function openChain() {
    return [
        { content: "Open the page", trigger: TAB, run: "click" },
        { trigger: ".o_document_chain .o_chain_table" },
    ];
}

function cell(product, column, text) {
    const row = `.o_chain_table tr:contains(${product})`;
    return { trigger: `${row} [data-quantity=${column}]:contains(/^${text}$/)` };
}

function open(kind) {
    return {
        content: `Open the ${kind}`,
        trigger: `.o_chain_document[data-kind=${kind}] button.o_chain_card`,
        run: "click",
    };
}

registry.category("web_tour.tours").add("crm_suite_hu_document_chain", {
    steps: () => [
        ...openChain(),
        { trigger: `${CURRENT}:contains(Order)` },
        cell("Cement", "offered", "7.5"),
        cell("Cement", "delivered", "2.5"),
        cell("Cement", "invoiced", "2.5"),
        cell("Brick", "delivered", "3"),
        { trigger: ".o_chain_table tr:contains(Cement) .o_chain_open[data-quantity=delivered]" },
        { trigger: ".o_chain_table tr.o_chain_complete:contains(Brick)" },
        {
            content: "A number opens its documents",
            trigger: ".o_chain_table tr:contains(Cement) [data-quantity=delivered] button",
            run: "click",
        },
        { trigger: ".o_form_view .o_field_widget[name=move_ids]" },
        ...openChain(),
        { trigger: `${CURRENT}:contains(Delivery)` },
        cell("Cement", "ordered", "7.5"),
        open("invoice"),
        { trigger: ".o_form_view .o_field_widget[name=invoice_line_ids]" },
        ...openChain(),
        { trigger: `${CURRENT}:contains(Invoice)` },
        cell("Cement", "invoiced", "2.5"),
        open("order"),
        { trigger: ".o_form_view .o_field_widget[name=order_line]" },
    ],
});

registry.category("web_tour.tours").add("crm_suite_hu_document_chain_confirm", {
    steps: () => [
        ...openChain(),
        { trigger: `${CURRENT}:contains(Offer)` },
        cell("Cement", "offered", "7.5"),
        cell("Cement", "ordered", "–"),
        { content: "Confirm the offer", trigger: "button[name=action_confirm]", run: "click" },
        cell("Cement", "ordered", "7.5"),
        { trigger: ".o_chain_document[data-kind=delivery]" },
    ],
});
