import { Component, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";

const isFileDrag = (event) => event.dataTransfer?.types.includes("Files");

/** Takes one file: dropped anywhere on the page, or picked. */
export class FileDrop extends Component {
    static template = "crm_masterdata_import.FileDrop";
    static props = {
        label: String,
        isBusy: Boolean,
        isSmall: { type: Boolean, optional: true },
        onFile: Function,
        onRefused: Function,
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ isOver: false });
        if (!this.props.isSmall) {
            useAutofocus({ refName: "pick" });
        }
        useExternalListener(window, "dragover", this.onDragOver);
        useExternalListener(window, "dragleave", this.onDragLeave);
        useExternalListener(window, "drop", this.onDrop);
    }

    onDragOver(event) {
        if (isFileDrag(event)) {
            // without this the browser would open the file
            event.preventDefault();
            this.state.isOver = true;
        }
    }

    onDragLeave(event) {
        // there is no element behind the edge of the window
        if (!event.relatedTarget) {
            this.state.isOver = false;
        }
    }

    onDrop(event) {
        if (isFileDrag(event)) {
            event.preventDefault();
            this.state.isOver = false;
            this.take(event.dataTransfer.files);
        }
    }

    onPicked() {
        this.take(this.input.el.files);
        // the same file can be picked again after it was mended
        this.input.el.value = "";
    }

    pick() {
        this.input.el.click();
    }

    take(files) {
        if (this.props.isBusy || !files.length) {
            return;
        }
        if (files.length > 1) {
            this.props.onRefused(_t("One file at a time, please: each is tried out by itself."));
            return;
        }
        this.props.onFile(files[0]);
    }
}
