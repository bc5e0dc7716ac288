// As much of a browser's page as the tag asks for; what it sends is kept in `sent`.
var sent = [];
var stored = {};
var listeners = {};
var observed = [];
var clock = 1767225600000;
var seen = null;

function Element(parent, attributes) {
  this.parentNode = parent;
  this.attributes = attributes;
}
Element.prototype.getAttribute = function (name) {
  return this.attributes[name] === undefined ? null : this.attributes[name];
};

function listen(type, listener) {
  (listeners[type] = listeners[type] || []).push(listener);
}
function happen(type, event) {
  (listeners[type] || []).forEach(function (listener) { listener(event || {}); });
}

var body = new Element(null, {});
var section = new Element(body, { "data-section": "product_list" });
var button = new Element(section, { "data-element": "add_to_cart" });
var plain = new Element(body, {});

var document = {
  referrer: "http://shop.example/home?x=1",
  visibilityState: "visible",
  currentScript: new Element(body, {}),
  addEventListener: listen,
  querySelectorAll: function () { return [section]; }
};
document.currentScript.src = "http://collect.example/v1/tag.js";

var window = {
  document: document,
  navigator: {
    userAgent: "Test/1",
    sendBeacon: function (url, text) {
      sent.push({ url: url, text: text });
      return true;
    }
  },
  location: { protocol: "http:", host: "shop.example", hostname: "shop.example", pathname: "/products" },
  localStorage: {
    getItem: function (name) { return stored[name] || null; },
    setItem: function (name, value) { stored[name] = value; }
  },
  history: { pushState: function (state, title, path) { window.location.pathname = path; } },
  addEventListener: listen,
  setTimeout: function () { return 1; },
  clearTimeout: function () {},
  IntersectionObserver: function (callback) {
    seen = callback;
    this.observe = function (element) { observed.push(element); };
  }
};

Date.now = function () { return clock; };
