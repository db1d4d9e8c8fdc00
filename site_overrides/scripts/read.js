/* Reading aloud: only with a Chinese voice that is on the device itself. */
function voice() {
  return speechSynthesis.getVoices().filter(function (v) {
    return v.localService && /^(zh|cmn)\b/i.test(v.lang);
  })[0];
}
/* What is read: the smallest blocks that show, in the page's order, without what is only for operating it. */
function readable() {
  var blocks = "h1, h2, h3, p, li, dt, dd, th, td";
  return all(blocks, one("main")).filter(function (part) {
    return part.getClientRects().length && !part.querySelector(blocks) && !part.closest(".take, .acts, .chips, .bar") &&
      part.textContent.trim();
  });
}
/* Where the button stands: with what is taken along, elsewhere at the end of 长辈版's pages. */
function readPlace() {
  var list = one("[data-take]");
  if (list) return list;
  var box = document.createElement("div");
  box.className = "wrap take elder-only";
  list = document.createElement("ul");
  list.className = "rows";
  box.append(list);
  one("main").append(box);
  return list;
}
function read() {
  if (!window.speechSynthesis || !one("main h1")) return;
  var row;
  function words(on) {
    return on ? "停止朗读" : root.hasAttribute("data-elder") ? "读给我听" : "朗读本页";
  }
  function set(on) {
    var button = row.firstChild;
    press(button, on);
    button.lastChild.textContent = words(on);
  }
  function start() {
    if (row.firstChild.getAttribute("aria-pressed") === "true") {
      speechSynthesis.cancel();
      return set(false);
    }
    speechSynthesis.cancel();
    var parts = readable();
    parts.forEach(function (part, at) {
      var said = new SpeechSynthesisUtterance(part.textContent.replace(/\s+/g, " "));
      said.voice = voice();
      said.lang = "zh-CN";
      if (at === parts.length - 1) said.onend = function () { set(false); };
      speechSynthesis.speak(said);
    });
    set(true);
  }
  function offer() {
    if (!row && voice()) {
      row = tool(icon("volume-high"), "", start);
      readPlace().append(row);
      set(false);
    } else if (row) row.hidden = !voice();
  }
  speechSynthesis.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", function () { speechSynthesis.cancel(); });
  new MutationObserver(function () {
    if (row) row.firstChild.lastChild.textContent = words(row.firstChild.getAttribute("aria-pressed") === "true");
  }).observe(root, { attributes: true, attributeFilter: ["data-elder"] });
  offer();
}

read();
