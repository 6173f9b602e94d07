import { registry } from "@web/core/registry";

const FILE = ".o_import_file";
const COLUMNS = ".o_import_columns";
const TRIAL = ".o_import_outcome[data-trial='true'][data-state=done]";
const LOADED = ".o_import_outcome[data-trial='false'][data-state=done]";

/** A busy machine is no defect: each step may take a minute. */
function patient(steps) {
    return steps.map((step) => ({ timeout: 60000, ...step }));
}

/** Drop a file that the test has put on the server, as if it came from the desktop. */
function drop(name, where = FILE) {
    return {
        content: `Drop ${name}`,
        trigger: where,
        run: async () => {
            const answer = await fetch(`/guide_test/${name}`);
            const data = new DataTransfer();
            data.items.add(new File([await answer.blob()], name));
            const options = { dataTransfer: data, bubbles: true, cancelable: true };
            document.querySelector(where).dispatchEvent(new DragEvent("drop", options));
        },
    };
}

function click(trigger) {
    return { trigger, run: "click" };
}

/** Enter on what has the focus, which must be that element. */
function enter(trigger) {
    return {
        content: "Enter goes on",
        trigger: `${trigger}:focus:enabled`,
        run: "press Enter",
    };
}

function figure(outcome, number) {
    const count = `.o_import_count:contains(/^${number}$/)`;
    return { trigger: `.o_import_figure[data-outcome=${outcome}] ${count}` };
}

function total(number) {
    return { trigger: `.o_import_total:contains(/^\\(${number}\\)$/)` };
}

function goesInto(column, label) {
    return {
        content: `${column} goes into ${label}`,
        trigger: `[data-column='${column}'] .o_select_menu_input`,
        run: ({ anchor }) => {
            if (anchor.value !== label) {
                throw new Error(`${column} goes into ${anchor.value}`);
            }
        },
    };
}

registry.category("web_tour.tours").add("crm_masterdata_import_guide", {
    steps: () =>
        patient([
            { trigger: `${FILE} .o_import_chosen:contains(ERP)` },
            { trigger: "body:not(:has(.o_import_add))" },
            drop("noise.csv"),
            { trigger: ".o_import_error:contains(holds no text)" },
            drop("half.xlsx"),
            { trigger: ".o_import_error:contains(damaged or cut off)" },
            drop("erp.csv"),
            { trigger: `${COLUMNS} .o_import_facts:contains(100 rows):contains(cp1250)` },
            { trigger: ".o_import_body:not(:has(.o_import_error))" },
            { trigger: "[data-column='Név'] .o_import_cells li:contains(Varga és Tóth Bt. 0)" },
            { trigger: ".o_import_summary:contains(10 of 10)" },
            goesInto("Cím", "Street"),
            // another target, found by its name
            click("[data-column='Cím'] .o_select_menu_input"),
            { trigger: "[data-column='Cím'] .o_select_menu_input", run: "edit second line" },
            click(".o_select_menu_item:contains(Street, second line)"),
            goesInto("Cím", "Street, second line"),
            { trigger: "[data-column='Telefon'] select", run: "select fill_empty" },
            // a field belongs to one column
            click("[data-column='E-mail'] .o_select_menu_input"),
            { trigger: "[data-column='E-mail'] .o_select_menu_input", run: "edit telephone" },
            click(".o_select_menu_item:contains(/^Telephone$/)"),
            goesInto("Telefon", "Do not load"),
            { trigger: ".o_import_summary:contains(9 of 10) .o_import_jump:contains(Telefon)" },
            click("[data-column='E-mail'] .o_select_menu_input"),
            { trigger: "[data-column='E-mail'] .o_select_menu_input", run: "edit e-mail" },
            click(".o_select_menu_item:contains(/^E-mail$/)"),
            click("[data-column='Telefon'] .o_select_menu_input"),
            { trigger: "[data-column='Telefon'] .o_select_menu_input", run: "edit telephone" },
            click(".o_select_menu_item:contains(/^Telephone$/)"),
            { trigger: ".o_import_summary:contains(10 of 10)" },
            click(".o_import_next"),
            // the trial: figures, reasons, rows
            { trigger: `${TRIAL} .o_import_title:contains(Nothing has been changed)` },
            figure("created", 91),
            figure("rejected", 9),
            total(100),
            { trigger: "[data-row='2'] .o_import_row_name:contains(Varga és Tóth Bt. 0)" },
            { trigger: ".o_import_rows .o_pager_value:contains(1-20)" },
            click(".o_import_rows .o_pager_next"),
            { trigger: ".o_import_rows .o_pager_value:contains(21-40)" },
            click(".o_import_figure[data-outcome=rejected]"),
            total(9),
            { trigger: ".o_import_figure[data-outcome=rejected][aria-pressed=true]" },
            click("[data-bars=reason] [data-code=unknown_country]"),
            total(4),
            { trigger: "[data-row='38'] .o_import_message:contains(There is no country Ruritánia)" },
            click("[data-row='38'] summary"),
            { trigger: "[data-row='38'] dt:contains(Vevőkód) + dd:contains(V10036)" },
            click("[data-bars=warning] [data-code=extra_phone]"),
            { trigger: ".o_import_rows .o_import_warning:contains(put into the note)" },
            click(".o_import_all"),
            total(100),
            // the columns are there to go back to, as they were left
            click(".o_import_back"),
            goesInto("Cím", "Street, second line"),
            enter(".o_import_next"),
            { trigger: TRIAL },
            enter(".o_import_load"),
            { trigger: `${LOADED} .o_import_title:contains(loaded)` },
            figure("created", 91),
            { trigger: "body:not(:has(.o_import_undo))" },
            // what was rejected, mended: it is tried out at once
            drop("mended.csv", LOADED),
            { trigger: TRIAL },
            figure("created", 1),
            figure("rejected", 0),
            enter(".o_import_load"),
            { trigger: LOADED },
            figure("created", 1),
            enter(".o_import_open"),
            { trigger: ".o_list_view .o_data_row:contains(Lengyel és Tóth Bt. 36)" },
        ]),
});

