from django.urls import URLPattern, URLResolver, path

from coopnet.ledger.views import books, divided, expenses, funds, public

app_name = "ledger"
urlpatterns: list[URLPattern | URLResolver] = [
    path("money/", public.latest, name="latest"),
    path("money/<int:year>/", public.one_year, name="year"),
    path("money/<int:year>/download/", public.download, name="download"),
    path("money/<int:year>/behind/<slug:line>/", public.behind, name="behind"),
    path("money/books/", books.all_entries, name="books"),
    path("money/books/open/", books.open_books, name="open"),
    path("money/books/enter/", books.enter, name="enter"),
    path("money/books/divide/", divided.divide, name="divide"),
    path("money/books/release/", books.release, name="release"),
    path("money/books/close/", books.close, name="close"),
    path("money/books/where/", books.where, name="where"),
    path("money/books/journal/<int:year>/", books.journal, name="journal"),
    path("money/books/pack/<int:year>/", books.pack, name="pack"),
    path("money/books/plan/<int:year>/", books.plan, name="plan"),
    path("money/funds/", funds.listed, name="funds"),
    path("money/funds/<slug:slug>/", funds.one, name="fund"),
    path("money/books/funds/add/", funds.add, name="fund_add"),
    path("money/second/", books.second, name="second"),
    path("money/second/<uuid:key>/<slug:act>/", books.judge, name="judge"),
    path("money/entries/<int:number>/", books.one, name="entry"),
    path("money/entries/<int:number>/reverse/", books.reverse, name="reverse"),
    path("money/entries/<int:number>/papers/<int:pk>/", books.paper, name="paper"),
    path("money/expenses/", expenses.mine, name="expenses"),
    path("money/expenses/rate/", expenses.rate, name="rate"),
    path("money/expenses/<uuid:key>/receipt/", expenses.receipt, name="receipt"),
    path("money/expenses/<uuid:key>/<slug:act>/", expenses.act, name="claim-act"),
]
