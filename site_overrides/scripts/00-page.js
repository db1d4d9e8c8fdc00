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
