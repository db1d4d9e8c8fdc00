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

indexes();
