"""The public addresses. Each part of the site declares its own."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "site"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("coopnet.site.home.urls")),
    path("", include("coopnet.site.regions.urls")),
    path("", include("coopnet.site.news.urls")),
    path("", include("coopnet.site.urgent.urls")),
    path("", include("coopnet.site.media.urls")),
    path("", include("coopnet.site.facts.urls")),
    path("", include("coopnet.site.texts.urls")),
    path("", include("coopnet.site.small_print.urls")),
    path("", include("coopnet.site.finder.urls")),
    path("", include("coopnet.site.looking.urls")),
    path("", include("coopnet.site.links.urls")),
    path("", include("coopnet.site.school.urls")),
    path("", include("coopnet.site.changes.urls")),
    path("", include("coopnet.site.trust.urls")),
    path("", include("coopnet.site.authority.urls")),
]
