"""Support: the promise, the models, legal help, schools helping schools."""

from coopnet.site.words.sections import Section, live, quotation, steps, table, text, todo

MODELS = Section(
    title="Co-operative models compared",
    slug="models",
    lead="The legal form is the engine of a school. Where it drives, people decide.",
    pieces=(
        text("""
            <p>There are two families. A <b>co-operative foundation trust</b> is a charitable trust as the
            Education and Inspections Act 2006 allows; hundreds of schools up and down the country have used it to
            build a partnership that lives and grows with them. A <b>co-operative academy</b>
            follows a model that experts of
            the Schools Co-operative Society worked out over five years, true to the co-operative values. The
            Department for Education recognises and has approved it, and describes it on its own site.</p>
        """),
        table(
            "What changes, what stays",
            ("", "Foundation trust", "Multi-academy trust", "Single academy trust"),
            (
                (
                    "In law",
                    "A charity that holds land for its schools",
                    "One charitable company for all its schools",
                    "One charitable company for one school",
                ),
                ("Land", "The trust holds it", "The trust holds it, mostly on a long lease", "The trust holds it"),
                ("Who employs", "The governing body, as before", "The trust", "The trust"),
                (
                    "Admissions",
                    "The governing body decides, by the national code",
                    "The trust decides, by the code",
                    "The trust decides, by the code",
                ),
                (
                    "Governors",
                    "The school keeps them; the trust names some",
                    "The trust decides what local governors do",
                    "The trust’s own board",
                ),
                (
                    "Local authority",
                    "Goes on maintaining the school",
                    "No longer maintains it",
                    "No longer maintains it",
                ),
                (
                    "Money",
                    "Through the authority, as before",
                    "From the Department to the trust",
                    "From the Department to the trust",
                ),
                ("Name", "Stays if you like", "Stays if you like", "Stays if you like"),
                (
                    "Who elects whom",
                    "Pupils, parents, staff and neighbours elect a forum; it names some trustees",
                    "The same groups elect a forum, as the articles say",
                    "The same groups elect a forum, as the articles say",
                ),
                ("Who joins the network", "Each school", "The trust, for its schools", "The trust"),
            ),
            "A guide for a first talk, and no legal advice. The law changes; ask before you decide.",
        ),
        live("forms"),
        steps(
            "From the first talk to the first forum",
            ("Talk", "An hour with your ambassador and with a school that has done it."),
            ("Agree to ask", "Governors decide to consult. Staff, families and neighbours hear first."),
            ("Listen", "Meetings, and then a report that anybody may read."),
            ("Decide", "Each governing body votes. The law sets the notices on the way."),
            ("First forum", "Pupils, parents, staff and neighbours join and choose who speaks for them."),
        ),
        todo(
            ("Talk to somebody quietly", "/contact/?reason=joining"),
            ("Print the briefing for governors", "/join/briefing/"),
            ("Find a co-operative school near you", "/find/?coop=now"),
        ),
    ),
)

LEGAL = Section(
    title="Legal help",
    slug="legal",
    lead="We know the models. For the law itself there are lawyers.",
    pieces=(
        text("""
            <p>The network has advised on models together with Stone King, named by it as its legal
            advisers. We put you in touch when you ask. We pass on only what you agree to, and before any
            work begins you hear what it costs and whether anybody is paid for the introduction.</p>
            <p>We can show you model documents, tell you what other schools decided and why, and come to
            your governors. That is no legal advice.</p>
            <h2>Model documents</h2>
        """),
        live("models"),
        todo(
            ("Ask for an introduction", "/contact/?reason=joining"),
        ),
    ),
)

IMPROVEMENT = Section(
    title="Schools helping schools",
    slug="improvement",
    lead="Nobody is failing. Some schools have found an answer that others still look for.",
    pieces=(
        text("""
            <p>Schools visit one another, check their assessment together, and pass on what works. A
            friend asks the hard question. A school that must improve fast finds others at its side.</p>
        """),
        quotation(
            "The school’s work with the other schools in the Coastal Alliance Cooperative Trust and the local "
            "authority adviser enables teachers to check the accuracy of their assessments and share good practice. "
            "This work also underpins the school’s vision and values. Leaders are outward looking "
            "and keen to learn from the most up-to-date research.",
            "Ofsted report, 2018",
        ),
        text("""
            <p>Inspectors have often noted what such partnership does, and have helped the work in other
            ways too. “Good” and “outstanding” were the words of those years; reports use other scales
            today, and one cannot be turned into the other. The network’s aim stands: every school can get
            there, and stays there with help.</p>
        """),
        live("self-look"),
        todo(
            ("Ask for a visit, or offer one", "/contact/?reason=practice"),
        ),
    ),
)

SUPPORT = Section(
    title="Support",
    slug="support",
    lead="For every member, in good times and when things get hard.",
    pieces=(
        text("""
            <h2>Any school that shares the values</h2>
            <p>We work with you whatever your legal form, your inspection result or your standing today.
            That goes for schools and for others who provide education. We promote the values of
            co-operation and its principles. We help co-operative schools to become outstanding and to
            stay so, and stand by those that need to improve quickly. And we are a way to share what works
            and to save money by doing things together.</p>
            <h2>What we aim at</h2>
            <ul>
            <li>more people who know the co-operative values and live by them</li>
            <li>schools that help one another by sharing good practice</li>
            <li>co-operative learning communities fit for this century</li>
            <li>good governance, in which everybody with a stake is sure of a part</li></ul>
            <p>Member schools direct this work, and pay for it. So they may expect both support and honest
            challenge: the two things that help a school to do really well. We think that young
            people and parents should want these schools first, and so
            should people who look for a post.</p>
            <h2>Three doors</h2>
        """),
        todo(
            ("Ask for help in confidence", "/help/confidence/"),
            ("Find a school that has done it", "/find/?coop=now"),
            ("Compare the models", "/support/models/"),
            ("Schools helping schools", "/support/improvement/"),
            ("Legal help", "/support/legal/"),
        ),
        live("answers"),
        text("""
            <h2>Help with becoming a co-operative academy</h2>
            <p>Whether your academy stands already or is still being made: schools that have been there
            before you will tell you how it went.</p>
            <h2>More than the machinery</h2>
            <p>We can talk you through each model. But a label is not the school; what happens inside is.
            Above all we want you to feel welcome among the people who run co-operative schools.</p>
        """),
    ),
    under=(MODELS, LEGAL, IMPROVEMENT),
)
