"""Voice: how members come to speak together, about what, and with whom."""

from coopnet.site.words.sections import Section, live, quotation, text, todo

AGREEMENT = Section(
    title="Our agreement with the unions",
    slug="agreement",
    lead="Since 2013: principles of good practice for those who employ and those who serve.",
    pieces=(
        text("""
            <p>Since 2013 there has been a formal agreement with all education unions that the Trades
            Union Congress recognises. It sets out how schools act well as employers and as providers of a
            public service.</p>
        """),
        live("agreements"),
        todo(
            ("Ask about the agreement", "/contact/"),
        ),
    ),
)

VOICE = Section(
    title="Voice",
    slug="voice",
    lead="Members raise an issue, members agree on a position, we speak, and we report back.",
    pieces=(
        text("""
            <h2>At three levels</h2>
            <p>Locally, regionally and nationally. Your ambassador knows whom to ask near you; the
            National Advisory Board agrees what is said for all.</p>
            <h2>What we have spoken about</h2>
            <ul>
            <li>the crisis of funding</li>
            <li>the reform of inspection</li>
            <li>places and provision that children need, before ideology</li>
            <li>and much else that schools brought to us</li></ul>
            <p>We have done so with many others: the governors’ association NGA and the large education unions
            among them. We are in touch with the education teams of all the large parties. We tell
            them what our schools see, and offer policy that looks ahead and starts from values. So a good many
            bodies count the Society and the network among those who shape education.</p>
            <p>A position does not bind a school. Nothing here is meant for use in class.</p>
        """),
        live("decisions"),
        text("""
            <h2>What inspectors have said</h2>
            <p>They have often seen what working together does, and have written so: </p>
        """),
        quotation(
            "The school’s work with the other schools in the Coastal Alliance Cooperative Trust and the local "
            "authority adviser enables teachers to check the accuracy of their assessments and share good practice.",
            "Ofsted report, 2018",
        ),
        text("""
            <h2>What makes a co-operative</h2>
            <p>We speak for co-operative schools and learning communities in the whole country. What that
            word means can be hard to explain and harder to measure: people use it for many things. One
            definition settles it:</p>
        """),
        quotation(
            "A co-operative is an autonomous association of persons united voluntarily to meet their common "
            "economic, social, and cultural needs and aspirations through a jointly-owned and "
            "democratically-controlled enterprise.",
            "International Co-operative Alliance",
        ),
        text("""
            <p>To learn more, go to the site of the <a
            href="https://ica.coop/en/cooperatives/cooperative-identity">International Co-operative
            Alliance</a>: what the values are, what the principles are, and what they mean in
            daily life. Does your school live
            by them, or would it like to? Tell us, and let us talk about what that could do for your
            learning community.</p>
        """),
        todo(
            ("Raise an issue", "/contact/"),
            ("How co-operative are we?", "/contact/?reason=practice"),
            ("Our agreement with the unions", "/voice/agreement/"),
        ),
    ),
    under=(AGREEMENT,),
)
