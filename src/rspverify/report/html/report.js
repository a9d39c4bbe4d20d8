"use strict";
// All that is read is in the page without this script: it chooses, folds and moves through moments. It puts no HTML
// together; texts go in as text.
(() => {
  const all = (query, inside = document) => [...inside.querySelectorAll(query)];
  const one = (query, inside = document) => inside.querySelector(query);

  // ------------------------------------------------------------ what is shown

  const results = all(".result").map((shown) => ({
    shown,
    number: shown.dataset.result,
    verdict: shown.dataset.verdict,
    stands: shown.dataset.stands,
    file: shown.closest("[data-file]").dataset.file,
    text: null,
  }));
  const bar = one(".filters");
  const search = one("#search");
  const byVerdict = one("#by-verdict");
  const byFile = one("#by-file");

  function textOf(result) {
    if (result.text === null) {
      const group = result.shown.closest(".property");
      const about = [one("h3", group.closest(".checks")), one("h4", group)].map((head) => head.textContent).join(" ");
      result.text = `${result.file} ${about} ${result.shown.textContent}`.toLowerCase();
    }
    return result.text;
  }

  function choose() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const stands = new Set(all("input[name=stands]:checked").map((box) => box.value));
    const kept = new Set();
    for (const result of results) {
      const fits =
        stands.has(result.stands) &&
        (!byVerdict.value || byVerdict.value === result.verdict) &&
        (!byFile || !byFile.value || byFile.value === result.file) &&
        words.every((word) => textOf(result).includes(word));
      result.shown.hidden = !fits;
      if (fits) kept.add(result.number);
    }
    const every = kept.size === results.length; // then what has nothing to show is there, too, and says so
    for (const group of all(".property")) group.hidden = !every && !one(".result:not([hidden])", group);
    for (const group of all(".checks")) group.hidden = !every && !one(".property:not([hidden])", group);
    for (const body of all(".matrix tbody")) body.hidden = !body.dataset.results.split(" ").some((n) => kept.has(n));
    for (const table of all(".matrix")) table.parentElement.hidden = !one("tbody:not([hidden])", table);
    for (const link of all(".matrix a[data-to]")) link.classList.toggle("faded", !kept.has(link.dataset.to));
    one("#shown").textContent = `${kept.size} of ${results.length} results shown`;
  }

  function everything() {
    search.value = "";
    byVerdict.value = "";
    if (byFile) byFile.value = "";
    for (const box of all("input[name=stands]")) box.checked = true;
    choose();
  }

  function fold(open) {
    for (const result of results) if (!result.shown.hidden) one("details", result.shown).open = open;
  }

  bar.hidden = false;
  bar.addEventListener("input", choose);
  one("#unfold").addEventListener("click", () => fold(true));
  one("#fold").addEventListener("click", () => fold(false));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      everything();
    }
  });
  choose();

  // ------------------------------------------------------------ light and dark

  one("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // ------------------------------------------------------------ links into the page

  function arrive() {
    let name = location.hash.slice(1);
    try {
      name = decodeURIComponent(name);
    } catch {
      return;
    }
    const target = name && document.getElementById(name);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const result = target.closest(".result");
    if (result) {
      if (result.hidden) everything();
      one("details", result).open = true;
      result.focus({ preventScroll: true });
    }
    target.scrollIntoView();
  }

  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) arrive();
  });

  // ------------------------------------------------------------ moments of a run

  for (const viewer of all(".viewer")) {
    const told = viewer.closest(".story");
    const last = Number(viewer.dataset.last);
    const slider = one("input[type=range]", viewer);
    const said = one("output", viewer);
    const moments = all(".moment", viewer);
    const go = all("[data-go]", viewer);

    const show = (at) => {
      for (const moment of moments) moment.hidden = Number(moment.dataset.step) !== at;
      for (const dot of all(".dot", viewer)) {
        dot.classList.toggle("now", Number(dot.dataset.step) === at);
        dot.classList.toggle("later", Number(dot.dataset.step) > at);
      }
      for (const step of all(".steps > li", told)) {
        const now = Number(step.dataset.step) === at;
        step.classList.toggle("now", now);
        if (now) step.setAttribute("aria-current", "step");
        else step.removeAttribute("aria-current");
      }
      const text = moments[at].dataset.said;
      said.textContent = text;
      slider.setAttribute("aria-valuetext", text);
      go[0].disabled = at === 0;
      go[1].disabled = at === last;
    };

    slider.addEventListener("input", () => show(Number(slider.value)));
    for (const button of go) {
      button.addEventListener("click", () => {
        slider.value = Number(slider.value) + Number(button.dataset.go);
        show(Number(slider.value));
      });
    }
    for (const dot of all(".dot", viewer)) {
      dot.addEventListener("click", () => {
        slider.value = dot.dataset.step;
        show(Number(slider.value));
      });
    }
    one(".controls", viewer).hidden = false;
    one(".moments", viewer).hidden = false;
    show(last);
  }

  // ------------------------------------------------------------ parts of clauses in one result

  const choice = one("#parts-in");
  if (choice) {
    const order = all("#texts .legend .tag").map((tag) => tag.className.replace("tag r-", ""));
    choice.closest("p").hidden = false;
    const mark = () => {
      one("#texts").classList.toggle("alone", choice.value !== "");
      for (const line of all(".code .part")) {
        const parts = line.dataset.parts.split(" ").map((part) => part.split(":"));
        const here = parts.filter(([number]) => number === choice.value).map(([, role]) => role);
        const role = choice.value ? order.find((name) => here.includes(name)) : line.dataset.whole;
        line.className = `line part${role ? ` r-${role}` : ""}`;
        for (const tag of all(".tag", line)) tag.hidden = Boolean(choice.value) && !here.includes(tag.dataset.role);
      }
    };
    choice.addEventListener("change", mark);
    for (const link of all("[data-parts-in]")) {
      link.addEventListener("click", () => {
        choice.value = link.dataset.partsIn;
        mark();
      });
    }
  }

  // ------------------------------------------------------------ paper

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });

  arrive();
})();
