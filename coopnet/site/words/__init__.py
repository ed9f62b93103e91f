"""Texts with which a new network begins, page by page. Editors change them in the page editor.

Facts of the past keep their date. What can be worked out stands in live blocks, never in a text.
"""

from coopnet.site.words.about import ABOUT
from coopnet.site.words.join import JOIN
from coopnet.site.words.sections import Piece, Section
from coopnet.site.words.support import SUPPORT
from coopnet.site.words.voice import VOICE

SECTIONS = (JOIN, SUPPORT, VOICE)

__all__ = ["ABOUT", "JOIN", "SECTIONS", "SUPPORT", "VOICE", "Piece", "Section"]
