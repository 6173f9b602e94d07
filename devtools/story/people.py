"""Who plays which part, and the demo users' names: a role's user logs in with the role's name."""

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

SELLER = "salesperson"
SHIPPER = "customer_service"
BOOKKEEPER = "accountant"
ADMINISTRATOR = "administrator"
MANAGER = "sales_manager"

USERS = {role: {"login": role, "password": role} for role in ROLES}
