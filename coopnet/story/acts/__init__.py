"""What happens, in the order of the days. Each part of the product adds its acts here."""

from datetime import date

from coopnet.story.acts import autumn, enquiries, founding, help_asked, money, pages, papers, post, spring, summer
from coopnet.story.engine import Act

ACTS = (
    Act(date(2026, 4, 14), "The network is founded", founding.the_network_is_founded),
    Act(date(2026, 4, 16), "Invented schools enter the list", founding.invented_schools_enter_the_list),
    Act(date(2026, 4, 20), "The co-ordinator enters the other officers", spring.officers_take_up_their_work),
    Act(date(2026, 5, 11), "Member schools appoint their regional boards", spring.boards_are_filled),
    Act(date(2026, 5, 18), "People say which invented trusts are co-operative", spring.trusts_are_recorded),
    Act(date(2026, 5, 20), "Those who want no news come first", post.refusals_come_first),
    Act(date(2026, 5, 26), "The treasurer opens the books", money.the_books_are_opened),
    Act(date(2026, 6, 5), "Money is released from the members’ reserve", money.money_is_released),
    Act(date(2026, 7, 17), "The Central ambassador steps down", summer.an_ambassador_steps_down),
    Act(date(2026, 8, 24), "The next Western ambassador is entered", summer.a_successor_is_entered),
    Act(date(2026, 9, 1), "One Western ambassador follows the other", autumn.one_ambassador_follows_the_other),
    Act(date(2026, 9, 1), "The school list is refreshed", autumn.the_list_is_refreshed),
    Act(date(2026, 9, 3), "People look at what changed", autumn.people_look_at_what_changed),
    Act(date(2026, 9, 4), "The ambassadors are told", autumn.ambassadors_are_told),
    Act(date(2026, 9, 7), "People write to the network", enquiries.people_write),
    Act(date(2026, 9, 8), "The chair of governors writes back", enquiries.she_writes_back),
    Act(date(2026, 9, 14), "Rules and an agreement are put among the documents", papers.papers_are_shelved),
    Act(date(2026, 9, 15), "One answer is late", enquiries.one_is_late),
    Act(date(2026, 9, 16), "A school asks for help in confidence", help_asked.a_school_asks),
    Act(date(2026, 9, 17), "An ambassador tells what goes on", pages.an_ambassador_tells),
    Act(date(2026, 9, 18), "Two people agree on what is said", pages.two_people_agree),
    Act(date(2026, 9, 22), "A storm closes schools", pages.a_storm_closes_schools),
    Act(date(2026, 9, 23), "Letters about the storm come back", post.letters_come_back),
    Act(date(2026, 9, 25), "The storm is over", pages.the_storm_is_over),
)
