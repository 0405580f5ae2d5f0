"""The chart of an exercise's milestones on one page: what stands where is found from what was released, then drawn in black and white."""

from liaison_desk.briefings.render.milestones.chart import cut_milestones
from liaison_desk.briefings.render.milestones.labels import form_words, span_of

__all__ = ["cut_milestones", "form_words", "span_of"]
