import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** A call that rings: the caller's card opens, or several callers are offered. */
export const callService = {
    dependencies: ["action", "bus_service", "notification"],

    start(env, { action, bus_service: bus, notification }) {
        const openCard = (partner) =>
            action.doAction({
                type: "ir.actions.act_window",
                res_model: "res.partner",
                res_id: partner.id,
                views: [[false, "form"]],
            });
        const record = (call, partner) =>
            action.doAction("crm_messaging.crm_contact_entry_action", {
                additionalContext: {
                    default_log_id: call.log_id,
                    default_partner_id: partner && partner.id,
                },
            });
        bus.subscribe("crm_messaging/call", (call) => {
            const single = call.partners.length === 1 && call.partners[0];
            if (single) {
                openCard(single);
            }
            const names = call.partners.map((partner) => ({
                name: [partner.name, partner.city].filter(Boolean).join(", "),
                onClick: () => openCard(partner),
            }));
            notification.add(single ? single.name : call.number, {
                title: _t("Incoming call"),
                type: "info",
                sticky: true,
                className: "o_crm_messaging_call",
                buttons: [
                    ...(single ? [] : names),
                    { name: _t("Note"), primary: true, onClick: () => record(call, single) },
                ],
            });
        });
        bus.start();
    },
};

registry.category("services").add("crm_messaging.call", callService);
