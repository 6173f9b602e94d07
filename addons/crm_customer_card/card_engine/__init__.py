"""What a customer's dates and sums say: rhythm, silence, change. No Odoo, no clock."""

from .rhythm import has_stopped, rhythm, silence
from .trends import (
    ON_TIME, change, delay_trend, order_trend, stopped_trend, turnover_trend, window_sums,
)  # fmt: skip
