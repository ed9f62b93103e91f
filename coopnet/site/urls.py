"""The public addresses. Each part of the site declares its own."""

from django.urls import URLPattern, URLResolver

from coopnet.kit.addresses import part

app_name = "site"
urlpatterns: list[URLPattern | URLResolver] = [
    part("coopnet.site.home.urls"),
    part("coopnet.site.regions.urls"),
    part("coopnet.site.news.urls"),
    part("coopnet.site.urgent.urls"),
    part("coopnet.site.media.urls"),
    part("coopnet.site.facts.urls"),
    part("coopnet.site.texts.urls"),
    part("coopnet.site.small_print.urls"),
    part("coopnet.site.finder.urls"),
    part("coopnet.site.looking.urls"),
    part("coopnet.site.links.urls"),
    part("coopnet.site.school.urls"),
    part("coopnet.site.changes.urls"),
    part("coopnet.site.trust.urls"),
    part("coopnet.site.authority.urls"),
]
