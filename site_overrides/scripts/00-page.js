/* What pages can do besides being read. The parts are joined into one function; each looks for its own marks
   and leaves if there are none. */
var root = document.documentElement;
var device = window.gongkaiDevice;

function all(selector, from) {
  return Array.prototype.slice.call((from || document).querySelectorAll(selector));
}
function one(selector) {
  return document.querySelector(selector);
}
function press(button, on) {
  button.setAttribute("aria-pressed", on ? "true" : "false");
}
/* What a list is sifted by stands in the address: it can be sent on, and the back button undoes it. */
function readAddress(names) {
  var address = new URLSearchParams(window.location.search);
  return names.reduce(function (wanted, name) {
    wanted[name] = address.get(name) || "";
    return wanted;
  }, {});
}
function writeAddress(wanted, kind) {
  var address = new URLSearchParams(window.location.search);
  Object.keys(wanted).forEach(function (name) {
    if (wanted[name]) address.set(name, wanted[name]); else address.delete(name);
  });
  var text = address.toString();
  try {
    window.history[kind](null, "", window.location.pathname + (text ? "?" + text : "") + window.location.hash);
  } catch (error) {
    /* Some browsers keep the address of a local file as it is: the list is still right. */
    if (error.name !== "SecurityError") throw error;
  }
}
