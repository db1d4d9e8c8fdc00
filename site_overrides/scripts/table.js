/* The official table: groups, filter, columns, density. */
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
    var among = 0;
    all("tbody", grid).forEach(function (body) {
      var here = !group || body.dataset.in === group;
      var rows = 0;
      all("tr:not(.group)", body).forEach(function (row) {
        var fits = here && (!word || row.textContent.toLowerCase().indexOf(word) >= 0);
        row.hidden = !fits;
        if (here) among += 1;
        if (fits) rows += 1;
      });
      body.hidden = !rows;
      if (word && body.hasAttribute("data-fold")) unfold(body, true);
      shown += rows;
    });
    empty.hidden = shown > 0;
    one("[data-filter-word]").textContent = "这 " + among + " 项里没有“" + word + "”";
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

table();
