"""Country, languages, the way numbers and names are written."""

from .base import ENGLISH, HUNGARIAN, Change, CompanyValues, _lt, has_entries

TIME_ZONE = "Europe/Budapest"
NAME_ORDER = "last_first"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Country(CompanyValues):
    key = "country"
    title = _lt("Country of the company: Hungary")
    reason = _lt(
        "Chart of accounts, taxes, address layout and the reports to the tax authority "
        "follow the country."
    )

    def current(self, company):
        return company.country_id.name or company.env._("none")

    def values(self, company):
        hungary = company.env.ref("base.hu").id
        return {"country_id": hungary, "account_fiscal_country_id": hungary}

    def blocked(self, company):
        if not has_entries(company):
            return ""
        return company.env._(
            "The company has entries: its country is not changed here. Change it on the company's "
            "form if that is really meant."
        )


class Languages(Change):
    key = "languages"
    title = _lt("Languages: Hungarian and English")
    reason = _lt(
        "Colleagues and partners read screens and documents in Hungarian, foreign "
        "partners in English."
    )

    def current(self, company):
        codes = [code for code, _name in company.env["res.lang"].get_installed()]
        return ", ".join(sorted(codes))

    def needed(self, company):
        return bool(self._missing(company))

    def apply(self, company):
        missing = self._missing(company)
        company.env["base.language.install"].create(
            {"lang_ids": [(6, 0, missing.ids)], "overwrite": False}
        ).lang_install()

    def _missing(self, company):
        languages = company.env["res.lang"].with_context(active_test=False)
        return languages.search([("code", "in", (HUNGARIAN, ENGLISH)), ("active", "=", False)])


class NumberFormat(Change):
    key = "number_format"
    title = _lt("Hungarian numbers with spaces: 12 700")
    reason = _lt(
        "Hungarian groups digits with a space; Odoo ships a full stop, which reads like "
        "a decimal sign."
    )

    def current(self, company):
        return f"12{self._language(company).thousands_sep or ''}700"

    def needed(self, company):
        language = self._language(company)
        return language.active and language.thousands_sep != NO_BREAK_SPACE

    def apply(self, company):
        self._language(company).thousands_sep = NO_BREAK_SPACE
        # An upgrade of base would put the full stop back otherwise.
        company.env["ir.model.data"].search(
            [("module", "=", "base"), ("name", "=", "lang_hu"), ("model", "=", "res.lang")]
        ).noupdate = True

    def _language(self, company):
        return company.env.ref("base.lang_hu")


class Locale(Change):
    key = "locale"
    title = _lt("New contacts and users: Hungarian, time zone Budapest")
    reason = _lt(
        "Offers and invoices are printed in the language of the contact; deadlines and "
        "schedules follow the time zone of the user."
    )

    def current(self, company):
        language = company.partner_id.lang or ""
        users = self._users_without_time_zone(company)
        return company.env._(
            "%(language)s; users without time zone: %(count)s", language=language, count=len(users)
        )

    def needed(self, company):
        return (
            company.partner_id.lang != HUNGARIAN
            or self._default(company) != HUNGARIAN
            or bool(self._users_without_time_zone(company))
        )

    def blocked(self, company):
        if company.env["res.lang"]._get_data(code=HUNGARIAN):
            return ""
        return company.env._("Hungarian is not among the languages yet.")

    def apply(self, company):
        defaults = company.env["ir.default"]
        defaults.set("res.partner", "lang", HUNGARIAN, company_id=company.id)
        company.partner_id.lang = HUNGARIAN
        self._users_without_time_zone(company).partner_id.tz = TIME_ZONE

    def _default(self, company):
        return company.env["ir.default"]._get("res.partner", "lang", company_id=company.id)

    def _users_without_time_zone(self, company):
        domain = [("company_id", "=", company.id), ("tz", "=", False), ("share", "=", False)]
        return company.env["res.users"].search(domain)


class NameOrder(Change):
    key = "name_order"
    title = _lt("Family name first: Kovács János")
    reason = _lt(
        "Hungarian names begin with the family name. Names stay written as they are; "
        "their first word becomes the family name."
    )

    def current(self, company):
        return company.env["res.partner"]._get_names_order()

    def needed(self, company):
        return self.current(company) != NAME_ORDER

    def apply(self, company):
        env = company.env
        env["ir.config_parameter"].set_param("partner_names_order", NAME_ORDER)
        people = (
            env["res.partner"]
            .with_context(active_test=False)
            .search(
                [("is_company", "=", False), ("firstname", "!=", False), ("lastname", "!=", False)]
            )
        )
        people._inverse_name()
