// Sends the file of the import form in parts by the tus protocol (tus.io, 1.0.0), and goes on where a broken connection or a closed
// page left it. Without this script the form sends small files in one piece.
"use strict";
(function () {
  var form = document.getElementById("import");
  if (!form || !window.fetch || !form.dataset.parts) return;
  var part = 8 * 1024 * 1024, waits = [1, 3, 5, 10, 20, 30, 60, 60, 60, 60];
  var bar = form.querySelector("progress"), say = form.querySelector("[role=status]");
  var sending = false;

  function base64(text) {
    var bytes = new TextEncoder().encode(text), out = "";
    bytes.forEach(function (b) { out += String.fromCharCode(b); });
    return btoa(out);
  }
  function request(method, at, headers, body) {
    headers["Tus-Resumable"] = "1.0.0";
    return fetch(at, { method: method, headers: headers, body: body, credentials: "same-origin", redirect: "error" });
  }
  function wait(seconds) { return new Promise(function (done) { setTimeout(done, seconds * 1000); }); }
  // key finds an upload that was begun of the same file; names stay in this tab's storage.
  function key(file, kind) { return ["import", kind, file.name, file.size, file.lastModified].join("|"); }
  function remembered(k) { try { return sessionStorage.getItem(k); } catch (e) { return null; } }
  function remember(k, at) { try { if (at) sessionStorage.setItem(k, at); else sessionStorage.removeItem(k); } catch (e) { /* it goes without */ } }

  function refused(answer) {
    return answer.text().then(function (text) {
      var word = /import_[a-z_]+/.exec(text);
      throw { final: true, word: word && form.dataset[word[0]] ? form.dataset[word[0]] : form.dataset.failed };
    });
  }
  function create(file, kind) {
    return request("POST", form.dataset.parts, { "Upload-Length": String(file.size), "Upload-Metadata": "filename " + base64(file.name) + ",kind " + base64(kind) }).then(function (a) {
      if (a.status !== 201) return refused(a);
      return new URL(a.headers.get("Location"), location.href).pathname;
    });
  }
  function offset(at) {
    return request("HEAD", at, {}).then(function (a) {
      if (a.status === 404 || a.status === 410) return -1;
      if (!a.ok) throw new Error(String(a.status));
      return Number(a.headers.get("Upload-Offset"));
    });
  }
  function show(done, size) {
    bar.hidden = false; bar.max = size; bar.value = done;
    say.textContent = form.dataset.sending + " " + Math.floor(100 * done / size) + " %";
  }
  async function send(file, kind) {
    var k = key(file, kind), at = remembered(k), from = at ? await offset(at) : -1;
    if (from < 0) { at = await create(file, kind); remember(k, at); from = 0; }
    for (var failures = 0; from < file.size;) {
      show(from, file.size);
      try {
        var a = await request("PATCH", at, { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) }, file.slice(from, from + part));
        if (a.status === 204) { from = Number(a.headers.get("Upload-Offset")); failures = 0; continue; }
        if (a.status === 404 || a.status === 401 || a.status === 422) { remember(k, null); await refused(a); }
        throw new Error(String(a.status));
      } catch (e) {
        if (e.final || failures === waits.length) throw e;
        say.textContent = form.dataset.again;
        await wait(waits[failures++]);
        try { var here = await offset(at); if (here >= 0) from = here; } catch (e2) { /* asked again after the next wait */ }
      }
    }
    show(file.size, file.size);
    remember(k, null);
    location.assign("/import/" + at.slice(at.lastIndexOf("/") + 1));
  }
  form.addEventListener("submit", function (event) {
    var file = form.elements.file.files[0], kind = form.elements.kind.value;
    if (!file || !kind || file.size <= part) return; // the form does it
    event.preventDefault();
    if (sending) return;
    sending = true;
    say.textContent = "";
    send(file, kind).catch(function (e) {
      say.textContent = e && e.word ? e.word : form.dataset.failed;
    }).then(function () { sending = false; });
  });
})();
