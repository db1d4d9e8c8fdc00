/* Long parts wait behind their headings: in 长辈版, and where the part says so also on a phone. The styles hide them
   before the first paint; here each heading gets the button that shows them. */
function unfold(part, open) {
  part.toggleAttribute("data-open", open);
  var button = part.querySelector(".fold");
  if (button) button.setAttribute("aria-expanded", open ? "true" : "false");
}
function fold() {
  var narrow = window.matchMedia("(max-width: 699px)");
  var parts = all("[data-fold]").map(function (part) {
    var head = part.querySelector("h2, h3, .group th");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.addEventListener("click", function () { unfold(part, !part.hasAttribute("data-open")); });
    return { part: part, head: head, words: head.firstChild, button: button };
  });
  function set() {
    parts.forEach(function (it) {
      var on = root.hasAttribute("data-elder") || (it.part.dataset.fold === "phone" && narrow.matches);
      if (on === Boolean(it.button.parentNode)) return;
      it.head.replaceChild(on ? it.button : it.words, on ? it.words : it.button);
      if (on) it.button.append(it.words);
      unfold(it.part, it.part.contains(document.getElementById(location.hash.slice(1))));
    });
  }
  set();
  narrow.addEventListener("change", set);
  new MutationObserver(set).observe(root, { attributes: true, attributeFilter: ["data-elder"] });
}

fold();
