/* The page's own address as a QR code, drawn here. The script that can draw it is fetched by pages that have a
   place for it, and the place is kept free: nothing moves when it comes. */
function code() {
  var list = one("[data-take]");
  if (!list || location.protocol === "file:") return;
  var place = document.createElement("p");
  var script = document.createElement("script");
  place.className = "qr";
  script.src = document.currentScript.src.replace("gongkai.js", "qr.js");
  script.onload = function () {
    var drawing = window.gongkaiQr.svg(address());
    if (drawing) place.append(drawing, "手机扫一扫，回家接着看");
    else place.remove();
  };
  script.onerror = function () { place.remove(); };
  list.after(place);
  document.head.append(script);
}

code();
