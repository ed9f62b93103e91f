// The frame of every page: the region line from its cookie, focus on the error summary.
(() => {
  const cookie = (name) => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };
  const keep = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax`;
  };
  const line = document.querySelector("[data-place-now]");
  if (line) {
    for (const link of document.querySelectorAll("a[data-place]")) {
      link.addEventListener("click", () => keep("place", link.dataset.place));
      if (link.dataset.place && link.dataset.place === cookie("place") && line.textContent.trim() === line.dataset.whole) {
        line.textContent = link.textContent;
        line.className = link.className;
      }
    }
  }
  const problem = document.getElementById("problem");
  if (problem) problem.focus();
})();
