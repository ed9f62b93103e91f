"""About us: the two bodies, the purpose, the values, how decisions are made."""

ABOUT = {
    "title": "About us",
    "slug": "about",
    "lead": "We are schools that chose to run their network themselves.",
    "body": """
<h2>Two bodies, one purpose</h2>
<p>Since 2009 two sister bodies have helped schools that use co-operative models to grow, have stood by them and spoken
for them. The Schools Co-operative Society belongs to its members and is the parent. The Co-operative Schools Network is
its working arm: since 2018 the Society has commissioned it to run services and support for members and to help the
network grow. Both meet in one National Advisory Board. Members nominate it; it stands for the regions and for the
membership, and watches over what is done. In the country as a whole we speak for every school that uses such a
model.</p>
<p>The rules can be read and downloaded: those that hold today, and those before them. They are among our
<a href="/library/">documents</a>.</p>
<h2>What we are for</h2>
<p>The rules of the Society put it like this: “The purpose of the Society is to promote and encourage education through
appropriate corporate bodies or institutions that educates in a way that reflect the co-operative values of self-help,
self-responsibility, democracy, equality, equity, solidarity, honesty, openness, social responsibility and caring for
others.”</p>
<p>In short: we promote education through bodies that live by ten values. What we do and how we are built should
show those values, and the principles that go with them, at work: in partnership, in what we do with
communities, and by answering to our members at every
level.</p>
<p>The plan is plain. The two bodies and their members build, step by step, a movement in public education:
learning communities that
last, that aim high, and that know what they are for.</p>
<p>We help members in good times and when they face a real challenge. We give them a voice on education near home, in
their region and nationally. And we offer services through which schools share good value and good practice. So we give
support, service and a voice. We have seen what co-operation can do.</p>
<h2>What makes a co-operative</h2>
<p>The International Co-operative Alliance defines it like this: “A co-operative is an autonomous association of persons
united voluntarily to meet their common economic, social, and cultural needs and aspirations through a jointly-owned and
democratically-controlled enterprise.”</p>
<h2>Our values</h2>
<ul><li>self-help</li><li>self-responsibility</li><li>democracy</li><li>equality</li><li>equity</li>
<li>solidarity</li></ul>
<p>As the founders did, members also believe in four more: honesty, openness, social responsibility and caring for
others.</p>
<h2>How decisions are made</h2>
<p>A school speaks in the forum of its region. The forums send delegates to the National Advisory Board. There policy
and strategy are settled for all. Members also appoint a board for each region. This is how we keep a promise: that
members lead, by democratic means. <a href="/regions/">The regions</a> are still growing, and each has a page that
says whom to ask and what goes on. Every role has a first day and a last day, and everybody can look up who
holds it.</p>
<h2>Money</h2>
<p>Nobody takes a profit. Our written agreement says that whatever is left over goes to the members’ reserve.
<a href="/money/">See the statement of the last year</a></p>
<h2>When something urgent happens</h2>
<p>It stands on a page of its own, and every page leads there. So it was with advice and support in the time of the
coronavirus. What is over stays where it was:
<a href="/urgent/">urgent pages, now and then</a>.</p>
<h2>Thank you</h2>
<p>Many of the people who do this work are not paid for it. What they get is to see their values at work. If
you have an hour to give, tell the ambassador of your
region.</p>
""".strip(),
}
