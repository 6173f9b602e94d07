import { _t } from "@web/core/l10n/translation";

/** What is read of a row. */
export const LINE_FIELDS = {
    row_number: {},
    name: {},
    outcome: {},
    message: {},
    warning_message: {},
    partner_id: { fields: { display_name: {} } },
    content: {},
    cells: {},
};

export const BADGES = {
    created: "success",
    updated: "info",
    unchanged: "secondary",
    merged: "secondary",
    rejected: "danger",
};

/** The domain of the rows that a filter (`kind`, `code`) shows. */
export function domainOf({ kind, code }) {
    return {
        all: [],
        outcome: [["outcome", "=", code]],
        reason: [["reason", "=", code]],
        warning: [["warnings", "ilike", code]],
    }[kind];
}

function fields(values, labels) {
    return Object.entries(values || {})
        .filter(([target, value]) => value && target in labels)
        .map(([target, after]) => ({ label: labels[target], before: "", after }));
}

function changedFields({ before, after }, labels) {
    const names = { ...labels, is_company: _t("Company") };
    return Object.entries(after || {}).map(([target, value]) => ({
        label: names[target] || target,
        before: target === "is_company" ? "" : before?.[target] || "",
        after: target === "is_company" ? _t("yes") : value,
    }));
}

/**
 * What a row says or does, field by field: a changed customer's values before and after, a
 * rejected row's cells as in the file, any other row's values.
 *
 * @returns {{fields: Object[], isChange: boolean, name: string}}
 */
export function detailsOf(line, change, headers, labels) {
    if (change) {
        return { fields: changedFields(change, labels), isChange: true, name: line.name };
    }
    if (line.outcome === "rejected") {
        const cells = (line.cells || []).map((after, index) => ({
            label: headers[index] || "",
            before: "",
            after,
        }));
        const filled = cells.filter(({ after }) => after?.trim());
        // a row that was not understood has no name but what its cells say
        const name = filled.slice(0, 2).map(({ after }) => after.trim());
        return { fields: filled, isChange: false, name: line.name || name.join(" · ") };
    }
    return { fields: fields(line.content, labels), isChange: false, name: line.name };
}
