/* The page's own address as a QR code, drawn here: once the script that can draw it, which comes later, is there. */
function code() {
  var list = one("[data-take]");
  if (!list || !window.gongkaiQr || location.protocol === "file:") return;
  var drawing = window.gongkaiQr.svg(address());
  if (!drawing) return;
  var place = document.createElement("p");
  place.className = "qr";
  place.append(drawing, "手机扫一扫，回家接着看");
  list.after(place);
}

document.addEventListener("DOMContentLoaded", code);
