// Find a school: results while typing, after three letters and a pause. Without it the form does the same.
(() => {
  const form = document.getElementById("find");
  const words = document.getElementById("id_q");
  if (!form || !words) return;
  let waiting = 0;
  let asked = null;
  const ask = async () => {
    const text = words.value.trim();
    if (text.length < 3) return;
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...query]) if (!value) query.delete(name);
    const address = `/find/?${query}`;
    if (asked) asked.abort();
    asked = new AbortController();
    query.set("part", "results");
    try {
      const answer = await fetch(`/find/?${query}`, { signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["count", "results"]) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      history.replaceState(null, "", address);
    } catch {
      // Gone on typing, or no connection: the button still asks.
    }
  };
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
})();
