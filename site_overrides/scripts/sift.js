/* Lists and tables sifted by words, group, state and publisher. Without scripts the list stands in full. */
function sift() {
  var bar = one("[data-sift]");
  if (!bar) return;
  var NAMES = ["find", "group", "state", "by"];
  var noun = bar.dataset.sift;
  var field = one("[data-filter]");
  var empty = one("[data-filter-empty]");
  var status = one("[data-filter-status]");
  var chips = all("[data-group]");
  var selects = all("[data-choice]");
  var sections = all("[data-in]");
  var wanted = {};

  function rowsOf(section) {
    return all("tr:not(.group), li", section);
  }
  function valueOf(name, row, section) {
    if (name === "group") return section.dataset.in;
    if (name === "by") return row.dataset.by || "";
    var mark = row.querySelector(".st");
    return mark ? mark.textContent.trim() : "";
  }

  /* Each choice offers what the rows have, and how many have it. */
  function offer(select) {
    var name = select.dataset.choice;
    var found = new Map();
    sections.forEach(function (section) {
      rowsOf(section).forEach(function (row) {
        var value = valueOf(name, row, section);
        if (value) found.set(value, (found.get(value) || 0) + 1);
      });
    });
    found.forEach(function (count, value) {
      select.add(new Option(value + "（" + count + "）", value));
    });
    /* Not hidden: nothing may move. */
    select.disabled = found.size < 2;
  }

  function read() {
    wanted = readAddress(NAMES);
  }
  function show() {
    var word = wanted.find.trim().toLowerCase();
    var shown = 0;
    var among = 0;
    sections.forEach(function (section) {
      var rows = 0;
      rowsOf(section).forEach(function (row) {
        var here = ["group", "state", "by"].every(function (name) {
          return !wanted[name] || valueOf(name, row, section) === wanted[name];
        });
        var fits = here && (!word || row.textContent.toLowerCase().indexOf(word) >= 0);
        row.hidden = !fits;
        if (here) among += 1;
        if (fits) rows += 1;
      });
      section.hidden = !rows;
      if (word && section.hasAttribute("data-fold")) unfold(section, true);
      shown += rows;
    });
    empty.hidden = shown > 0;
    one("[data-filter-word]").textContent = word ? "这 " + among + " " + noun + "里没有“" + word + "”" : "这些条件下没有结果";
    status.textContent = "显示 " + shown + " " + noun;
    if (field && field.value !== wanted.find) field.value = wanted.find;
    selects.forEach(function (select) { select.value = wanted[select.dataset.choice]; });
    chips.forEach(function (chip) { press(chip, chip.dataset.group === wanted.group); });
  }
  function choose(name, value) {
    wanted[name] = value;
    writeAddress(wanted, "pushState");
    show();
  }

  if (field) {
    field.addEventListener("input", function () {
      wanted.find = field.value;
      writeAddress(wanted, "replaceState");
      show();
    });
  }
  chips.forEach(function (chip) {
    chip.addEventListener("click", function () { choose("group", chip.dataset.group); });
  });
  selects.forEach(function (select) {
    offer(select);
    select.addEventListener("change", function () { choose(select.dataset.choice, select.value); });
  });
  one("[data-filter-clear]").addEventListener("click", function () {
    NAMES.forEach(function (name) { wanted[name] = ""; });
    writeAddress(wanted, "pushState");
    show();
    if (field) field.focus();
  });
  window.addEventListener("popstate", function () {
    read();
    show();
  });
  read();
  if (NAMES.some(function (name) { return wanted[name]; })) show();
}

sift();
