import { onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

/** The inbox shows by itself what comes in, and who has taken what. */
export class InboxListController extends ListController {
    setup() {
        super.setup();
        this.bus = useService("bus_service");
        const ui = useService("ui");
        const refresh = () => {
            // a dialog waits for the row it came from, and loads the list when it closes
            const isFree = ui.activeElement === document && !this.model.root.selection.length;
            if (isFree && !this.model.root.editedRecord) {
                this.model.load();
            }
        };
        this.bus.subscribe("crm_messaging/inbox", refresh);
        onWillUnmount(() => this.bus.unsubscribe("crm_messaging/inbox", refresh));
    }
}

registry.category("views").add("crm_messaging_inbox", {
    ...listView,
    Controller: InboxListController,
});
