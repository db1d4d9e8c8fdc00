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
  matrixModes(grid, [].concat.apply([], rows));
}

/* What cells say besides the state: the row's words, unless the unit has its own. */
function matrixModes(grid, cells) {
  var says = {
    limit: function (place, own) {
      var words = own || cellRow(place).dataset.limit;
      var number = document.createElement("b");
      number.textContent = words.split("|")[0];
      place.append(number, words.split("|")[1]);
      return words.replace("|", "");
    },
    check: function (place, own) {
      var words = own || cellRow(place).dataset.check;
      place.classList.toggle("unv", words !== "已核对");
      place.append(icon(words === "已核对" ? "check" : "help-rhombus-outline"));
      return words;
    }
  };
  var first = new Map(cells.map(function (cell) { return [cell, cell.getAttribute("aria-label")]; }));
  function set(mode) {
    if (mode) grid.dataset.mode = mode; else delete grid.dataset.mode;
    cells.forEach(function (cell) {
      var old = cell.querySelector(".said");
      var label = first.get(cell);
      if (old) old.remove();
      if (mode) {
        var place = document.createElement("span");
        var own = cell.dataset[mode];
        place.className = own ? "said own" : "said";
        cell.append(place);
        label = label.slice(0, label.lastIndexOf("，") + 1) + says[mode](place, own);
      }
      cell.setAttribute("aria-label", label);
    });
  }
  all("button[data-mode]").forEach(function (button, _, buttons) {
    button.addEventListener("click", function () {
      set(button.dataset.mode);
      buttons.forEach(function (other) { press(other, other === button); });
    });
  });
}
function cellRow(place) {
  return place.closest("tr");
}

matrix();
