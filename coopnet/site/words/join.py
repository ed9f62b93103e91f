"""Join: who may, what it costs, what you get and give."""

from coopnet.site.words.sections import Section, live, steps, text, todo

BRIEFING = Section(
    title="A briefing for governors",
    slug="briefing",
    lead="Two pages to print and take to a meeting of your governors.",
    pieces=(
        text("""
            <h2>What you are asked</h2>
            <p>Whether the school becomes a member of the Co-operative Schools Network. Members run the
            network together and each has a say in what it does.</p>
            <h2>What changes</h2>
            <p>You get one vote in your regional forum, help when you want it, and a share in what members
            buy and book together. You name one person who votes for you.</p>
            <h2>What stays</h2>
            <p>Your governors, your staff, your land, your name and your budget stay as they are. The
            network’s opinions do not bind you. You may leave.</p>
        """),
        live("price"),
        text("""
            <h2>A resolution you can use</h2>
            <p>“The governing body agrees that the school applies to be a member of the Co-operative
            Schools Network. It names (name) to vote for the school until (day), and asks for a report
            once a year.”</p>
            <h2>Questions that governors ask</h2>
            <p>Who decides in the network? The member schools, through forums and boards whose seats all
            have an end date. Who pays the people? Many of them work for nothing. What if money is left
            over? It goes to the members’ reserve, by a written agreement.</p>
        """),
        live("people"),
        todo(
            ("Take it as a PDF", "/join/briefing/pdf/"),
            ("Write to your ambassador", "/contact/?reason=joining"),
            ("Compare the models", "/support/models/"),
        ),
    ),
)

JOIN = Section(
    title="Join us",
    slug="join",
    lead="Our power is our membership: what we do, we do because member schools asked for it.",
    pieces=(
        text("""
            <h2>Who may join</h2>
            <p>Every school that is co-operative may join: a school in a co-operative foundation trust or
            in a co-operative multi-academy trust. If you share the values and are neither, write to us.
            Support is open to you, and a person will say which kind of membership fits.</p>
            <h2>What it costs</h2>
            <p>A small subscription each year. It keeps the network running without profit. It makes
            the voice of co-operative schools stronger. And it pays for what schools and trusts get from
            us: services and support.</p>
        """),
        live("price"),
        text("""
            <p>If money is left over at the end of a year it goes into the members’ reserve. A written
            agreement says so. The reserve is for members to use later.</p>
            <h2>What you get, what you give</h2>
            <ul>
            <li>a vote, and somebody of your choice to cast it</li>
            <li>help in good times and in hard ones</li>
            <li>a say in what is said in your name, near home and nationally</li>
            <li>schools like yours to learn from, and a share in good offers</li></ul>
            <p>You give an hour now and then, and your honest opinion. Many people on the team give much
            more than that and are not paid for it. They like to see the values at work.</p>
        """),
        steps(
            "How it goes",
            ("Find your school", "See what our list says about it, and put it right if it is wrong."),
            ("Talk to us", "Your ambassador rings you. Nobody else hears of it."),
            ("Your governors decide", "The briefing has all they need on two pages."),
            ("Welcome", "You get a named person for the first ninety days, and a school to walk beside you."),
        ),
        text("""
            <h2>Questions people ask</h2>
            <h3>Must our governors decide?</h3>
            <p>Yes. The school joins, not one person.</p>
            <h3>Who is the member in a trust?</h3>
            <p>In a multi-academy trust the trust is the legal body and joins for its schools. In a
            foundation trust each school has its own governing body and joins for itself.</p>
            <h3>May we leave?</h3>
            <p>Yes, and come back. One history is kept, and it is yours to see.</p>
            <h3>Are we bound by what the network says?</h3>
            <p>No. Members agree positions; each school speaks for itself. </p>
            <h3>Why do schools leave?</h3>
            <p>Mostly because they join a trust that is not co-operative. Our list says which, and when,
            as far as the public register tells.</p>
            <h2>Who belongs</h2>
            <p>In 2021 there were about 200 member schools in four regions.</p>
        """),
        live("schools"),
        text("""
            <h2>Why then, why now</h2>
            <p>In 2021, a hard year for schools, the network set itself one aim: an active membership.
            Members would look for answers together, by solidarity, autonomy and self-responsibility. They
            would question policies and acts that weaken communities, co-operative education or social justice,
            and put alternatives beside every criticism. The pandemic had brought loss; it had also shown
            how strong a community can be. The network wanted to build on that for a decade, with
            connections, capacity and commitment among its members.</p>
            <p>The work happens with trusts, with schools and in classrooms. It is to make the identity,
            the voice and the capacity of co-operative schools stronger.</p>
        """),
        todo(
            ("Ask to join", "/join/apply/"),
            ("See what it would cost you", "/join/price/"),
            ("Write to us about joining", "/contact/?reason=joining"),
            ("Print the briefing for governors", "/join/briefing/"),
            ("Find your school", "/find/"),
        ),
    ),
    under=(BRIEFING,),
)
