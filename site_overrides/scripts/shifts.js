/* Changes narrowed by sort, meaning, lacking basis and year. The counts are there without scripts; here each becomes
   a button in its place, so that nothing moves. The list may come later: whoever fills it says so by an event. */
function shifts() {
  var list = one("[data-shifts]");
  if (!list) return;
  var counts = all("[data-counts] [data-field]");
  var none = one("[data-shifts-none]");
  var status = one("[data-shifts-status]");
  var chosen = one("[data-shifts-chosen]");
  var NAMES = ["sort", "means", "basis", "year"];
  var wanted = readAddress(NAMES);

  function has(shift, field, value) {
    return (shift.dataset[field] || "").split(" ").indexOf(value) >= 0;
  }
  function show() {
    var fields = NAMES.filter(function (name) { return wanted[name]; });
    var shown = 0;
    var days = all(".shifts-day", list);
    days.forEach(function (day) {
      var here = 0;
      all(".shift", day).forEach(function (shift) {
        shift.hidden = !fields.every(function (field) { return has(shift, field, wanted[field]); });
        if (!shift.hidden) here += 1;
      });
      day.hidden = !here;
      shown += here;
    });
    counts.forEach(function (count) {
      var button = count.querySelector("button");
      if (button) press(button, wanted[count.dataset.field] === count.dataset.value);
    });
    var words = fields.map(function (field) { return wanted[field]; }).join("，");
    none.hidden = shown > 0 || !days.length;
    status.textContent = fields.length ? "显示 " + shown + " 处" : "";
    chosen.textContent = fields.length ? "这里只列出：" + words + "，共 " + shown + " 处。" : "";
  }
  function choose(field, value) {
    wanted[field] = wanted[field] === value ? "" : value;
    writeAddress(wanted, "pushState");
    show();
  }

  counts.forEach(function (count) {
    if (count.hasAttribute("data-none") && !list.hasAttribute("data-later")) return;
    var button = document.createElement("button");
    button.type = "button";
    button.append(count.firstChild);
    button.addEventListener("click", function () { choose(count.dataset.field, count.dataset.value); });
    count.append(button);
  });
  one("[data-shifts-clear]").addEventListener("click", function () {
    NAMES.forEach(function (name) { wanted[name] = ""; });
    writeAddress(wanted, "pushState");
    show();
    var first = one("[data-counts] button");
    if (first) first.focus();
  });
  window.addEventListener("popstate", function () {
    wanted = readAddress(NAMES);
    show();
  });
  document.addEventListener("gongkai-shifts", function () {
    counts.forEach(function (count) {
      var sum = all(".shift", list).reduce(function (sum, shift) {
        return sum + (has(shift, count.dataset.field, count.dataset.value) ? Number(shift.dataset.count) : 0);
      }, 0);
      count.querySelector("b").textContent = sum.toLocaleString("en-US");
      count.toggleAttribute("data-none", !sum);
      count.querySelector("button").disabled = !sum;
    });
    show();
  });
  /* A notice on paper leaves out nothing that waits behind a button. */
  ["beforeprint", "afterprint"].forEach(function (moment) {
    window.addEventListener(moment, function () {
      all(".shift-more", list).forEach(function (more) { more.open = moment === "beforeprint"; });
    });
  });
  show();
}

shifts();
