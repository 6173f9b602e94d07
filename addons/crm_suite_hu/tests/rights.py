"""What each role may do, written by hand. Without Odoo: the tests over XML-RPC read it too."""

ROLES = (
    "salesperson",
    "sales_manager",
    "marketer",
    "customer_service",
    "front_office",
    "accountant",
    "management",
    "administrator",
)
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}

# The columns are ROLES, shortened. A row: a document, then what each role may do with it
# (read, write, create, unlink; - nothing).
RIGHTS = """
                        sales     smanager  market    service   front     account   manage    admin
customer                rwc       rwcu      rwcu      rwcu      rwcu      rwcu      r         rwcu
bank_account            r         rwcu      rwcu      rwcu      rwcu      rwcu      r         rwcu
product                 r         rwcu      r         r         r         r         r         rwcu
price_list              r         rwcu      r         r         r         r         r         rwcu
own_opportunity         rwc       rwcu      r         -         -         -         r         rwcu
other_opportunity       -         rwcu      r         -         -         -         r         rwcu
own_order               rwc       rwcu      r         rw        r         rw        r         rwcu
other_order             -         rwcu      r         rw        r         rw        r         rwcu
own_order_line          rwcu      rwcu      r         rw        r         rw        r         rwcu
other_order_line        -         rwcu      r         rw        r         rw        r         rwcu
own_delivery            rwc       rwcu      -         rwcu      r         rwcu      r         rwcu
own_operation           rwcu      rwcu      r         rwcu      r         rwcu      r         rwcu
own_invoice             r         r         r         r         -         rwcu      r         rwcu
other_invoice           -         r         r         r         -         rwcu      r         rwcu
vendor_bill             -         r         r         -         -         rwcu      r         rwcu
payment                 -         -         -         -         -         rwcu      r         rwcu
purchase_order          -         -         -         r         -         rwcu      r         rwcu
reminder_policy         -         -         -         -         -         rwcu      r         rwcu
exchange_rate           r         r         r         r         r         rwcu      r         rwcu
ticket                  -         -         -         rwcu      rwc       -         r         rwcu
mailing                 -         rwcu      rwcu      -         -         -         r         rwcu
campaign                rwc       rwcu      rwcu      rwc       rwc       rwc       r         rwcu
survey                  -         -         rwcu      -         -         -         r         rwcu
event                   r         r         rwc       -         -         -         r         rwcu
automation              -         -         -         -         -         -         -         rwcu
"""

