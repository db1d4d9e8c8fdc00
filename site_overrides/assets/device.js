/* Before first paint: what this device chose, what was asked, and that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js-on");
  /* A question in the address: the search page leaves room for its answers. */
  if (/[?&]q=[^&]/.test(location.search)) root.classList.add("asks");
  function stored(key) {
    try { return localStorage.getItem("gongkai." + key); } catch (error) { return null; }
  }
  var dark = window.matchMedia && matchMedia("(prefers-color-scheme: dark)");
  function paint() {
    var choice = stored("theme");
    if (choice === "dark" || (choice !== "light" && dark && dark.matches)) root.dataset.theme = "dark";
    else delete root.dataset.theme;
    if (stored("elder") === "1") {
      root.dataset.elder = "";
      delete root.dataset.theme;
    } else delete root.dataset.elder;
  }
  paint();
  if (dark && dark.addEventListener) dark.addEventListener("change", paint);
  window.gongkaiDevice = {
    get: stored,
    set: function (key, value) {
      try { localStorage.setItem("gongkai." + key, value); } catch (error) { /* nothing is kept */ }
      root.dataset.chosen = key;
      paint();
    },
  };
})();
