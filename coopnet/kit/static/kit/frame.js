// The frame of every page: region line and reading settings from their cookies, focus on the error summary.
(() => {
  const cookie = (name) => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };
  const keep = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax`;
  };
  const root = document.documentElement;
  for (const part of cookie("reading").split("&")) {
    const [name, value] = part.split(":");
    if (/^(theme|size|letters|tint|spacing)$/.test(name) && /^[a-z0-9]+$/.test(value || "")) root.dataset[name] = value;
  }
  const line = document.querySelector("[data-place-now]");
  if (line) {
    for (const link of document.querySelectorAll("a[data-place]")) {
      link.addEventListener("click", () => keep("place", link.dataset.place));
      if (link.dataset.place && link.dataset.place === cookie("place") && line.textContent.trim() === "Whole network") {
        line.textContent = link.textContent;
        line.className = link.className;
      }
    }
  }
  const problem = document.getElementById("problem");
  if (problem) problem.focus();
})();
