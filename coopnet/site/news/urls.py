from django.urls import path

from coopnet.site.news import feed, keeping, views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/feed/", feed.feed, name="feed"),
    path("news/feed/<slug:slug>/", feed.feed, name="feed-of-region"),
    path("news/write/", keeping.write, name="write-news"),
    path("news/posts/", keeping.mine, name="posts"),
    path("news/posts/<int:pk>/", keeping.look, name="post"),
    path("news/posts/<int:pk>/change/", keeping.change, name="change-post"),
    path("news/posts/<int:pk>/<slug:act>/", keeping.act, name="act-on-post"),
]
