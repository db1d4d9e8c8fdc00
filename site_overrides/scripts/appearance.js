/* 长辈版 and light or dark, as this device chose. */
function appearance() {
  var elder = one("[data-elder].tool");
  var theme = one("[data-theme-switch]");
  function show() {
    press(elder, root.hasAttribute("data-elder"));
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

appearance();
