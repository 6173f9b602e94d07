import { formatCurrency } from "@web/core/currency";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { formatFloat } from "@web/core/utils/numbers";

/** An amount of `document_chain()`; `false` is shown as nothing. */
export function money(amount, currencyId) {
    return amount === false ? "" : formatCurrency(amount, currencyId);
}

/** An ISO date of `document_chain()` as the user writes dates. */
export function date(iso) {
    return iso ? formatDate(deserializeDate(iso)) : "";
}

/** A quantity without idle zeros; one that does not apply is a dash. */
export function quantity(value) {
    return value === false ? "–" : formatFloat(value, { digits: [0, 6], trailingZeros: false });
}
