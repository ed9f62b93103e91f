from django.urls import path

from coopnet.subscriptions import views
from coopnet.subscriptions.invoices import views as invoices
from coopnet.subscriptions.printing import views as printing
from coopnet.subscriptions.renewals import views as renewals
from coopnet.subscriptions.settling import views as settling
from coopnet.subscriptions.statements import agree_views as agreeing
from coopnet.subscriptions.statements import views as bank

app_name = "subscriptions"
urlpatterns = [
    path("join/price/", views.price, name="price"),
    path("prices/set/", views.set_prices, name="set"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/sheet/", invoices.as_sheet, name="sheet"),
    path("invoices/run/", invoices.run, name="run"),
    path("invoices/supplier/", invoices.supplier, name="supplier"),
    path("invoices/payments/", settling.payments, name="payments"),
    path("invoices/second/", settling.second, name="second"),
    path("invoices/second/<int:pk>/<slug:act>/", settling.judge, name="judge"),
    path("invoices/supplier/sheet/", printing.supplier, name="supplier_pdf"),
    path("invoices/<int:number>/pdf/", printing.invoice, name="invoice_pdf"),
    path("invoices/<int:number>/credit/<int:note>/", printing.credit, name="credit_pdf"),
    path("invoices/<int:number>/statement/", printing.statement, name="statement_pdf"),
    path("invoices/<int:number>/settle/", settling.settle, name="settle"),
    path("invoices/<int:number>/", invoices.one, name="invoice"),
    path("invoices/<int:number>/<slug:act>/", invoices.act, name="act"),
    path("bank/", bank.bank, name="bank"),
    path("bank/columns/", bank.columns, name="bank_columns"),
    path("bank/agree/", agreeing.agree, name="bank_agree"),
    path("bank/certain/", bank.certain, name="bank_certain"),
    path("bank/<int:pk>/", bank.line, name="bank_line"),
    path("bank/<int:pk>/match/", bank.match, name="bank_match"),
    path("bank/<int:pk>/aside/", bank.aside, name="bank_aside"),
    path("bank/undo/<int:pk>/", bank.undo, name="bank_undo"),
    path("late/", renewals.late, name="late"),
    path("late/sheet/", renewals.as_sheet, name="late_sheet"),
    path("late/ending/", renewals.ending, name="ending"),
    path("late/looked/", renewals.looked, name="looked"),
    path("late/bank-day/", renewals.bank_day, name="bank_day"),
    path("late/<int:number>/", renewals.one, name="late_one"),
    path("invoice/<str:word>/pdf/", printing.payers_invoice, name="payer_pdf"),
    path("invoice/<str:word>/credit/<int:note>/", printing.payers_credit, name="payer_credit"),
    path("invoice/<str:word>/statement/", printing.payers_statement, name="payer_statement"),
    path("invoice/<str:word>/supplier/", printing.payers_supplier, name="payer_supplier"),
    path("join/price/quote/<slug:sort>/<int:number>/<slug:kind>/", printing.quote, name="quote"),
    path("invoice/<str:word>/", invoices.payer, name="payer"),
]
