import { Component, onWillStart, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { ColumnsStep } from "./columns_step";
import { deliveryOf } from "./deliveries";
import { FileStep } from "./file_step";
import { contentOf, GuideServer, hasEnded, wordsOf } from "./guide_server";
import { OutcomeStep } from "./outcome_step";
import { RunningStep } from "./running_step";

/**
 * From a file to customers: source and file, columns, trial, load. Opened on a load
 * (`params.run_id`, or its id in the address) it follows that, or shows what came of it.
 */
export class ImportGuide extends Component {
    static template = "crm_masterdata_import.ImportGuide";
    static components = { Layout, FileStep, ColumnsStep, RunningStep, OutcomeStep };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.server = new GuideServer(useService("orm"));
        this.display = { controlPanel: {} };
        this.file = null;
        this.state = useState({
            step: "file",
            busy: false,
            error: "",
            sources: [],
            sourceId: false,
            filename: "",
            preview: null,
            columns: [],
            isChanged: false,
            progress: null,
            run: null,
            notUndone: 0,
        });
        useSetupAction({ getLocalState: () => ({ runId: this.state.run?.id }) });
        onWillStart(() => this.start());
    }

    async start() {
        this.guide = await this.server.begin();
        const { action, resId, state } = this.props;
        this.state.sources = this.guide.sources;
        this.state.sourceId = action.context?.default_source_id || this.guide.source_id;
        const runId = state?.runId || resId || action.params?.run_id;
        if (runId) {
            await this.resume(runId);
        }
    }

    async resume(runId) {
        const run = await this.server.read(runId);
        if (run && hasEnded(run)) {
            await this.show(runId);
        } else if (run) {
            Object.assign(this.state, { run, step: "running", progress: { runId } });
            this.attempt(() => this.follow(runId));
        }
    }

    get source() {
        return this.state.sources.find(({ id }) => id === this.state.sourceId);
    }

    get needsFile() {
        return deliveryOf(this.source?.kind).needsFile;
    }

    /** The steps as the user counts them. */
    get steps() {
        const { step, run } = this.state;
        const isTrial = run ? run.is_dry_run : true;
        const current = { file: 0, columns: 1 }[step] ?? (isTrial ? 2 : 3);
        return [_t("File"), _t("Columns"), _t("Trial"), _t("Result")].map((label, index) => ({
            label,
            number: index + 1,
            isCurrent: index === current,
            isDone: index < current,
        }));
    }

    /** Do something that takes a while; what the server objects to is shown on the spot. */
    async attempt(act) {
        if (this.state.busy) {
            return;
        }
        Object.assign(this.state, { busy: true, error: "" });
        try {
            await act();
        } catch (error) {
            this.state.error = wordsOf(error);
        } finally {
            this.state.busy = false;
        }
    }

    // The file and its columns

    chooseSource(sourceId) {
        Object.assign(this.state, { sourceId, error: "" });
        if (this.waiting && this.needsFile) {
            this.takeFile(this.waiting);
        }
    }

    addSource(name) {
        return this.attempt(async () => {
            const source = await this.server.newSource(name);
            this.state.sources.push(source);
            this.state.sourceId = source.id;
        }).then(() => this.waiting && this.source && this.takeFile(this.waiting));
    }

    refuse(error) {
        this.state.error = error;
    }

    /**
     * Look at a file. A mended one, whose columns are known, is tried out without asking again.
     */
    takeFile(file, { isMended = false } = {}) {
        if (!this.source) {
            this.waiting = file;
            Object.assign(this.state, { filename: file.name, error: "" });
            return undefined;
        }
        this.waiting = null;
        return this.attempt(async () => {
            const content = await contentOf(file);
            const taken = { name: file.name, content };
            const preview = await this.server.preview(this.source.id, taken);
            this.file = taken;
            const { columns } = preview;
            const isKnown = columns.every(({ known, target }) => known || !target);
            const isStraight = isMended && isKnown && !preview.missing.length;
            // the column of reasons is none of the source's
            const isChanged =
                !isStraight && preview.may_keep && columns.some((column) => !column.known);
            Object.assign(this.state, { preview, columns, isChanged, filename: file.name });
            if (isStraight) {
                await this.tryOutFile();
            } else {
                this.state.step = "columns";
            }
        });
    }

    /** Columns with other targets or policies, to be kept before the trial. */
    changeColumns(columns) {
        Object.assign(this.state, { columns, isChanged: true, error: "" });
    }

    // Trial and load

    tryOut() {
        return this.attempt(() => this.tryOutFile());
    }

    async tryOutFile() {
        const { preview, columns } = this.state;
        if (this.state.isChanged || preview.missing.length) {
            await this.server.keepColumns(this.source.id, columns);
            this.state.isChanged = false;
            preview.missing = [];
        }
        const atOnce = preview.row_count !== false;
        await this.follow(await this.server.tryOut(this.source.id, this.file, atOnce));
    }

    tryOutWithoutFile() {
        return this.attempt(async () => {
            await this.follow(await this.server.tryOutWithoutFile(this.source));
        });
    }

    load() {
        return this.attempt(async () => {
            await this.follow(await this.server.load(this.state.run.id));
        });
    }

    /** Show how far a load is, and what came of it once it has ended. */
    async follow(runId) {
        let started = null;
        await this.server.follow(runId, (progress) => {
            if (!started) {
                started = this.server.read(runId).then((run) => {
                    if (this.state.progress?.runId === runId) {
                        Object.assign(this.state, { run, step: "running" });
                    }
                });
            }
            this.state.progress = { ...(progress || this.state.progress), runId };
        });
        this.state.progress = null;
        await this.show(runId);
    }

    async show(runId) {
        const run = await this.server.read(runId);
        const notUndone = run.state === "undone" ? await this.server.notUndone(runId) : 0;
        const [sourceId] = run.source_id;
        // ready at once: a second rendering would ask for the rows twice
        const ready = { step: "outcome", busy: false };
        Object.assign(this.state, { run, notUndone, sourceId, ...ready });
        this.props.updateActionState?.({ resId: runId });
    }

    async cancel() {
        const { runId } = this.state.progress;
        try {
            await this.server.cancel(runId);
        } catch (error) {
            this.state.error = wordsOf(error);
        }
    }

    /** The load goes on by itself; its place in the list is where it can be found again. */
    leave() {
        return this.action.doAction("crm_masterdata_import.action_crm_import_run");
    }

    // Afterwards

    async open(method) {
        await this.attempt(async () => {
            this.action.doAction(await this.server.show(this.state.run.id, method));
        });
    }

    undo() {
        const { run } = this.state;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Undo the load?"),
            body: _t(
                "Customers that this load created will be removed, those it changed get their " +
                    "former values. Customers that somebody has worked with since are left alone."
            ),
            confirmLabel: _t("Undo"),
            cancelLabel: _t("Keep"),
            confirm: () => {
                this.attempt(async () => {
                    await this.server.undo(run.id);
                    await this.follow(run.id);
                });
            },
            cancel: () => {},
        });
    }

    get canGoBack() {
        return this.state.run?.is_dry_run && Boolean(this.file && this.state.preview);
    }

    back() {
        const step = this.state.step === "outcome" && this.canGoBack ? "columns" : "file";
        Object.assign(this.state, { step, error: "" });
        this.props.updateActionState?.({ resId: false });
    }

    startAgain() {
        this.file = null;
        Object.assign(this.state, { step: "file", run: null, preview: null, filename: "" });
        this.state.error = "";
        this.props.updateActionState?.({ resId: false });
    }
}

registry.category("actions").add("crm_import_guide", ImportGuide);
