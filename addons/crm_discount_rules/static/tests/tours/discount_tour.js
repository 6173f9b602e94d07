import { registry } from "@web/core/registry";

/** A busy machine is no defect: each step may take a minute. */
function patient(steps) {
    return steps.map((step) => ({ timeout: 60000, ...step }));
}

function click(trigger) {
    return { trigger, run: "click" };
}

function quantity(number) {
    const cell = ".o_field_one2many[name=order_line] .o_data_row:first";
    return [
        click(`${cell} td[name=product_uom_qty]`),
        { trigger: `${cell} td[name=product_uom_qty] input`, run: `edit ${number}` },
        click(".oe_title"),
    ];
}

function shown(name, text) {
    return { trigger: `.o_data_row:first td[name=${name}]:contains('${text}')` };
}

/** A salesperson changes a quantity and asks why the price came out. */
registry.category("web_tour.tours").add("crm_discount_on_screen", {
    steps: () =>
        patient([
            shown("price_subtotal", "4,000"),
            ...quantity(10),
            shown("discount", "5.00"),
            shown("price_subtotal", "9,500"),
            click(".o_form_button_save"),
            { trigger: ".o_form_saved" },
            click(".o_data_row:first button[name=action_explain_discount]"),
            { trigger: ".modal td:contains('Rule NOW (NOW)')" },
            { trigger: ".modal li:contains('+40 gives 10 % instead of 5 %')" },
            click(".modal footer .btn-primary"),
            { trigger: "body:not(:has(.modal))" },
        ]),
});

/** The same on a telephone, where a line is a card. */
registry.category("web_tour.tours").add("crm_discount_on_telephone", {
    steps: () =>
        patient([
            click(".o_field_one2many[name=order_line] .o_kanban_record:contains('Festék')"),
            click(".modal button[name=action_explain_discount]"),
            { trigger: ".modal td:contains('Rule NOW (NOW)')" },
        ]),
});

/** A manager tests a draft on past orders. */
registry.category("web_tour.tours").add("crm_discount_bench", {
    steps: () =>
        patient([
            click("button[name=action_test_on_orders]"),
            { trigger: ".o_field_widget[name=tried_rule_ids] .badge:contains('Rule DRAFT')" },
            click("button[name=action_run]"),
            { trigger: ".o_field_widget[name=effect]:contains('-500')" },
            { trigger: ".o_field_widget[name=today]:contains('9,500')" },
            click("button[name=action_lines]"),
            { trigger: ".o_pivot th:contains('Kovács Bt.')" },
        ]),
});