# Models without a document of their own here: a right to the model as a whole.
MODEL_RIGHTS = """
                        sales     smanager  market    service   front     account   manage    admin
account.move.line       r         r         r         r         -         rwcu      r         rwcu
account.bank.statement  -         -         -         -         -         rwcu      r         rwcu
account.account         r         r         r         r         r         rwcu      r         rwcu
account.invoice.report  -         -         -         -         -         r         r         r
sale.report             r         r         -         -         -         -         r         r
purchase.report         -         -         -         -         -         r         r         r
crm.discount.rule       r         rwcu      -         -         -         -         r         rwcu
crm.discount.tier       r         rwcu      -         -         -         -         r         rwcu
crm.discount.group      r         rwcu      -         -         -         -         r         rwcu
crm.discount.trace      r         r         -         -         -         -         r         r
crm.discount.report     r         r         -         -         -         -         r         r
crm.team                r         rwcu      r         r         r         r         r         rwcu
crm.activity.report     r         r         -         -         -         -         r         r
helpdesk.ticket.team    r         r         r         rwcu      r         r         r         rwcu
mailing.list            -         rwcu      rwcu      -         -         -         r         rwcu
mailing.trace           -         rwcu      rwcu      -         -         -         r         rwcu
event.registration      rwc       rwc       rwc       -         -         -         r         rwcu
survey.user_input       -         -         rwcu      -         -         -         r         rwcu
stock.quant             r         r         r         rwc       r         r         r         rwc
crm.complaint.line      r         r         r         rwcu      rwcu      r         r         rwcu
crm.complaint.settlement r        r         r         r         r         r         r         r
crm.complaint.settlement.line r   r         r         r         r         r         r         r
crm.complaint.record    r         r         r         rwcu      rwcu      r         r         rwcu
crm.complaint.report    r         r         r         r         r         r         r         r
crm.complaint.defect    r         r         r         rwcu      r         r         r         rwcu
crm.complaint.cause     r         r         r         rwcu      r         r         r         rwcu
crm.complaint.rate      -         -         -         r         -         -         r         r
crm.ticket.times        -         -         -         r         -         -         r         r
crm.ticket.satisfaction -         -         -         r         -         -         r         r
crm.complaint.outlier   -         -         -         r         -         -         r         r
crm.complaint.monthly   -         -         -         r         -         -         r         r
crm.guarantee.band      r         r         r         rwcu      r         r         r         rwcu
crm.conciliation.body   r         r         r         rwcu      r         r         r         rwcu
crm.working.day         r         r         r         rwcu      r         r         r         rwcu
crm.escalation.policy   -         -         -         rwcu      r         -         r         rwcu
crm.escalation.level    -         -         -         rwcu      r         -         r         rwcu
crm.escalation.event    r         r         r         r         r         r         r         r
helpdesk.ticket.transfer r        r         r         rc        rc        r         r         rc
crm.web.rate            -         -         -         -         -         -         -         r
helpdesk.ticket.pause   r         r         r         r         r         r         r         r
crm.audience            -         rwcu      rwcu      -         -         -         r         rwcu
crm.audience.criterion  -         rwcu      rwcu      -         -         -         r         rwcu
crm.audience.member     -         r         r         -         -         -         r         r
crm.audience.export     -         r         r         -         -         -         r         r
crm.audience.column     -         rwcu      r         -         -         -         -         rwcu
crm.rfm.score           r         r         r         -         -         -         r         r
crm.rfm.segment         r         rwcu      r         -         -         -         r         rwcu
crm.cross.sell          r         r         r         -         -         -         r         r
crm.campaign.step       r         rwcu      rwcu      -         -         -         r         rwcu
crm.campaign.variant    r         rwcu      rwcu      -         -         -         r         rwcu
crm.campaign.cost       -         rwcu      rwcu      -         -         -         r         rwcu
crm.campaign.control    -         r         r         -         -         -         r         r
crm.campaign.target     rw        rwc       rwc       -         -         -         r         rwc
crm.campaign.response   r         rwcu      r         r         r         r         r         rwcu
crm.contact.log         rwc       rwc       rwc       rwc       rwc       -         r         rwcu
crm.contact.permission  rwc       rwc       rwc       rwc       rwc       -         r         rwcu
crm.customer.card.layout rwcu    rwcu      rwcu      rwcu      rwcu      rwcu      rwcu      rwcu
crm.message.template    r         rwcu      rwcu      rwcu      r         -         r         rwcu
crm.message.template.variant r    rwcu      rwcu      rwcu      r         -         r         rwcu
crm.sms.provider        r         r         r         r         r         -         -         rwcu
crm.phone.exchange      -         -         -         -         -         -         -         rwcu
crm.gateway.secret      -         -         -         -         -         -         -         -
crm.gateway.call        -         -         -         -         -         -         -         -
crm.import.source       -         r         r         -         -         -         -         rwcu
crm.import.run          -         r         r         -         -         -         -         r
crm.import.part         -         r         r         -         -         -         -         r
crm.import.line         -         r         r         -         -         -         -         r
crm.import.change       -         r         r         -         -         -         -         r
crm.import.code         r         r         r         r         r         r         r         rwcu
crm.import.connection   -         -         -         -         -         -         -         -
crm.import.former.code  r         r         r         r         r         r         r         rwcu
crm.partner.double      -         r         -         -         -         -         -         r
crm.partner.double.search -       r         -         -         -         -         -         r
crm.partner.double.key  -         -         -         -         -         -         -         -
crm.partner.merge       -         r         -         -         -         -         -         r
crm.partner.check       r         r         r         r         r         r         r         r
crm.check.register      -         rw        -         -         -         -         -         rw
crm.check.request       -         ru        -         -         -         -         -         ru
crm.check.list          -         rwcu      -         -         -         -         -         rwcu
crm.check.list.row      -         r         -         -         -         -         -         r
crm.segment.axis        r         r         r         r         r         r         r         rwcu
crm.segment             r         rwc       rwc       rwc       rwc       rwc       r         rwcu
crm.partner.segment     r         r         r         r         r         r         r         r
crm.revenue.class       r         rwcu      rwcu      rwcu      rwcu      rwcu      r         rwcu
crm.discount.turnover   r         rwcu      -         -         -         -         r         rwcu
crm.discount.turnover.tier r      rwcu      -         -         -         -         r         rwcu
crm.discount.bench      -         rwcu      -         -         -         -         -         rwcu
credit.control.line     -         -         -         -         -         rwcu      r         rwcu
auditlog.log            -         -         -         -         -         -         -         rwcu
privacy.log             -         -         -         -         -         -         -         rwcu
res.users               r         r         r         r         r         r         r         rwcu
ir.cron                 -         -         -         -         -         -         -         rwcu
"""


def parse(table):
    """Yield (name, role, letters) for each cell of a table of rights."""
    for line in table.strip("\n").splitlines()[1:]:
        name, *cells = line.split()
        for role, letters in zip(ROLES, cells, strict=True):
            yield name, role, letters.strip("-")
