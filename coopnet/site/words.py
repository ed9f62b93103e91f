"""Texts with which a new network begins. Editors change them in the page editor."""

ABOUT = {
    "title": "About us",
    "slug": "about",
    "lead": "We are schools that chose to run their network themselves.",
    "body": """
<h2>Two bodies, one purpose</h2>
<p>The Schools Co-operative Society belongs to its members and is the parent. The Co-operative Schools Network does the
work from day to day; since 2018 the Society has commissioned it to. Both meet in one National Advisory Board.</p>
<h2>What we are for</h2>
<p>We promote education through bodies that live by co-operative values. We help in good times and in hard ones, give
schools a say on education near and far, and pass on what works and what saves money.</p>
<h2>What makes a co-operative</h2>
<p>The International Co-operative Alliance defines it like this: “A co-operative is an autonomous association of persons
united voluntarily to meet their common economic, social, and cultural needs and aspirations through a jointly-owned and
democratically-controlled enterprise.”</p>
<h2>Our values</h2>
<ul><li>self-help</li><li>self-responsibility</li><li>democracy</li><li>equality</li><li>equity</li>
<li>solidarity</li></ul>
<p>To these the founders added four: honesty, openness, social responsibility and caring for others.</p>
<h2>How decisions are made</h2>
<p>A school speaks in the forum of its region. Each forum sends delegates to the National Advisory Board, which agrees
policy and strategy. Every role has a first day and a last day, and everybody can look up who holds it.</p>
<h2>Money</h2>
<p>Nobody takes a profit. Our written agreement says that whatever is left over goes to the members’ reserve.</p>
<h2>Thank you</h2>
<p>Many of the people who do this work are not paid for it. If you have an hour to give, tell the ambassador of your
region.</p>
""".strip(),
}
