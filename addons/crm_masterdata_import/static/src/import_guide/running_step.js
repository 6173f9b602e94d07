import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";

const MINUTE = 60;

/** How far a load in the background is. */
export class RunningStep extends Component {
    static template = "crm_masterdata_import.RunningStep";
    static props = { run: Object, progress: Object, onCancel: Function, onLeave: Function };

    setup() {
        useAutofocus({ refName: "cancel" });
    }

    get isUndoing() {
        return this.props.progress.state === "undoing";
    }

    get title() {
        if (this.isUndoing) {
            return _t("Undoing the load");
        }
        return this.props.run.is_dry_run
            ? _t("Trying out: nothing is changed")
            : _t("Loading the customers");
    }

    get percent() {
        return Math.round(this.props.progress.progress || 0);
    }

    /** There is nothing to measure by until rows are loaded. */
    get isMeasured() {
        const { state } = this.props.progress;
        return ["loading", "undoing"].includes(state) && this.percent > 0;
    }

    get doing() {
        const rows = formatInteger(this.props.progress.rows || 0);
        const done = formatInteger(this.props.progress.rows_done || 0);
        return {
            queued: _t("Waiting for its turn…"),
            read: _t("%(rows)s rows are read and wait for their turn…", { rows }),
            reading: _t("Reading the file: %(rows)s rows so far", { rows }),
            loading: this.isMeasured
                ? _t("%(done)s of %(rows)s rows", { done, rows })
                : _t("Comparing %(rows)s rows with the customers…", { rows }),
            undoing: _t("Customers that nobody has worked with since are as they were before"),
        }[this.props.progress.state];
    }

    get left() {
        const seconds = this.props.progress.seconds_left;
        if (seconds === false || seconds === undefined) {
            return "";
        }
        return seconds < MINUTE
            ? _t("less than a minute left")
            : _t("about %(minutes)s minutes left", { minutes: Math.ceil(seconds / MINUTE) });
    }
}
