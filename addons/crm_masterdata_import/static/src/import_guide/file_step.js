import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";

import { FileDrop } from "./file_drop";

/** Who sends the customers, and the file; a source can be made of its name alone. */
export class FileStep extends Component {
    static template = "crm_masterdata_import.FileStep";
    static components = { FileDrop };
    static props = {
        sources: Array,
        sourceId: [Number, Boolean],
        mayDefine: Boolean,
        needsFile: Boolean,
        filename: String,
        isBusy: Boolean,
        onSource: Function,
        onNewSource: Function,
        onFile: Function,
        onRefused: Function,
        onWithoutFile: Function,
    };

    setup() {
        this.state = useState({ isAdding: !this.props.sources.length, name: "" });
        useAutofocus({ refName: "name" });
        useAutofocus({ refName: "go" });
    }

    get hint() {
        return this.props.sources.length || this.props.mayDefine
            ? ""
            : _t("No source is set up yet. Ask an administrator to set one up for you.");
    }

    get dropLabel() {
        return this.props.filename && !this.props.sourceId
            ? _t("%(file)s is ready: choose who sends it.", { file: this.props.filename })
            : _t("Drop the file here");
    }

    runs(source) {
        return source.run_count
            ? _t("loads so far: %(number)s", { number: source.run_count })
            : _t("not loaded yet");
    }

    startAdding() {
        this.state.isAdding = true;
    }

    async add() {
        const name = this.state.name.trim();
        if (!name) {
            this.props.onRefused(_t("Give the source a name: who sends these customers?"));
            return;
        }
        const number = this.props.sources.length;
        await this.props.onNewSource(name);
        if (this.props.sources.length > number) {
            Object.assign(this.state, { isAdding: false, name: "" });
        }
    }
}
