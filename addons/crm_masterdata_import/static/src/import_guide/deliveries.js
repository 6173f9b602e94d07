import { registry } from "@web/core/registry";

const SOURCE = "crm.import.source";

/**
 * How customers come from a source, by the source's kind; what has no entry comes as a file.
 * `needsFile` says whether the guide asks for a file and shows its columns; one that does not
 * has a `tryOut`. Both functions return the id of a `crm.import.run`.
 */
export const deliveries = registry.category("crm_import_deliveries");

deliveries.add("file", {
    needsFile: true,
});
deliveries.add("sql", {
    needsFile: false,
    tryOut: (orm, sourceId) =>
        orm.call(SOURCE, "load_database_async", [[sourceId]], { dry_run: true }),
});

export function deliveryOf(kind) {
    return deliveries.get(kind || "file", deliveries.get("file"));
}
