import { registry } from "@web/core/registry";

const REVIEW = ".o_double_review";
const press = (key, content) => ({ content, trigger: `${REVIEW} .o_double_score`, run: `press ${key}` });

registry.category("web_tour.tours").add("crm_masterdata_import_double_review", {
    steps: () => [
        { trigger: `${REVIEW} .o_double_score:contains(100)` },
        press("d", "The first pair: two customers"),
        { trigger: `${REVIEW} .o_double_partner:contains(Kőris Építőanyag Kft.)` },
        { trigger: `${REVIEW} .o_double_survivor:contains(Kőris Építőanyag Kft.)` },
        { trigger: `${REVIEW} [data-model='res.partner'] td:contains(1)` },
        {
            content: "Keep the street of the one that goes",
            trigger: `${REVIEW} [data-field=street] .o_double_value button:contains(Fő u. 5)`,
            run: "click",
        },
        { trigger: `${REVIEW} [data-field=street] .o_double_kept:contains(Fő u. 5)` },
        press("m", "Merge"),
        { content: "Yes", trigger: ".modal .btn-primary:contains(Merge)", run: "click" },
        { trigger: `${REVIEW} .o_double_none` },
    ],
});
