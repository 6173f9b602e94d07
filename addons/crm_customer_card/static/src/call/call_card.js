import { callService } from "@crm_messaging/call/call_service";
import { patch } from "@web/core/utils/patch";

/** Opens the customer card where somebody asks for a customer's form. */
function showingCards(action) {
    return {
        doAction(request, options) {
            if (request.res_model !== "res.partner") {
                return action.doAction(request, options);
            }
            return action.doAction("crm_customer_card.action_customer_card", {
                additionalContext: { active_id: request.res_id, active_model: "res.partner" },
            });
        },
    };
}

/** When the telephone rings, the caller's card opens. */
patch(callService, {
    start(env, services) {
        return super.start(env, { ...services, action: showingCards(services.action) });
    },
});
