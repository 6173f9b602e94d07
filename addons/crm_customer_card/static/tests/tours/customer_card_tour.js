import { registry } from "@web/core/registry";

const BLOCK = ".o_customer_card .o_card_block[data-block=turnover]";

function figure(name, text) {
    return { trigger: `${BLOCK} [data-figure=${name}] dd:contains(${text})` };
}

registry.category("web_tour.tours").add("crm_customer_card", {
    steps: () => [
        {
            content: "Open the card from the customer's form",
            trigger: ".o_form_view button[name=action_customer_card]",
            run: "click",
        },
        { trigger: ".o_customer_card .o_card_name:contains(Tetőfedő Kft.)" },
        figure("total", "500"),
        { trigger: `${BLOCK} .o_card_chart canvas` },
        {
            content: "A number opens its documents",
            trigger: `${BLOCK} [data-figure=total] button`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(Tetőfedő Kft.)" },
        {
            content: "Come back",
            trigger: ".o_breadcrumb .o_back_button a:contains(Tetőfedő Kft.)",
            run: "click",
        },
        figure("total", "500"),
        {
            content: "One key starts a call",
            trigger: ".o_customer_card",
            run: "press c",
        },
        { trigger: ".modal .o_field_widget[name=channel]" },
        {
            trigger: ".modal button[special=cancel]",
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "Choose what is shown",
            trigger: ".o_card_choose",
            run: "click",
        },
        {
            trigger: ".o_card_choice[data-block=turnover] .o_card_up",
            run: "click",
        },
        { trigger: ".o_card_block:first-child[data-block=turnover]" },
        {
            trigger: ".o_card_choice[data-block=similar] input",
            run: "click",
        },
        { trigger: ".o_card_blocks:not(:has([data-block=similar]))" },
    ],
});
