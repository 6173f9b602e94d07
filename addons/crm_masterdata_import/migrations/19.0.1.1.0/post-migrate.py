"""Loads that were half done are begun anew: their rows are divided in another way now."""


def migrate(cr, version):
    if not version:
        return
    cr.execute(
        """
        DELETE FROM crm_import_line
         WHERE run_id IN (SELECT id FROM crm_import_run WHERE state IN ('staged', 'resolved'))
        """
    )
    cr.execute(
        "UPDATE crm_import_run SET state = 'queued', rows = 0 WHERE state IN ('staged', 'resolved')"
    )
