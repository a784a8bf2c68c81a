"use strict";
// Hovering, focusing or choosing a claim lights its words and its chain of speakers; hovering words lights their claims.
for (const sheet of document.querySelectorAll(".sheet")) {
  const list = sheet.querySelector(".claims");
  const cards = new Map(Array.from(sheet.querySelectorAll(".claim"), (card) => [card.dataset.claim, card]));
  const words = new Map(), links = new Map();
  const names = (value) => (value ? value.split(" ") : []);
  const collect = (index, piece, value) => {
    for (const name of names(value)) index.has(name) ? index.get(name).push(piece) : index.set(name, [piece]);
  };
  for (const piece of sheet.querySelectorAll(".text .m")) {
    collect(words, piece, piece.dataset.e);
    collect(links, piece, piece.dataset.k);
  }
  let lit = [], chosen = [];

  const light = (claims) => {
    for (const [element, style] of lit) element.classList.remove(style);
    lit = [];
    const add = (element, style) => { element.classList.add(style); lit.push([element, style]); };
    for (const name of claims) {
      if (cards.has(name)) add(cards.get(name), "on");
      for (const piece of words.get(name) || []) add(piece, "on");
      for (const piece of links.get(name) || []) add(piece, "via");
    }
  };
  const choose = (claims) => {
    for (const name of chosen) cards.get(name)?.querySelector(".number").removeAttribute("aria-current");
    chosen = claims.filter((name) => cards.has(name));
    for (const name of chosen) cards.get(name).querySelector(".number").setAttribute("aria-current", "true");
    light(chosen);
  };
  const seen = (element) => {
    if (!element) return;
    const box = element.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight - 20) element.scrollIntoView({ block: "center" });
  };
  const inList = (card) => {
    // The list scrolls by itself where it stands beside the text; the page stays where it is.
    if (!card || list.scrollHeight <= list.clientHeight) return;
    const outer = list.getBoundingClientRect(), inner = card.getBoundingClientRect();
    if (inner.top < outer.top + 40) list.scrollTop += inner.top - outer.top - 40;
    else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  };
  const claimsAt = (target) => {
    const element = target instanceof Element ? target : null;
    const card = element?.closest(".claim, [data-to]");
    if (card) return [card.dataset.claim || card.dataset.to];
    return names(element?.closest(".text .m")?.dataset.e);
  };

  sheet.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const claims = claimsAt(event.target);
    light(claims.length ? claims : chosen);
    if (event.target.closest?.(".text")) inList(cards.get(claims[0]));
  });
  sheet.addEventListener("pointerleave", () => light(chosen));
  sheet.addEventListener("focusin", (event) => light(claimsAt(event.target).concat(chosen)));
  sheet.addEventListener("focusout", () => light(chosen));
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("a:not(.number), summary, label, input")) return;
    const claims = claimsAt(event.target);
    choose(claims.join() === chosen.join() ? [] : claims);
    if (event.target.closest(".claim")) seen(words.get(claims[0])?.[0]);
    else inList(cards.get(claims[0]));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose([]); });

  const follow = () => {
    const name = location.hash.slice(1).replace(/-words$/, "");
    if (!name.startsWith(sheet.dataset.prefix)) return;
    const claim = name.slice(sheet.dataset.prefix.length);
    if (!cards.has(claim)) return;
    choose([claim]);
    inList(cards.get(claim));
    if (list.scrollHeight > list.clientHeight) seen(words.get(claim)?.[0]);
  };
  window.addEventListener("hashchange", follow);
  // A browser goes to the claim of its own accord once all is loaded: only then can the text beside it follow.
  window.addEventListener("load", () => requestAnimationFrame(follow));
  follow();
}
