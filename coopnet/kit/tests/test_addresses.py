"""Parts of the house are passed over by their first words, and nothing else changes about addresses."""

from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, include, path, re_path
from django.urls.resolvers import RegexPattern

from coopnet.kit.addresses import part


def _view(request: HttpRequest, **_given: Any) -> HttpResponse:
    return HttpResponse()


def _module(*patterns: URLPattern | URLResolver, app_name: str = "") -> Any:
    module = ModuleType("urls_of_a_test")
    module.urlpatterns = list(patterns)  # type: ignore[attr-defined]  # as Django reads it
    if app_name:
        module.app_name = app_name  # type: ignore[attr-defined]  # as above
    return module


INNER = _module(path("inner/<int:n>/", _view, name="inner"))
MODULES = (
    _module(path("", _view, name="first"), path("help/", _view, name="help")),
    _module(path("schools/<int:n>/", _view, name="one"), path("schools/<int:n>/x/", _view, name="x"), app_name="s"),
    _module(part(INNER), path("file.txt", _view, name="file")),
    _module(re_path(r"^(?P<year>[0-9]{4})$", _view, name="year")),
    _module(path("<slug:word>/last/", _view, name="last")),
)
ASKED = (
    "", "help/", "help", "helper/", "schools/1/", "schools/1/x/", "schools/x/", "inner/7/", "inner/", "file.txt",
    "2024", "20245", "any/last/", "schools/last/", "nothing/", "%2F/", "schools//", "/help/",
)  # fmt: skip


def _told(resolver: URLResolver, asked: str) -> Any:
    try:
        found = resolver.resolve(asked)
    except Resolver404:
        return None
    return found.view_name, found.kwargs, found.args, found.route


@pytest.mark.parametrize("asked", ASKED)
def test_an_address_leads_where_it_led(asked: str) -> None:
    quick = URLResolver(RegexPattern(r"^"), [part(module) for module in MODULES])
    plain = URLResolver(RegexPattern(r"^"), [path("", include(module)) for module in MODULES])
    assert _told(quick, asked) == _told(plain, asked)


def test_addresses_are_made_as_before() -> None:
    quick = URLResolver(RegexPattern(r"^"), [part(module) for module in MODULES])
    assert quick.reverse("inner", n=7) == "inner/7/"
    assert quick.namespace_dict["s"][1].reverse("one", n=3) == "schools/3/"


def test_a_part_is_not_asked_about_what_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ordinary = URLPattern.resolve

    def resolve(self: URLPattern, path: str) -> Any:
        asked.append(str(self.pattern))
        return ordinary(self, path)

    monkeypatch.setattr(URLPattern, "resolve", resolve)
    get_resolver().resolve("/privacy/")
    assert "schools/<int:urn>/" not in asked
    assert len(asked) < 20, asked
