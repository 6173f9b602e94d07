from . import crm_discount_approval, crm_discount_bench, crm_discount_check, crm_discount_update
