/* What pages can do besides being read: each piece looks for its own marks and leaves if there are none. */
(function () {
  "use strict";
  var root = document.documentElement;
  var device = window.gongkaiDevice;

  function all(selector, from) {
    return Array.prototype.slice.call((from || document).querySelectorAll(selector));
  }
  function one(selector) {
    return document.querySelector(selector);
  }
  function press(button, on) {
    button.setAttribute("aria-pressed", on ? "true" : "false");
  }

  function appearance() {
    var elder = one("[data-elder].tool");
    var theme = one("[data-theme-switch]");
    function show() {
      var on = root.hasAttribute("data-elder");
      press(elder, on);
      elder.textContent = on ? "退出长辈版" : "长辈版";
      theme.hidden = on;
    }
    elder.addEventListener("click", function () {
      var on = !root.hasAttribute("data-elder");
      device.set("elder", on ? "1" : "0");
      if (on) root.dataset.elder = ""; else delete root.dataset.elder;
      show();
    });
    theme.addEventListener("click", function () {
      var dark = root.dataset.theme !== "dark";
      device.set("theme", dark ? "dark" : "light");
      if (dark) root.dataset.theme = "dark"; else delete root.dataset.theme;
    });
    show();
  }

  function menu() {
    var button = one("[data-menu]");
    var list = one("#menu");
    function set(open) {
      list.classList.toggle("open", open);
      button.setAttribute("aria-expanded", open ? "true" : "false");
    }
    button.addEventListener("click", function () {
      set(button.getAttribute("aria-expanded") !== "true");
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        set(false);
        button.focus();
      }
    });
  }

  /* Index groups are open where there is room; on a phone only the first. */
  function indexes() {
    var wide = window.matchMedia("(min-width: 700px)");
    var boxes = all("details[data-index]");
    function set() {
      boxes.forEach(function (box) {
        if (wide.matches) {
          box.open = true;
        } else if (!box.dataset.touched) {
          box.open = box.classList.contains("ix") && box === box.parentNode.firstElementChild;
        }
        /* Where it can't be closed it isn't a control. */
        box.firstElementChild.tabIndex = wide.matches ? -1 : 0;
      });
    }
    boxes.forEach(function (box) {
      box.firstElementChild.addEventListener("click", function (event) {
        box.dataset.touched = "1";
        if (wide.matches) event.preventDefault();
      });
    });
    set();
    wide.addEventListener("change", set);
  }

  function table() {
    var grid = one("[data-table]");
    if (!grid) return;
    var field = one("[data-filter]");
    var empty = one("[data-filter-empty]");
    var status = one("[data-filter-status]");
    var group = "";
    function apply() {
      var word = field ? field.value.trim().toLowerCase() : "";
      var shown = 0;
      all("tbody", grid).forEach(function (body) {
        var here = !group || body.dataset.in === group;
        var rows = 0;
        all("tr:not(.group)", body).forEach(function (row) {
          var fits = here && (!word || row.textContent.toLowerCase().indexOf(word) >= 0);
          row.hidden = !fits;
          if (fits) rows += 1;
        });
        body.hidden = !rows;
        shown += rows;
      });
      empty.hidden = shown > 0;
      one("[data-filter-word]").textContent = "没有“" + word + "”";
      status.textContent = "显示 " + shown + " 项";
    }
    if (field) field.addEventListener("input", apply);
    all("[data-group]").forEach(function (chip) {
      chip.addEventListener("click", function () {
        group = chip.dataset.group;
        all("[data-group]").forEach(function (other) { press(other, other === chip); });
        apply();
      });
    });
    one("[data-filter-clear]").addEventListener("click", function () {
      if (field) field.value = "";
      var first = one("[data-group]");
      if (first) first.click(); else apply();
      if (field) field.focus();
    });
    ["view", "density"].forEach(function (name) {
      all("button[data-" + name + "]").forEach(function (button) {
        button.addEventListener("click", function () {
          grid.dataset[name] = button.dataset[name];
          all("button[data-" + name + "]").forEach(function (other) { press(other, other === button); });
        });
      });
    });
  }

  /* The matrix is one stop for Tab; arrow keys walk its cells. */
  function matrix() {
    var grid = one("[data-matrix]");
    if (!grid) return;
    var rows = all("tbody tr", grid).map(function (row) { return all(".cell", row); })
      .filter(function (cells) { return cells.length; });
    rows.forEach(function (cells, r) {
      cells.forEach(function (cell, c) { cell.tabIndex = r || c ? -1 : 0; });
    });
    grid.addEventListener("keydown", function (event) {
      var step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      var cell = event.target.closest(".cell");
      if (!step || !cell) return;
      var r = rows.findIndex(function (cells) { return cells.indexOf(cell) >= 0; });
      var next = (rows[r + step[0]] || rows[r])[rows[r].indexOf(cell) + step[1]];
      if (!next) return;
      event.preventDefault();
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }

  function copied(button) {
    var label = button.querySelector("span");
    label.textContent = "已复制";
    setTimeout(function () { label.textContent = "复制链接"; }, 2000);
  }
  function copyOld(text) {
    var box = document.createElement("textarea");
    box.value = text;
    box.className = "sr";
    document.body.appendChild(box);
    box.select();
    var done = document.execCommand("copy");
    box.remove();
    return done;
  }
  function take() {
    all("[data-print]").forEach(function (button) {
      button.addEventListener("click", function () { window.print(); });
    });
    all("[data-copy]").forEach(function (button) {
      button.addEventListener("click", function () {
        var address = location.href.split("#")[0];
        if (navigator.clipboard && window.isSecureContext) {
          navigator.clipboard.writeText(address).then(function () { copied(button); });
        } else if (copyOld(address)) copied(button);
      });
    });
    all("[data-address]").forEach(function (place) {
      place.textContent = location.href.split("#")[0];
    });
  }

  /* Reading aloud: only with a Chinese voice that is on the device itself. */
  function read() {
    var row = one("[data-read-row]");
    if (!row || !window.speechSynthesis) return;
    var button = one("[data-read]");
    var label = button.querySelector("span");
    function voice() {
      return speechSynthesis.getVoices().filter(function (v) {
        return v.localService && /^(zh|cmn)\b/i.test(v.lang);
      })[0];
    }
    function offer() { row.hidden = !voice(); }
    function set(on) {
      press(button, on);
      label.textContent = on ? "停止朗读" : "朗读本页";
    }
    button.addEventListener("click", function () {
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        return set(false);
      }
      var parts = all(".head h1, .facts dt, .facts dd, .body > h2, .body > .empty, .line li");
      parts.forEach(function (part, at) {
        var said = new SpeechSynthesisUtterance(part.textContent.replace(/\s+/g, " "));
        said.voice = voice();
        said.lang = "zh-CN";
        if (at === parts.length - 1) said.onend = function () { set(false); };
        speechSynthesis.speak(said);
      });
      set(true);
    });
    speechSynthesis.addEventListener("voiceschanged", offer);
    window.addEventListener("pagehide", function () { speechSynthesis.cancel(); });
    offer();
  }

  function code() {
    var place = one("[data-qr]");
    if (!place || !window.gongkaiQr || location.protocol === "file:") return;
    var drawing = window.gongkaiQr.svg(location.href.split("#")[0]);
    if (!drawing) return;
    place.appendChild(drawing);
    place.appendChild(document.createTextNode("手机扫一扫，回家接着看"));
    place.hidden = false;
  }

  [appearance, menu, indexes, table, matrix, take, read, code].forEach(function (start) {
    start();
  });
})();
