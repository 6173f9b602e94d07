import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { useAutofocus } from "@web/core/utils/hooks";
import { url } from "@web/core/utils/urls";
import { formatInteger } from "@web/views/fields/formatters";

import { FileDrop } from "./file_drop";
import { OutcomeRows } from "./outcome_rows";

const ALL = { kind: "all", code: "" };

/** What came of a trial or a load: figures, reasons and warnings, which filter the rows. */
export class OutcomeStep extends Component {
    static template = "crm_masterdata_import.OutcomeStep";
    static components = { FileDrop, OutcomeRows };
    static props = {
        run: Object,
        guide: Object,
        notUndone: Number,
        isBusy: Boolean,
        canGoBack: Boolean,
        onLoad: Function,
        onBack: Function,
        onFile: Function,
        onRefused: Function,
        onOpen: Function,
        onUndo: Function,
        onAgain: Function,
    };

    setup() {
        this.rows = useRef("rows");
        this.state = useState({ filter: ALL });
        useAutofocus({ refName: "next" });
    }

    get run() {
        return this.props.run;
    }

    get isTrial() {
        return this.run.is_dry_run;
    }

    get isDone() {
        return this.run.state === "done";
    }

    /** Whether a load has changed something: also one that failed or was stopped on its way. */
    get hasWritten() {
        return this.isDone || (this.run.state !== "undone" && this.isWorthLoading);
    }

    /** Whether there is anything that a load would bring. */
    get isWorthLoading() {
        return this.run.created + this.run.updated + this.run.unchanged + this.run.merged > 0;
    }

    /** A load that failed or was stopped may have done nothing that could be counted. */
    get hasFigures() {
        const ended = ["done", "undone"].includes(this.run.state);
        return this.run.rows && (ended || this.isWorthLoading || this.run.rejected);
    }

    get title() {
        return {
            done: this.isTrial
                ? _t("This is what the load would do. Nothing has been changed yet.")
                : _t("The customers are loaded."),
            undone: _t("The load has been undone."),
            cancelled: _t("The load was cancelled."),
            failed: _t("The load could not be carried out."),
        }[this.run.state];
    }

    get titleClass() {
        const classes = { failed: "alert-danger", cancelled: "alert-warning" };
        return classes[this.run.state] || (this.isTrial ? "alert-info" : "alert-success");
    }

    get figures() {
        return Object.entries(this.props.guide.outcomes).map(([code, label]) => ({
            code,
            label,
            number: this.run[code],
            text: formatInteger(this.run[code]),
        }));
    }

    get bars() {
        const { reasons, warnings } = this.props.guide;
        return [
            this.group("reason", _t("Why rows are rejected"), this.run.reasons, reasons),
            this.group("warning", _t("Loaded with a warning"), this.run.warnings, warnings),
        ].filter(({ bars }) => bars.length);
    }

    group(kind, title, numbers, labels) {
        const entries = Object.entries(numbers || {}).sort((a, b) => b[1] - a[1]);
        const most = Math.max(1, ...entries.map(([, number]) => number));
        const bars = entries.map(([code, number]) => ({
            code,
            label: labels[code] || code,
            text: formatInteger(number),
            width: Math.max(2, Math.round((100 * number) / most)),
        }));
        return { kind, title, bars };
    }

    isOn(kind, code = "") {
        const { filter } = this.state;
        return filter.kind === kind && filter.code === code;
    }

    /** Show those rows alone; all again where they are shown already. */
    filterBy(kind, code, label) {
        this.state.filter = this.isOn(kind, code) ? ALL : { kind, code, label };
        if (this.env.isSmall) {
            this.rows.el.scrollIntoView({ behavior: "smooth" });
        }
    }

    showAll() {
        this.state.filter = ALL;
    }

    download() {
        return download({
            url: url("/web/content"),
            data: {
                model: "crm.import.run",
                id: this.run.id,
                field: "rejected_file",
                filename_field: "rejected_filename",
                download: true,
            },
        });
    }

    get dropLabel() {
        return _t("Drop the mended file here");
    }
}
