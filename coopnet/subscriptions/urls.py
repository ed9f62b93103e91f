from django.urls import path

from coopnet.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("join/price/", views.price, name="price"),
    path("prices/set/", views.set_prices, name="set"),
]
