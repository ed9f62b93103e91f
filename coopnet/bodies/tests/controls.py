"""How to break the promises about terms of office."""

from coopnet.bodies.enums import Office
from tests.controls import Control, engine, sql, without_triggers
from tests.roles import give


def arrange() -> None:
    give(Office.CO_ORDINATOR)


def twice() -> None:
    without_triggers("bodies_term")
    columns = "person_id, office, region_id, seat_id, starts, ends, basis_kind, basis_key, basis_words, basis_day"
    more = "ending, ending_words, begun_at"
    sql(f"INSERT INTO bodies_term ({columns}, {more}) SELECT {columns}, {more} FROM bodies_term")


def without_an_act() -> None:
    without_triggers("bodies_term")
    engine(
        sqlite="PRAGMA ignore_check_constraints=ON",
        postgres="ALTER TABLE bodies_term DROP CONSTRAINT bodies_term_rests_on_an_act",
    )
    sql("UPDATE bodies_term SET basis_words = ''")
    engine(sqlite="PRAGMA ignore_check_constraints=OFF", postgres="SELECT 1")


def a_group_by_hand() -> None:
    sql("INSERT INTO auth_group (name) VALUES ('Invented group')")
    sql(
        "INSERT INTO accounts_user_groups (user_id, group_id) SELECT u.id, g.id FROM accounts_user u, auth_group g "
        "WHERE g.name = 'Invented group'"
    )


CONTROLS = {
    "bodies.held-once": Control(twice, arrange),
    "bodies.terms-rest-on-acts": Control(without_an_act, arrange),
    "bodies.rights-come-from-terms": Control(a_group_by_hand, arrange),
}
