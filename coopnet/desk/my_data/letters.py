"""What letters to many hold about a person."""

from coopnet.desk.my_data.kinds import Shown

_WORDS = (("made_at", "When"), ("subject", "Subject"))

LETTERS: tuple[Shown, ...] = (
    Shown(
        "casework.Complaint",
        "recorded_by",
        "Complaints about data that you took down",
        "So that it can be seen who took them down.",
        "The words two years after the answer; that you did stays.",
        (("came_on", "When it came"), ("answered_on", "Answered")),
        "came_on",
    ),
    Shown(
        "moving_in.Export",
        "sent_by",
        "Exports of an old site that you sent",
        "So that it can be seen who brought what.",
        "As long as the network keeps its pages.",
        (("at", "When"), ("name", "Name")),
        "at",
    ),
    Shown(
        "moving_in.Folder",
        "taken_by",
        "Folders of documents that you brought in",
        "So that it can be seen who brought what.",
        "As long as the network keeps its documents.",
        (("at", "When"), ("name", "Name")),
        "at",
    ),
    Shown(
        "mailings.Draft",
        "made_by",
        "Letters to many that you are writing",
        "So that you can go on with them.",
        "Until they are handed in or thrown away.",
        _WORDS,
        "made_at",
    ),
    Shown(
        "mailings.Mailing",
        "made_by",
        "Letters to many that you wrote",
        "So that it can be seen who wrote to members.",
        "As long as the network keeps its letters.",
        _WORDS,
        "made_at",
    ),
    Shown(
        "mailings.Mailing",
        "agreed_by",
        "Letters to many that you agreed to",
        "So that it can be seen who read them as the second person.",
        "As long as the network keeps its letters.",
        (("agreed_at", "When"), ("subject", "Subject")),
        "agreed_at",
    ),
    Shown(
        "mailings.SavedGroup",
        "made_by",
        "Groups that you kept under a name",
        "So that they can be chosen again.",
        "Until somebody takes the name away.",
        (("made_at", "When"), ("name", "Name")),
        "made_at",
    ),
)
