"""The people of the story. All are invented; their addresses lead nowhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in the story. ``region`` is a region's key, empty for the whole network; ``school`` an invented URN."""

    key: str
    name: str
    words: str
    region: str = ""
    school: int = 0

    @property
    def email(self) -> str:
        """An address that can never reach anybody."""
        return f"{self.key}@people.example.org"


CO_ORDINATOR = Part("hazel.merrydew", "Hazel Merrydew", "National co-ordinator, since the founding")
RETURNING_OFFICER = Part("basil.quillfeather", "Basil Quillfeather", "Returning officer: elections and roles")
TREASURER = Part("juniper.pennyworth", "Juniper Pennyworth", "Treasurer")
ADMINISTRATOR = Part("cyprian.wickhollow", "Cyprian Wickhollow", "System administrator: keeps the machine running")

AMBASSADORS = (
    Part("rowan.applegarth", "Rowan Applegarth", "Ambassador of the Northern region", "north"),
    Part("clover.whitlock", "Clover Whitlock", "Was ambassador of the Central region until 16 July 2026", "central"),
    Part("aster.windermoor", "Aster Windermoor", "Was ambassador of the Western region until 31 August 2026", "west"),
    Part("saffron.lanternwick", "Saffron Lanternwick", "Ambassador of London and South East", "laser"),
)
NEXT_WESTERN = Part(
    "linden.fairweather", "Linden Fairweather", "Ambassador of the Western region since 1 September 2026", "west"
)
EDITORS = (
    Part("ivy.inkersley", "Ivy Inkersley", "Regional editor, Northern", "north"),
    Part("teasel.brightwater", "Teasel Brightwater", "Regional editor, Central", "central"),
    Part("marigold.tidewell", "Marigold Tidewell", "Regional editor, Western", "west"),
    Part("indigo.farthingale", "Indigo Farthingale", "Regional editor, London and South East", "laser"),
)

# Invented schools that pay late: in part, by a debit that fails, not at all and then again, not at all.
IN_PART, BY_DEBIT, COMES_BACK, STAYS_AWAY = 900011, 900012, 900014, 900031
LATE_PAYERS = (IN_PART, BY_DEBIT, COMES_BACK, STAYS_AWAY)
# It joins in summer and is late with its first invoice on the last day.
STILL_LATE = 900013
# It left some years ago and comes back.
LEFT_LONG_AGO = 900032

# Board members, in the order of their seats; each comes from an invented school of the region.
BOARDS = {
    "north": (
        Part("alder.stonebeck", "Alder Stonebeck", "Regional board, Northern", "north", 900001),
        Part("bryony.cloudsley", "Bryony Cloudsley", "Regional board, Northern", "north", 900002),
        Part("comfrey.hartwhistle", "Comfrey Hartwhistle", "Regional board, Northern", "north", 900003),
        Part("damson.eastwillow", "Damson Eastwillow", "Regional board, Northern", "north", 900004),
        Part("elder.foxbridge", "Elder Foxbridge", "Regional board, Northern", "north", 900005),
    ),
    "central": (
        Part("fennel.gladwater", "Fennel Gladwater", "Regional board, Central", "central", 900011),
        Part("gentian.marlhope", "Gentian Marlhope", "Regional board, Central", "central", 900012),
        Part("heather.nightingrove", "Heather Nightingrove", "Regional board, Central", "central", 900013),
        Part("iris.oldacre", "Iris Oldacre", "Regional board, Central", "central", 900014),
    ),
    "west": (
        Part("jasmine.pebblecombe", "Jasmine Pebblecombe", "Regional board, Western", "west", 900021),
        Part("laurel.quaymoor", "Laurel Quaymoor", "Regional board, Western", "west", 900022),
        Part("mallow.rainsford", "Mallow Rainsford", "Regional board, Western", "west", 900023),
        Part("nettle.saltmarsh", "Nettle Saltmarsh", "Regional board, Western", "west", 900024),
        Part("oxlip.thornyhold", "Oxlip Thornyhold", "Regional board, Western", "west", 900025),
    ),
    "laser": (
        Part("poppy.underhaven", "Poppy Underhaven", "Regional board, London and South East", "laser", 900031),
        Part("quince.valewright", "Quince Valewright", "Regional board, London and South East", "laser", 900032),
        Part("rosemary.weirstone", "Rosemary Weirstone", "Regional board, London and South East", "laser", 900033),
        Part("sorrel.yewbarrow", "Sorrel Yewbarrow", "Regional board, London and South East", "laser", 900034),
        Part("tansy.zephyrlea", "Tansy Zephyrlea", "Regional board, London and South East", "laser", 900035),
    ),
}
# Somebody without any role, so that a demo can show what such a person may do.
TEACHER = Part("willow.chalkley", "Willow Chalkley", "Teacher without a role in the network", "west", 900021)

OFFICERS = (CO_ORDINATOR, RETURNING_OFFICER, TREASURER, ADMINISTRATOR, *AMBASSADORS, NEXT_WESTERN, *EDITORS)
EVERYBODY = (*OFFICERS, *(part for board in BOARDS.values() for part in board), TEACHER)
