import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { delay } from "@web/core/utils/concurrency";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { session } from "@web/session";

import { deliveryOf } from "./deliveries";

const SOURCE = "crm.import.source";
const RUN = "crm.import.run";
const SECOND = 1000;
const ENDED = ["done", "cancelled", "failed", "undone"];
const RUN_FIELDS = [
    "name", "state", "is_dry_run", "error", "filename", "source_id", "rows", "created", "updated",
    "unchanged", "merged", "rejected", "reasons", "warnings", "rejected_filename", "headers",
];

export const hasEnded = ({ state }) => ENDED.includes(state);

/** What is wrong, in words for the user. */
export class GuideError extends Error {}

/** The words of an error that is meant for the user; any other error is thrown on. */
export function wordsOf(error) {
    if (error instanceof GuideError) {
        return error.message;
    }
    if (error instanceof ConnectionLostError) {
        return _t("The server cannot be reached. Check the connection, and try again.");
    }
    if (error instanceof RPCError && error.exceptionName?.startsWith("odoo.exceptions.")) {
        return error.data.message;
    }
    throw error;
}

/** A chosen file as base64; one that the server would not take is refused here. */
export async function contentOf(file) {
    // base64 makes four characters of three bytes
    const largest = ((session.max_file_upload_size || 2 ** 27) / 4) * 3;
    if (file.size > largest) {
        const size = Math.floor(largest / 2 ** 20);
        throw new GuideError(
            _t(
                "The file is larger than the %(size)s MB that a browser may send here. Split it, " +
                    "or send it as a CSV file.",
                { size }
            )
        );
    }
    try {
        return (await getDataURLFromFile(file)).split(",")[1] || "";
    } catch {
        throw new GuideError(
            _t("The file could not be read. If another program has it open, close it there.")
        );
    }
}

/** What the guide asks of the server. */
export class GuideServer {
    constructor(orm) {
        this.orm = orm.silent;
    }

    begin() {
        return this.orm.call(SOURCE, "get_guide", []);
    }

    async newSource(name) {
        const [id] = await this.orm.call(SOURCE, "name_create", [name]);
        return { id, name, kind: "", run_count: 0 };
    }

    preview(sourceId, { name, content }) {
        return this.orm.call(SOURCE, "preview_file", [[sourceId], name, content]);
    }

    keepColumns(sourceId, columns) {
        const kept = columns
            .filter((column) => column.can_map)
            .map(({ source_column, target, policy }) => ({ source_column, target, policy }));
        return this.orm.call(SOURCE, "set_columns", [[sourceId], kept]);
    }

    /** Try a file out: at once where its rows were counted, else in the background. */
    async tryOut(sourceId, { name, content }, atOnce) {
        const method = atOnce ? "load_file" : "load_file_async";
        const answer = await this.orm.call(SOURCE, method, [[sourceId], name, content], {
            dry_run: true,
        });
        return atOnce ? answer.run_id : answer;
    }

    tryOutWithoutFile(source) {
        return deliveryOf(source.kind).tryOut(this.orm, source.id);
    }

    load(runId) {
        return this.orm.call(RUN, "load_tried", [[runId]]);
    }

    cancel(runId) {
        return this.orm.call(RUN, "action_cancel", [[runId]]);
    }

    undo(runId) {
        return this.orm.call(RUN, "action_undo", [[runId]]);
    }

    async read(runId) {
        const [run] = await this.orm.read(RUN, [runId], RUN_FIELDS);
        return run;
    }

    notUndone(runId) {
        return this.orm.searchCount("crm.import.change", [
            ["run_id", "=", runId],
            ["undo_refusal", "not in", [false, ""]],
        ]);
    }

    /** The action that shows records of a load. */
    show(runId, method) {
        return this.orm.call(RUN, method, [[runId]]);
    }

    /**
     * Tell how far a load is, every second, until it has ended or the guide is left: then the
     * answer of a call never comes.
     */
    async follow(runId, tell) {
        for (;;) {
            const progress = await this.progress(runId);
            if (progress && hasEnded(progress)) {
                return progress.state;
            }
            tell(progress);
            await delay(SECOND);
        }
    }

    async progress(runId) {
        try {
            return await this.orm.call(RUN, "get_progress", [[runId]]);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return null;
            }
            throw error;
        }
    }
}
