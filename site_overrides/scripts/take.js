/* What a reader takes along: print, the system's own share sheet where there is one, the link. */
function icon(name) {
  var drawing = document.createElement("i");
  drawing.className = "i i-" + name;
  return drawing;
}
/* A row with a button in it; its words stand in a span, so that they can change. */
function tool(drawing, words, act) {
  var row = document.createElement("li");
  var button = document.createElement("button");
  var label = document.createElement("span");
  button.type = "button";
  label.textContent = words;
  button.append(drawing, label);
  button.addEventListener("click", function () { act(button, label); });
  row.append(button);
  return row;
}
function address() {
  return location.href.split("#")[0];
}
function copied(label) {
  label.textContent = "已复制";
  setTimeout(function () { label.textContent = "复制链接"; }, 2000);
}
function copyOld(text) {
  var box = document.createElement("textarea");
  box.value = text;
  box.className = "sr";
  document.body.appendChild(box);
  box.select();
  var done = document.execCommand("copy");
  box.remove();
  return done;
}
function copy(button, label) {
  if (navigator.clipboard && window.isSecureContext) {
    navigator.clipboard.writeText(address()).then(function () { copied(label); });
  } else if (copyOld(address())) copied(label);
}
function share() {
  navigator.share({ title: document.title, url: address() }).catch(function () { /* thought better of it */ });
}
function take() {
  all("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
  all("[data-take]").forEach(function (list) {
    list.append(tool(icon("printer-outline"), "打印（A4）", function () { window.print(); }));
    if (navigator.share) list.append(tool(icon("share-variant-outline"), "分享", share));
    list.append(tool(icon("link-variant"), "复制链接", copy));
  });
  all("[data-address]").forEach(function (place) { place.textContent = address(); });
}

take();
