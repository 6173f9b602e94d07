"""Targets of segments, ``segment.<code of the axis>``: values of a customer as text, and back."""

from .import_engine.targets import SEGMENT
from .import_engine.text import fold


def read_segments(partner):
    """Return a dict of target → name of the segment that a customer has there."""
    return {
        SEGMENT + link.axis_id.code: link.segment_id.name
        for link in partner.segment_link_ids
        if link.axis_id.active
    }


class Segments:
    """The axes of a company and their values, read once; unknown values are made."""

    def __init__(self, env):
        self._env = env
        self._axes = None
        self._values = {}

    def canonical(self, texts):
        """Write known segments in ``texts`` (target → text) as they are called."""
        for target in _targets(texts):
            known = self._values_of(target).get(fold(texts[target]))
            if known:
                texts[target] = known.name

    def values(self, texts):
        """Return what `create` and `write` of a partner take: its new segments, if any."""
        ids = [self._segment(target, texts[target]).id for target in _targets(texts)]
        return {"segment_ids": [(4, segment_id) for segment_id in ids]} if ids else {}

    def _segment(self, target, name):
        values = self._values_of(target)
        if fold(name) not in values:
            axis = self._axis(target)
            self._env["crm.import.run"]._lock_loads()
            # sudo: segments come along with customers, whoever edits them
            values[fold(name)] = axis.segment_ids.sudo().create({"axis_id": axis.id, "name": name})
        return values[fold(name)]

    def _values_of(self, target):
        if target not in self._values:
            # an archived value is used again: another one of its name cannot be made
            segments = self._env["crm.segment"].with_context(active_test=False)
            found = segments.search([("axis_id", "=", self._axis(target).id)], order="id desc")
            self._values[target] = {fold(segment.name): segment for segment in found}
        return self._values[target]

    def _axis(self, target):
        if self._axes is None:
            self._axes = self._env["crm.segment.axis"]._by_code(self._env.company)
        return self._axes[target.removeprefix(SEGMENT)]


def _targets(texts):
    return [target for target in texts if target.startswith(SEGMENT)]
