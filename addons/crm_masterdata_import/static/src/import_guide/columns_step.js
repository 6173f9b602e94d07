import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { useAutofocus } from "@web/core/utils/hooks";

const KINDS = { csv: "CSV", xlsx: "Excel", xls: "Excel 97", ods: "OpenDocument", xml: "XML" };
const DELIMITERS = { ";": _t("semicolon"), ",": _t("comma"), "\t": _t("tab") };

/** The columns of a file on its first rows: what goes where, and what may be replaced. */
export class ColumnsStep extends Component {
    static template = "crm_masterdata_import.ColumnsStep";
    static components = { SelectMenu };
    static props = {
        filename: String,
        preview: Object,
        columns: Array,
        targets: Array,
        policies: Object,
        isBusy: Boolean,
        onChange: Function,
        onNext: Function,
        onBack: Function,
    };

    setup() {
        useAutofocus({ refName: "next" });
        this.labels = {};
        for (const { value, label } of this.props.targets.flatMap(({ choices }) => choices)) {
            this.labels[value] = label;
        }
        // the menu sorts the list that it is given: each gets its own
        this.nothing = { value: "", label: _t("Do not load") };
    }

    get groups() {
        return [{ choices: [this.nothing] }, ...this.props.targets];
    }

    get isFixed() {
        return !this.props.preview.may_keep;
    }

    /** What the file was read as, for those who know such things. */
    get facts() {
        const { kind, encoding, delimiter, sheet, row_count } = this.props.preview;
        const rows = row_count === false ? _t("over 2,000 rows") : _t("%s rows", row_count);
        return [
            this.props.filename,
            rows,
            KINDS[kind] || kind,
            sheet,
            delimiter && (DELIMITERS[delimiter] || delimiter),
            encoding,
        ].filter(Boolean);
    }

    get unloaded() {
        return this.props.columns.filter(({ target, can_map }) => !target && can_map);
    }

    get summary() {
        const all = this.props.columns.length;
        const mapped = this.props.columns.filter(({ target }) => target).length;
        return _t("%(mapped)s of %(all)s columns are loaded.", { mapped, all });
    }

    get isNameless() {
        return !this.props.columns.some(({ target }) => target === "name");
    }

    get missing() {
        return this.props.preview.missing.join(", ");
    }

    get nextLabel() {
        return this.missing ? _t("Go on without them") : _t("Try out");
    }

    id(column) {
        return `o_import_target_${column.index}`;
    }

    header(column) {
        return column.source_column || _t("(no header)");
    }

    /** By the code a customer is found: there is nothing to replace. */
    hasPolicy({ target }) {
        return target && target !== "code";
    }

    cells(column) {
        return this.props.preview.rows.map((row) => row[column.index] ?? "");
    }

    focus(column) {
        document.getElementById(this.id(column))?.focus();
    }

    setPolicy(column, policy) {
        this.change(column, { policy });
    }

    /** A target belongs to one column: the one that had it is not loaded any more. */
    setTarget(column, value) {
        const target = value || "";
        const columns = this.props.columns.map((other) =>
            other !== column && target && other.target === target ? { ...other, target: "" } : other
        );
        this.change(column, { target }, columns);
    }

    change(column, values, columns = this.props.columns) {
        this.props.onChange(
            columns.map((other) => (other === column ? { ...other, ...values } : other))
        );
    }
}
