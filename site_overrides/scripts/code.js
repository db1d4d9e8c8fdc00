/* The page's own address as a QR code, drawn here. */
function code() {
  var place = one("[data-qr]");
  if (!place || !window.gongkaiQr || location.protocol === "file:") return;
  var drawing = window.gongkaiQr.svg(location.href.split("#")[0]);
  if (!drawing) return;
  place.appendChild(drawing);
  place.appendChild(document.createTextNode("手机扫一扫，回家接着看"));
  place.hidden = false;
}

code();
