"use strict";
// Keeps on the server what is being typed, and knows a few single keys. Every page works without it; nothing is kept in the browser.
(() => {
  const page = location.pathname;
  const fields = new Map(); // by name of the draft
  const waiting = new Map(); // timers

  function nameOf(form, field, taken) {
    const action = new URL(form.action, location.href).pathname;
    for (let n = 0; ; n++) {
      const name = action + ":" + field.name + ":" + n;
      if (!taken.has(name)) return name;
    }
  }

  function say(field, text) {
    const place = field.closest("label") ?? field;
    let p = place.nextElementSibling;
    if (!p || p.dataset?.draft === undefined) {
      p = document.createElement("span");
      p.dataset.draft = "";
      p.className = "quiet";
      p.setAttribute("role", "status");
      place.after(p);
    }
    p.textContent = text;
  }

  async function keep(name, field) {
    clearTimeout(waiting.get(name));
    waiting.delete(name);
    try {
      const answer = await fetch("/drafts", { method: "POST", keepalive: true, body: new URLSearchParams({ page, field: name, text: field.value }) });
      if (answer.ok && field.value) say(field, (await answer.json()).says);
      else say(field, "");
    } catch {
      say(field, "");
    }
  }

  function watch(form, field) {
    const name = nameOf(form, field, fields);
    fields.set(name, field);
    field.addEventListener("input", () => {
      clearTimeout(waiting.get(name));
      waiting.set(name, setTimeout(() => keep(name, field), 2000));
    });
  }

  for (const form of document.querySelectorAll('main form[method="post"]:not([enctype])')) {
    const typed = form.querySelectorAll("textarea[name]");
    if (!typed.length) continue;
    typed.forEach((field) => watch(form, field));
    form.addEventListener("submit", () => {
      for (const field of typed) {
        for (const [name, f] of fields) {
          if (f === field) {
            clearTimeout(waiting.get(name));
            waiting.delete(name);
          }
        }
      }
      if (form.elements.draft_of) return;
      const of = document.createElement("input");
      of.type = "hidden";
      of.name = "draft_of";
      of.value = page;
      form.append(of);
    });
  }
  addEventListener("pagehide", () => {
    for (const name of [...waiting.keys()]) keep(name, fields.get(name));
  });

  let on = false; // the keys
  fetch("/drafts?page=" + encodeURIComponent(page)).then(async (answer) => {
    if (!answer.ok) return;
    const { keys, drafts } = await answer.json();
    on = keys;
    for (const d of drafts) {
      const field = fields.get(d.field);
      if (!field || field.value) continue; // what stands there is newer
      field.value = d.text;
      say(field, d.says);
      for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    }
    document.documentElement.dataset.ready = "";
  }).catch(() => {});

  const rows = () => [...document.querySelectorAll("main table.queue tbody tr, main ul.plain > li")].filter((row) => row.querySelector("a"));
  function move(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next].querySelector("a").focus();
  }
  function to(selector) {
    const there = document.querySelector(selector);
    if (!there) return;
    for (let box = there.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (there.id && !there.matches("input, textarea, select, a, button")) there.tabIndex = -1;
    there.scrollIntoView({ block: "center" });
    there.focus();
  }
  const go = (path) => {
    if (document.querySelector('header nav a[href="' + path.split("?")[0] + '"]')) location.assign(path);
  };
  const does = {
    j: () => move(1),
    k: () => move(-1),
    x: () => rows().find((row) => row.contains(document.activeElement))?.querySelector('input[type="checkbox"]')?.click(),
    e: () => to("#evidence"),
    c: () => to('form[action$="/note"] textarea'),
    d: () => to('form[action$="/decide"] input'),
    "/": () => to('form[role="search"] input'),
    "?": () => location.assign("/keys"),
  };
  const goes = { t: () => go("/"), q: () => go("/queue"), c: () => go("/queue?view=mine") };
  let went = 0; // when g was pressed
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement?.matches("input, textarea, select")) return document.activeElement.blur();
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const after = Date.now() - went < 1500 ? goes[event.key] : undefined;
    went = event.key === "g" ? Date.now() : 0;
    const act = after ?? does[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
