"""The firm's story: one sale from opportunity to credit note, told by the demo users.

A step is a module with ``TITLE`` (a line for people) and ``run(context)``; see
:class:`devtools.story.context.Context` for what it may use. It must find what an earlier run left,
finish it if half done, and leave the same end result however often it is run. To tell more of the
story, append the module's name to :data:`STEPS` and its keys to the result.

Keys of the result (``./dev up --json``):

``offer``, ``order``
    number of the order; in Odoo an offer becomes the order, so both are the same
``deliveries``, ``returns``
    numbers of the goods that went out and came back, in the order of time
``invoices``, ``credit_notes``
    numbers of the posted documents, in the order of time
``payment``
    number of the payment of the first invoice
``amount_untaxed``, ``amount_total``
    of the order, in its currency, net and with tax
``invoiced``
    with tax: posted invoices less posted credit notes
``delivered_percent``
    share of the ordered goods that was shipped, by value; returns stand apart
``customers_loaded``, ``customers_rejected``
    customers that came in from a list, and rows of it that were rejected
``complaints``
    numbers of the complaints about broken goods
``messages_queued``, ``messages_not_permitted``
    messages to customers that wait to be sent, and those that the customer has not agreed to
``audience``, ``audience_members``, ``campaign``, ``responses``
    names of the audience and of the campaign to it; how many persons, and how many answered
``opportunity``, ``campaign_order``, ``campaign_roi``
    what came of an answer: the opportunity, the order; margin less costs by costs
``discount_rules``, ``discounted_offer``, ``discount_granted``
    rules in use; an offer priced by them, and what they take off it, without tax
``currency``, ``url``, ``users``
    ISO code; where to log in; ``{role: {"login", "password"}}``
"""

STEPS = [
    "devtools.story.steps.mail_queue",
    "devtools.story.steps.opportunity",
    "devtools.story.steps.offer",
    "devtools.story.steps.sending",
    "devtools.story.steps.acceptance",
    "devtools.story.steps.first_delivery",
    "devtools.story.steps.first_invoice",
    "devtools.story.steps.second_delivery",
    "devtools.story.steps.second_invoice",
    "devtools.story.steps.payment",
    "devtools.story.steps.goods_back",
    "devtools.story.steps.credit_note",
    "devtools.story.steps.customers",
    "devtools.story.steps.complaint",
    "devtools.story.steps.discounts",
    "devtools.story.steps.messages",
    "devtools.story.steps.campaign",
    "devtools.story.steps.summary",
]
