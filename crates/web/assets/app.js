// What the script adds to pages that work without it: hide at once, lock when idle, search while typing, keep drafts, send
// once. It holds no words (they come with the page), keeps nothing in the browser and asks this host only.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const html = document.documentElement;
  const token = () => $("input[name=jeton]")?.value || "";

  // Hide: the screen first, the lock after. What was on the page leaves memory with the navigation.
  let hidden = false;
  function hide() {
    if (hidden) return;
    hidden = true;
    html.classList.add("masked");
    document.title = "Akwaba";
    // What was being typed is kept first: once the session is locked it would be refused.
    const kept = Promise.race([keepAllDrafts(), new Promise((late) => setTimeout(late, 400))]);
    const form = $("form[data-mask]");
    const [action, body] = form ? [form.action, new URLSearchParams(new FormData(form))] : [];
    document.body.textContent = "";
    const leave = () => location.replace("/");
    const late = setTimeout(leave, 1900);
    kept
      .then(() => action && fetch(action, { method: "POST", body, redirect: "manual", keepalive: true, credentials: "same-origin" }))
      .catch(() => {})
      .then(() => { clearTimeout(late); leave(); });
  }
  let escaped = -Infinity;
  addEventListener("keydown", (event) => {
    if (!$("form[data-mask]")) return;
    if (event.key === "F9") { event.preventDefault(); hide(); }
    if (event.key !== "Escape") { escaped = -Infinity; return; }
    if (event.repeat) return;
    const now = event.timeStamp;
    if (now - escaped < 600) { event.preventDefault(); hide(); }
    escaped = now;
  }, true);
  addEventListener("submit", (event) => {
    if (event.target.matches("form[data-mask]")) { event.preventDefault(); hide(); }
  });
  // A page taken back from the browser's memory is asked for again: the session may be locked since.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // Printed: the trail is told which page, by the number that stands on it.
  let told = false;
  addEventListener("beforeprint", () => {
    const number = $("[data-number]")?.dataset.number;
    if (!number || told) return;
    told = true;
    const body = new URLSearchParams({ jeton: token(), numero: number, page: location.pathname });
    if (document.body.classList.contains("protected")) body.set("dedans", "1");
    fetch("/imprime", { method: "POST", body, redirect: "manual", keepalive: true, credentials: "same-origin" }).catch(() => { told = false; });
  });

  // Idle: after the seconds the page says without a touch, hide.
  const idleSeconds = Number(document.body.dataset.idle || 0);
  if (idleSeconds) {
    let last = Date.now();
    const touch = () => { last = Date.now(); };
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart", "input"]) addEventListener(kind, touch, { passive: true });
    const look = () => { if (Date.now() - last >= idleSeconds * 1000) hide(); };
    setInterval(look, 5000);
    document.addEventListener("visibilitychange", look);
  }

  // Search while typing.
  const find = $("form[data-find]");
  if (find) {
    const input = $("input[type=search]", find);
    const box = $("[data-found]", find);
    let asked = 0, waiting, abort;
    const close = () => { box.hidden = true; box.textContent = ""; input.removeAttribute("aria-activedescendant"); input.setAttribute("aria-expanded", "false"); };
    const options = () => all("a[href]", box);
    const choose = (at) => {
      const links = options();
      links.forEach((link, n) => { link.id ||= "find-" + n; link.setAttribute("role", "option"); link.setAttribute("aria-selected", String(n === at)); });
      if (links[at]) { input.setAttribute("aria-activedescendant", links[at].id); links[at].scrollIntoView({ block: "nearest" }); }
    };
    const chosen = () => options().findIndex((link) => link.getAttribute("aria-selected") === "true");
    async function ask() {
      const words = input.value.trim();
      abort?.abort();
      if (words.length < 2) return close();
      abort = new AbortController();
      const mine = ++asked;
      try {
        const answer = await fetch(find.dataset.find + "?q=" + encodeURIComponent(words), { headers: { "X-Fragment": "1" }, signal: abort.signal, credentials: "same-origin" });
        const text = answer.ok ? await answer.text() : "";
        if (mine !== asked || hidden) return;
        box.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
        box.hidden = !text.trim();
        input.setAttribute("aria-expanded", String(!box.hidden));
        choose(-1);
      } catch { /* a later letter asked again, or the host is away: the form itself still works */ }
    }
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", box.id = "find-found");
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", $("label", find).textContent);
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
    input.addEventListener("keydown", (event) => {
      const count = options().length, at = chosen();
      if (event.key === "ArrowDown" && count) { event.preventDefault(); choose((at + 1) % count); }
      else if (event.key === "ArrowUp" && count) { event.preventDefault(); choose((at + count - 1) % count); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); options()[at].click(); }
      else if (event.key === "Escape" && !box.hidden) close();
    });
    addEventListener("pointerdown", (event) => { if (!find.contains(event.target)) close(); });
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
    });
  }

  // Drafts: a form with data-draft is kept as typed, under the address of its page, a moment after the last letter.
  const page = location.pathname + location.search;
  const drafts = new Map();
  function keepDraft(form) {
    clearTimeout(drafts.get(form));
    drafts.delete(form);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && form.elements[name]?.type !== "password") body.append(name, value);
    }
    body.set("brouillon", page);
    const say = $("[data-draft-said]", form);
    return fetch("/brouillons", { method: "POST", body, keepalive: true, credentials: "same-origin", headers: { "X-Jeton": token(), "X-Fragment": "1" } })
      .then((answer) => { if (say) say.textContent = answer.ok ? say.dataset.draftSaid : say.dataset.draftLost; })
      .catch(() => { if (say) say.textContent = say.dataset.draftLost; });
  }
  function keepAllDrafts() { return Promise.all([...drafts.keys()].map(keepDraft)); }
  for (const form of all("form[data-draft]")) {
    form.addEventListener("input", () => { clearTimeout(drafts.get(form)); drafts.set(form, setTimeout(() => keepDraft(form), 1500)); });
    form.addEventListener("submit", () => {
      clearTimeout(drafts.get(form));
      drafts.delete(form);
      // Says which draft goes once the form has done its work.
      const name = form.elements.brouillon || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "brouillon" }));
      name.value = page;
    });
  }
  addEventListener("pagehide", keepAllDrafts);

  // Send once: the button says it is working and takes no second press.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) setTimeout(() => { button.setAttribute("aria-busy", "true"); if (button.dataset.busy) button.textContent = button.dataset.busy; }, 150);
    setTimeout(() => { delete form.dataset.sent; button?.removeAttribute("aria-busy"); }, 15000);
  });

  // Small helps.
  $("[data-focus]")?.focus();
  for (const button of all("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); const hint = $(".paper-bar p"); if (hint) hint.textContent = ""; }
  for (const button of all("[data-reveal]")) {
    button.hidden = false;
    const show = button.textContent;
    button.addEventListener("click", () => {
      const input = document.getElementById(button.dataset.reveal);
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? show : button.dataset.conceal;
      button.setAttribute("aria-pressed", String(!shown));
    });
  }
  for (const input of all("[data-next]")) {
    input.addEventListener("input", () => {
      if (input.value.length >= Number(input.dataset.next) && /^[0-9]+$/.test(input.value)) input.closest("div").nextElementSibling?.querySelector("input")?.focus();
    });
  }
  for (const details of all(".who, .bar details")) {
    addEventListener("pointerdown", (event) => { if (!details.contains(event.target)) details.open = false; });
    details.addEventListener("keydown", (event) => { if (event.key === "Escape" && details.open) { details.open = false; $("summary", details).focus(); } });
  }
})();
