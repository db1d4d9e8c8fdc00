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

matrix();
