"""Which tables hold something about a person, what of them is shown, and why the rest is not.

A key to a person or an account is either ``Shown`` or ``Elsewhere``; there is no third way. Keys of tables of Wagtail
and allauth count like our own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of ``model`` whose ``key`` is the person are shown with these columns: (path, words)."""

    model: str
    key: str
    title: str
    why: str
    kept: str
    columns: tuple[tuple[str, str], ...]
    order: str = "pk"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Rows of ``model`` whose ``key`` is the person are not shown by themselves, for this reason."""

    model: str
    key: str
    reason: str


_DID = "It is somebody else’s row that you touched; that you did so stands in the record of acts."
_PAGES = "It serves the page editor for a moment and says nothing that the list of your pages does not."
_ACCOUNT = "So that you can sign in."
_AS_LONG = "As long as you have an account."
_EDITOR = "So that it can be seen who wrote what on the site."
_WITH_PAGE = "As long as the page."

SHOWN: tuple[Shown, ...] = (
    Shown(
        "people.Person",
        "user",
        "You",
        "So that the network knows who its people are.",
        "As long as you have to do with the network, then seven years for what the law asks.",
        (
            ("key", "Your key"),
            ("name", "Name"),
            ("email", "Address for letters"),
            ("note", "Note of officers"),
            ("made_at", "Known since"),
        ),
    ),
    Shown(
        "people.ContactPoint",
        "person",
        "How to reach you",
        "So that officers of your region can ring or write.",
        "Until you or an officer takes it away.",
        (
            ("kind", "How"),
            ("value", "Address or number"),
            ("shared", "Others read it too"),
            ("source", "Where we have it from"),
            ("made_at", "Noted"),
        ),
    ),
    Shown(
        "people.Affiliation",
        "person",
        "Where you belong",
        "So that we know who may speak for a school.",
        "Kept after it ends: it shows who could act, and when.",
        (
            ("organisation__name", "Organisation"),
            ("role", "Role"),
            ("starts", "From"),
            ("ends", "First day without it"),
            ("verified_on", "Confirmed on"),
        ),
        "starts",
    ),
    Shown(
        "enquiries.Message",
        "by",
        "What you wrote to people who asked the network",
        "So that others who answer know what was said.",
        "A year after the enquiry is closed.",
        (("at", "When"), ("kind", "How"), ("text", "Words")),
        "at",
    ),
    Shown(
        "enquiries.Cover",
        "away",
        "Who stood in for you",
        "So that enquiries are answered while you are away.",
        "As long as the network keeps its records.",
        (("cover__name", "Who"), ("starts", "From"), ("ends", "First day back")),
        "starts",
    ),
    Shown(
        "enquiries.Cover",
        "cover",
        "For whom you stood in",
        "So that enquiries are answered while somebody is away.",
        "As long as the network keeps its records.",
        (("away__name", "For whom"), ("starts", "From"), ("ends", "First day back")),
        "starts",
    ),
    Shown(
        "library.Version",
        "added_by",
        "Versions of documents that you added",
        "So that it can be seen who put a document there.",
        "As long as the document.",
        (("added_at", "When"), ("paper__title", "Document"), ("number", "Version")),
        "added_at",
    ),
    Shown(
        "ledger.Entry",
        "recorded_by",
        "Entries of the books that you recorded",
        "So that it can be seen who recorded money.",
        "As long as the books.",
        (("recorded_at", "When"), ("number", "Entry"), ("words", "Words")),
        "recorded_at",
    ),  # fmt: skip
    Shown(
        "ledger.Entry",
        "agreed_by",
        "Entries of the books that you agreed to",
        "So that money out has a second person.",
        "As long as the books.",
        (("agreed_at", "When"), ("number", "Entry"), ("words", "Words")),
        "agreed_at",
    ),  # fmt: skip
    Shown(
        "ledger.Year",
        "closed_by",
        "Years of the books that you closed",
        "So that it can be seen who closed a year.",
        "As long as the books.",
        (("closed_at", "When"), ("name", "Year")),
        "closed_at",
    ),  # fmt: skip
    Shown(
        "ledger.Expense",
        "person",
        "What you laid out for the network",
        "So that you get your money back.",
        "As long as the books.",
        (("day", "When"), ("words", "For what"), ("pence", "Pence"), ("state", "How it stands")),
        "day",
    ),  # fmt: skip
    Shown(
        "ledger.Expense",
        "claimed_by",
        "Claims that you sent",
        "So that it can be seen who claimed.",
        "As long as the books.",
        (("claimed_at", "When"), ("words", "For what"), ("pence", "Pence")),
        "claimed_at",
    ),  # fmt: skip
    Shown(
        "ledger.Expense",
        "agreed_by",
        "Claims that you looked at as the second person",
        "So that money out has a second person.",
        "As long as the books.",
        (("agreed_at", "When"), ("pence", "Pence"), ("why", "Why not")),
        "agreed_at",
    ),  # fmt: skip
    Shown(
        "ledger.Expense",
        "paid_by",
        "Claims that you paid",
        "So that it can be seen who paid.",
        "As long as the books.",
        (("agreed_at", "When it was agreed"), ("pence", "Pence")),
        "agreed_at",
    ),  # fmt: skip
    Shown(
        "decisions.Decision",
        "recorded_by",
        "Decisions that you recorded",
        "So that it can be seen who put a decision into the record.",
        "As long as the decision.",
        (("recorded_at", "When"), ("body__name", "Whose"), ("title", "Decision")),
        "recorded_at",
    ),
    Shown(
        "casework.ContactNote",
        "by",
        "What you noted of calls and visits",
        "So that whoever rings next knows what was said.",
        "Three years.",
        (("on", "When"), ("establishment__name", "School"), ("with_whom", "With whom"), ("words", "Words")),
        "on",
    ),
    Shown(
        "casework.HelpEvent",
        "by",
        "What you did about requests for help",
        "So that it can be seen who looked, and what was done.",
        "Your words half a year after the request is closed; that you looked stays.",
        (("at", "When"), ("kind", "What"), ("text", "Words")),
        "at",
    ),
    Shown(
        "membership.Mandate",
        "person",
        "What you do for member schools",
        "So that we know who may act and vote for a school.",
        "Kept after it ends: the network must be able to show who could vote.",
        (
            ("member__organisation__name", "For whom"),
            ("duty", "What"),
            ("starts", "From"),
            ("ends", "First day without it"),
            ("basis_words", "How we know"),
            ("basis_day", "Since when we know"),
        ),
        "starts",
    ),
    Shown(
        "membership.VoterQuestion",
        "person",
        "Whether a chair was asked if you vote",
        "So that only those vote whom the governors named.",
        "As long as the membership is on record.",
        (
            ("member__organisation__name", "For whom"),
            ("duty", "What"),
            ("asked_at", "Asked"),
            ("state", "Answer"),
            ("words", "The minute"),
        ),
        "asked_at",
    ),
    Shown(
        "bodies.Term",
        "person",
        "Roles you hold or held",
        "What you may do follows from them.",
        "Kept after they end: the network must be able to show who held which role.",
        (
            ("office", "Office"),
            ("region__name", "Region"),
            ("seat__title", "Seat"),
            ("starts", "From"),
            ("ends", "First day without it"),
            ("basis_words", "By which act"),
            ("basis_day", "Day of the act"),
            ("ending", "How it ended"),
            ("ending_words", "In words"),
        ),
        "starts",
    ),
    Shown(
        "account.EmailAddress",
        "user",
        "Addresses you sign in with",
        _ACCOUNT,
        _AS_LONG,
        (("email", "Address"), ("verified", "Confirmed"), ("primary", "Main one")),
    ),
    Shown(
        "mfa.Authenticator",
        "user",
        "Your second steps and passkeys",
        _ACCOUNT + " Their secrets are not shown: whoever reads this page could then sign in as you.",
        "Until you take them away.",
        (("type", "Kind"), ("created_at", "Set up"), ("last_used_at", "Last used")),
    ),
    Shown(
        "usersessions.UserSession",
        "user",
        "Where you are signed in",
        "So that you can see and end every session.",
        "Until the session ends.",
        (("ip", "Internet address"), ("user_agent", "Browser"), ("created_at", "Since"), ("last_seen_at", "Last seen")),
    ),
    Shown(
        "sign_in.SignInCode",
        "user",
        "Codes sent to you",
        _ACCOUNT + " The codes themselves are not kept.",
        "A short time.",
        (
            ("purpose", "For"),
            ("email", "Sent to"),
            ("made_at", "Made"),
            ("ends_at", "Good until"),
            ("spent_at", "Used"),
        ),
    ),
    Shown(
        "sign_in.Recovery",
        "owner",
        "Times that officers let you back in",
        "So that nobody can do it unseen.",
        _AS_LONG,
        (
            ("reason", "Reason"),
            ("asked_by__name", "Asked by"),
            ("asked_at", "Asked"),
            ("confirmed_by__name", "Confirmed by"),
            ("confirmed_at", "Confirmed"),
            ("withdrawn_at", "Withdrawn"),
        ),
    ),
    Shown(
        "wagtailcore.Page",
        "owner",
        "Pages you began",
        _EDITOR,
        _WITH_PAGE,
        (("title", "Page"), ("first_published_at", "First published")),
    ),
    Shown(
        "wagtailcore.Revision",
        "user",
        "Versions of pages you wrote",
        _EDITOR,
        _WITH_PAGE,
        (("object_str", "Page"), ("created_at", "Written")),
    ),
    Shown(
        "wagtailcore.PageLogEntry",
        "user",
        "What you did in the page editor",
        _EDITOR,
        _WITH_PAGE,
        (("label", "Page"), ("action", "Act"), ("timestamp", "When")),
    ),
    Shown(
        "wagtailcore.ModelLogEntry",
        "user",
        "What you did with pictures and files",
        _EDITOR,
        "As long as the picture or file.",
        (("label", "Thing"), ("action", "Act"), ("timestamp", "When")),
    ),
    Shown(
        "wagtailcore.Comment",
        "user",
        "Your remarks on drafts",
        _EDITOR,
        _WITH_PAGE,
        (("page__title", "Page"), ("text", "Words"), ("created_at", "Written")),
    ),
    Shown(
        "wagtailcore.CommentReply",
        "user",
        "Your answers to remarks",
        _EDITOR,
        _WITH_PAGE,
        (("text", "Words"), ("created_at", "Written")),
    ),
    Shown(
        "wagtailcore.PageSubscription",
        "user",
        "Pages whose remarks you follow",
        "So that you are told of remarks.",
        _WITH_PAGE,
        (("page__title", "Page"), ("comment_notifications", "Told of remarks")),
    ),
    Shown(
        "wagtailimages.Image",
        "uploaded_by_user",
        "Pictures you put in",
        _EDITOR,
        "As long as the picture.",
        (("title", "Picture"), ("created_at", "Put in")),
    ),
    Shown(
        "wagtaildocs.Document",
        "uploaded_by_user",
        "Files you put in",
        _EDITOR,
        "As long as the file.",
        (("title", "File"), ("created_at", "Put in")),
    ),
    Shown(
        "wagtailusers.UserProfile",
        "user",
        "How you like the page editor",
        "So that it looks as you chose.",
        _AS_LONG,
        (("preferred_language", "Language"), ("current_time_zone", "Time zone"), ("theme", "Colours")),
    ),
)

ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere("people.Affiliation", "verified_by", _DID),
    Elsewhere("sign_in.Recovery", "asked_by", _DID),
    Elsewhere("sign_in.Recovery", "confirmed_by", _DID),
    Elsewhere("enquiries.Enquiry", "taken_by", _DID),
    Elsewhere("site.UrgentPage", "raised_by", "What you wrote is on a public page; that you did stands in the record."),
    Elsewhere("site.UrgentUpdate", "by", "What you wrote is on a public page; that you did stands in the record."),
    Elsewhere("accounts.User_groups", "user", "Nobody stands in a group; a check of the live database says so."),
    Elsewhere("accounts.User_user_permissions", "user", "Nobody has a right by hand; a check says so."),
    Elsewhere("wagtailcore.Page", "locked_by", _PAGES),
    Elsewhere("wagtailcore.Comment", "resolved_by", _DID),
    Elsewhere("wagtailcore.WorkflowState", "requested_by", _PAGES),
    Elsewhere("wagtailcore.TaskState", "finished_by", _PAGES),
    Elsewhere("wagtailcore.UploadedFile", "uploaded_by_user", _PAGES),
    Elsewhere("wagtailcore.APIToken", "user", "The network gives out no such keys; its address is not routed."),
    Elsewhere("wagtailadmin.EditingSession", "user", _PAGES),
    Elsewhere("wagtailadmin.FormState", "user", _PAGES),
)
