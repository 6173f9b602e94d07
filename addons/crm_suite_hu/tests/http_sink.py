from odoo.addons.crm_masterdata_import.tests.http_server import Server


class HttpSink(Server):
    """A web server that answers from a table: path → (status, body); other paths answer 404."""

    def __init__(self, answers):
        super().__init__()
        self.answers = answers

    def answer(self, path, _body):
        return self.answers.get(path, (404, b""))
