/* What a reader takes along: print, link. */
function copied(button) {
  var label = button.querySelector("span");
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
function take() {
  all("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
  all("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var address = location.href.split("#")[0];
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(address).then(function () { copied(button); });
      } else if (copyOld(address)) copied(button);
    });
  });
  all("[data-address]").forEach(function (place) {
    place.textContent = location.href.split("#")[0];
  });
}

take();