registry.category("web_tour.tours").add("crm_masterdata_import_guide_manager", {
    steps: () =>
        patient([
            click(".o_import_add"),
            { trigger: ".o_import_new input:focus", run: "edit Őszi vásár" },
            { trigger: ".o_import_new input", run: "press Enter" },
            { trigger: ".o_import_chosen:contains(Őszi vásár)" },
            click(".o_import_source:contains(ERP) input"),
            { trigger: ".o_import_chosen:contains(ERP)" },
            drop("next_month.csv"),
            enter(".o_import_next"),
            { trigger: TRIAL },
            figure("updated", 1),
            figure("unchanged", 90),
            click(".o_import_figure[data-outcome=updated]"),
            total(1),
            { trigger: "[data-row='41'] .o_import_diff del:contains(/^Szabó és Bognár Zrt. 39$/)" },
            { trigger: "[data-row='41'] .o_import_diff ins:contains(39 és Társa)" },
            click(".o_import_load"),
            { trigger: LOADED },
            figure("updated", 1),
        ]),
});

registry.category("web_tour.tours").add("crm_masterdata_import_guide_undo", {
    steps: () =>
        patient([
            // the address names the load
            { trigger: LOADED },
            figure("updated", 1),
            click(".o_import_undo"),
            click(".modal .btn-primary"),
            { trigger: ".o_import_outcome[data-state=undone] .o_import_title:contains(undone)" },
            { trigger: "body:not(:has(.o_import_kept))" },
            click(".o_import_again"),
            { trigger: FILE },
        ]),
});

registry.category("web_tour.tours").add("crm_masterdata_import_guide_hungarian", {
    steps: () =>
        patient([
            { trigger: `${FILE} legend:contains(Ki küldi a vevőket?)` },
            drop("noise.csv"),
            { trigger: ".o_import_error:contains(nincs szöveg)" },
            drop("erp.csv"),
            { trigger: ".o_import_steps [aria-current=step]:contains(Oszlopok)" },
            goesInto("Név", "Név"),
            enter(".o_import_next"),
            { trigger: `${TRIAL} .o_import_title:contains(még semmi sem változott)` },
            { trigger: "[data-bars=reason] h3:contains(Miért)" },
            { trigger: "[data-code=missing_name]:contains(Nincs név)" },
        ]),
});
