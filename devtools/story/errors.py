"""What a story raises when it cannot go on."""


class StoryError(Exception):
    """One step failed.

    The message names the step, the user and what Odoo (or the connection) said, so that the
    person who reads it in a terminal knows whose right or which setting to look at.
    """

    def __init__(self, said, *, step="", user=""):
        self.step, self.user, self.said = step, user, said
        parts = (step and f"step “{step}”", user and f"as {user}")
        where = " ".join(part for part in parts if part)
        super().__init__(f"The story stopped at {where}: {said}" if where else said)
