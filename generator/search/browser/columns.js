/* Rows from columns, as generator/search/columns.py wrote them. */
(function (root) {
  "use strict";
  const gs = (root.gongkaiSearch = root.gongkaiSearch || {});

  /* 20-04 → 20-05 */
  function following(code) {
    const parts = /^([\s\S]*?)([0-9]+)$/.exec(code);
    return parts ? parts[1] + String(Number(parts[2]) + 1).padStart(parts[2].length, "0") : code;
  }

  function read(kind, column, size) {
    if (kind === "v") return column;
    const out = [];
    for (let row = 0; row < size; row += 1) {
      if (kind === "d") out.push(column[row] + (row ? out[row - 1] : 0));
      else out.push(row in column ? column[row] : following(row ? out[row - 1] : ""));
    }
    return out;
  }

  /* The rows of a table {kinds, rows, columns}. */
  gs.rows = function (table) {
    const columns = table.columns.map((column, i) => read(table.kinds[i], column, table.rows));
    return Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row]));
  };
})(self);
