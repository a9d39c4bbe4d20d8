"use strict";
// A page that is served: asks who serves it whether there is a new one, and says what is being done.
(() => {
  const EVERY = 700; // milliseconds
  const mark = document.body.dataset.live;
  const line = document.querySelector("#live");
  const results = [...document.querySelectorAll(".result")];

  const say = (text) => {
    if (line.textContent !== text) line.textContent = text;
  };

  // What was unfolded stays so in the next page, and what was chosen stays chosen.
  function keep() {
    const unfolded = results.filter((result) => result.querySelector("details").open).map((result) => result.id);
    const search = document.querySelector("#search");
    sessionStorage.setItem("rspverify", JSON.stringify({ unfolded, search: search ? search.value : "" }));
  }

  function bringBack() {
    const kept = sessionStorage.getItem("rspverify");
    sessionStorage.removeItem("rspverify");
    if (!kept || !results.length) return;
    const { unfolded, search } = JSON.parse(kept);
    for (const result of results) if (unfolded.includes(result.id)) result.querySelector("details").open = true;
    const field = document.querySelector("#search");
    field.value = search;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function ask() {
    try {
      const answer = await fetch("/state.json", { cache: "no-store" });
      const state = await answer.json();
      if (state.mark !== mark) {
        keep();
        location.reload();
        return;
      }
      say(state.doing);
      if (state.over) return;
    } catch {
      say("rspverify no longer serves this page; it stays as it is");
    }
    setTimeout(ask, EVERY);
  }

  bringBack();
  ask();
})();
