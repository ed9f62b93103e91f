"""What happens, in the order of the days. Each part of the product adds its acts here."""

from datetime import date

from coopnet.story.acts import autumn, enquiries, founding, help_asked, joining, pages, papers, post, spring, summer
from coopnet.story.engine import Act

ACTS = (
    Act(date(2026, 4, 14), "The network is founded", founding.the_network_is_founded),
    Act(date(2026, 4, 16), "Invented schools enter the list", founding.invented_schools_enter_the_list),
    Act(date(2026, 4, 20), "The co-ordinator enters the other officers", spring.officers_take_up_their_work),
    Act(date(2026, 5, 11), "Member schools appoint their regional boards", spring.boards_are_filled),
    Act(date(2026, 5, 18), "People say which invented trusts are co-operative", spring.trusts_are_recorded),
    Act(date(2026, 5, 19), "Members come over from the old list", joining.members_come_over),
    Act(date(2026, 5, 20), "Those who want no news come first", post.refusals_come_first),
    Act(date(2026, 5, 26), "Prices are set", joining.prices_are_set),
    Act(date(2026, 6, 1), "A trust of five schools asks to join", joining.a_trust_asks_to_join),
    Act(date(2026, 6, 11), "The Western board says yes", joining.the_board_says_yes),
    Act(date(2026, 6, 24), "Its chair of governors says who votes", joining.its_chair_says_who_votes),
    Act(date(2026, 7, 17), "The Central ambassador steps down", summer.an_ambassador_steps_down),
    Act(date(2026, 8, 24), "The next Western ambassador is entered", summer.a_successor_is_entered),
    Act(date(2026, 9, 1), "One Western ambassador follows the other", autumn.one_ambassador_follows_the_other),
    Act(date(2026, 9, 1), "The school list is refreshed", autumn.the_list_is_refreshed),
    Act(date(2026, 9, 3), "People look at what changed", autumn.people_look_at_what_changed),
    Act(
        date(2026, 9, 3),
        "Schools changed, and membership waits for a person",
        joining.schools_change_and_membership_waits_for_a_person,
    ),
    Act(
        date(2026, 9, 3),
        "Neverdale belongs, and one of its schools became an academy",
        joining.neverdale_joins_and_one_school_becomes_an_academy,
    ),
    Act(date(2026, 9, 4), "The ambassadors are told", autumn.ambassadors_are_told),
    Act(date(2026, 9, 7), "People write to the network", enquiries.people_write),
    Act(date(2026, 9, 8), "The chair of governors writes back", enquiries.she_writes_back),
    Act(date(2026, 9, 14), "Rules and an agreement are put among the documents", papers.papers_are_shelved),
    Act(date(2026, 9, 15), "One answer is late", enquiries.one_is_late),
    Act(date(2026, 9, 16), "A school asks for help in confidence", help_asked.a_school_asks),
    Act(date(2026, 9, 17), "The national board decides", pages.the_board_decides),
    Act(date(2026, 9, 17), "An ambassador tells what goes on", pages.an_ambassador_tells),
    Act(date(2026, 9, 18), "Two people agree on what is said", pages.two_people_agree),
    Act(date(2026, 9, 19), "The next forum gets its day", pages.a_date_is_set),
    Act(date(2026, 9, 21), "A page cites a report", pages.a_source_is_cited),
    Act(date(2026, 9, 21), "A school waits for an answer", joining.a_school_waits_for_an_answer),
    Act(date(2026, 9, 22), "A storm closes schools", pages.a_storm_closes_schools),
    Act(date(2026, 9, 23), "Letters about the storm come back", post.letters_come_back),
    Act(date(2026, 9, 24), "The report is gone", pages.a_page_outside_is_gone),
    Act(date(2026, 9, 25), "The storm is over", pages.the_storm_is_over),
)
