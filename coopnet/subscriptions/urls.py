from django.urls import path

from coopnet.subscriptions import views
from coopnet.subscriptions.invoices import views as invoices

app_name = "subscriptions"
urlpatterns = [
    path("join/price/", views.price, name="price"),
    path("prices/set/", views.set_prices, name="set"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/sheet/", invoices.as_sheet, name="sheet"),
    path("invoices/run/", invoices.run, name="run"),
    path("invoices/supplier/", invoices.supplier, name="supplier"),
    path("invoices/<int:number>/", invoices.one, name="invoice"),
    path("invoices/<int:number>/<slug:act>/", invoices.act, name="act"),
    path("invoice/<str:word>/", invoices.payer, name="payer"),
]
