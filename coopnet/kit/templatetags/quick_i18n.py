"""Django's tags of translation, quicker: what a catalogue says of a fixed sentence is asked once for each catalogue.

Stands in for the library ``i18n`` in every template. Django puts the sentence together anew and walks through six
catalogues each time a tag is written; a page of ours holds a hundred. A catalogue never changes while a process runs:
whoever puts another in its place gets another object, and with it other answers.
"""

from collections.abc import Callable
from typing import Any

from django.template import Library
from django.template.base import Node, Parser, Token, render_value_in_context
from django.templatetags import i18n
from django.utils import translation
from django.utils.safestring import SafeString

from coopnet.kit.said import Kept, said

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Translate(i18n.TranslateNode):
    """``{% translate "words" %}`` without anything that depends on the page."""

    def __init__(self, plain: i18n.TranslateNode) -> None:
        vars(self).update(vars(plain))
        self.kept = Kept[tuple[bool], str]()

    def render(self, context: Any) -> str:
        """The words; Django's own way the first time."""
        return self.kept.get((context.autoescape,), lambda: super(Translate, self).render(context))


class BlockTranslate(i18n.BlockTranslateNode):
    """``{% blocktranslate %}`` whose sentence is put together when the template is read."""

    def __init__(self, plain: i18n.BlockTranslateNode) -> None:
        vars(self).update(vars(plain))
        self.one, names = self.render_token_list(self.singular)
        self.more, more_names = self.render_token_list(self.plural) if self.plural else ("", [])
        self.names = dict.fromkeys([*names, *more_names])
        self.kept = Kept[int, str]()

    def render(self, context: Any, nested: bool = False) -> str:
        """The sentence with its values; Django's own way where a translation lacks one."""
        if nested:
            return str(super().render(context, nested))
        given = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.counter is not None and self.countervar is not None:
            count = self.counter.resolve(context)
            if not isinstance(count, int):
                return str(super().render(context))
            given[self.countervar] = count
            sentence = self.kept.get(count, lambda: translation.ngettext(self.one, self.more, count))
        else:
            sentence = said(self.one)
        try:
            result = sentence % {name: self._value(name, given, context) for name in self.names}
        except (KeyError, ValueError):
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = SafeString(result)
            return ""
        return result

    @staticmethod
    def _value(name: str, given: dict[str, Any], context: Any) -> str:
        if name in given:
            value = given[name]
        elif name in context:
            value = context[name]
        else:
            default = context.template.engine.string_if_invalid
            value = default % name if "%s" in default else default
        return str(render_value_in_context(value, context))


def _translate(parser: Parser, token: Token) -> Node:
    plain = i18n.do_translate(parser, token)
    fixed = not plain.filter_expression.filters and plain.filter_expression.var.lookups is None
    return Translate(plain) if fixed and not (plain.noop or plain.asvar or plain.message_context) else plain


def _block(parser: Parser, token: Token) -> Node:
    plain = i18n.do_block_translate(parser, token)
    # A name given by ``with`` may stand in the counter too: then the order in which they are read matters.
    crossed = plain.counter is not None and bool(plain.extra_context) and _root(plain.counter) in plain.extra_context
    return plain if plain.message_context or crossed else BlockTranslate(plain)


def _root(counter: Any) -> str:
    return (counter.var.lookups or ("",))[0] if hasattr(counter.var, "lookups") else ""


_QUICK: dict[str, Callable[[Parser, Token], Node]] = {
    "translate": _translate, "trans": _translate, "blocktranslate": _block, "blocktrans": _block,
}  # fmt: skip
register.tags.update(_QUICK)
