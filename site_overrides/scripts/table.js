/* The official table: columns, density. */
function table() {
  var grid = one("[data-table]");
  if (!grid) return;
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
