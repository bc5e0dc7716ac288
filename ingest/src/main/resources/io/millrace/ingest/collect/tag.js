// Millrace's tag: page views, clicks and section views, and how long a page was looked at.
//   <script async src="https://collect.example/v1/tag.js" data-site="shop.example"></script>
// Attributes: data-site (default: the page's host), data-feed (activity), data-key (an API key),
// data-respect-dnt ("false" to count visitors who asked not to be tracked as well).
(function (window, document) {
  "use strict";
  var navigator = window.navigator;
  var script = document.currentScript;
  if (!script || !script.src) {
    return;
  }
  var setting = function (name, standard) {
    return script.getAttribute("data-" + name) || standard;
  };
  var dnt = navigator.doNotTrack === "1" || window.doNotTrack === "1"
    || navigator.globalPrivacyControl === true;
  if (dnt && setting("respect-dnt", "true") !== "false") {
    return;
  }
  var base = script.src.split("/v1/")[0];
  var key = setting("key", "");
  var endpoint = base + "/v1/" + setting("feed", "activity")
    + (key ? "?api_key=" + encodeURIComponent(key) : "");
  var site = setting("site", window.location.hostname);
  var SESSION_GAP_MS = 30 * 60 * 1000;
  var FLUSH_MS = 1000;
  var MOST_QUEUED = 50;
  var queue = [];
  var timer = null;
  var viewed = {};
  var page;
  var visibleSince = null;
  var visibleMs = 0;
  var left = false;

  function id() {
    var crypto = window.crypto;
    if (crypto && crypto.randomUUID) {
      return crypto.randomUUID();
    }
    var hex = "";
    for (var i = 0; i < 32; i++) {
      hex += Math.floor(Math.random() * 16).toString(16);
    }
    return hex;
  }

  // Without storage (private windows, blocked cookies) an id lasts as long as the page.
  var memory = {};
  function load(name) {
    try {
      return window.localStorage.getItem(name) || memory[name] || null;
    } catch (e) {
      return memory[name] || null;
    }
  }
  function save(name, value) {
    memory[name] = value;
    try {
      window.localStorage.setItem(name, value);
    } catch (e) {
      // kept in memory
    }
  }

  function visitor() {
    var known = load("millrace_visitor") || id();
    save("millrace_visitor", known);
    return known;
  }
  function session(now) {
    var parts = (load("millrace_session") || "").split("|");
    var fresh = parts.length === 2 && now - Number(parts[1]) < SESSION_GAP_MS;
    var known = fresh ? parts[0] : id();
    save("millrace_session", known + "|" + now);
    return known;
  }

  function record(type, more) {
    var now = Date.now();
    var event = {
      event_id: id(),
      event_time: new Date(now).toISOString(),
      site: site,
      user_id: visitor(),
      session_id: session(now),
      event_type: type,
      page: page,
      user_agent: navigator.userAgent
    };
    for (var name in more) {
      if (more[name] !== null && more[name] !== undefined && more[name] !== "") {
        event[name] = more[name];
      }
    }
    queue.push(JSON.stringify(event));
    if (queue.length >= MOST_QUEUED) {
      flush();
    } else if (timer === null) {
      timer = window.setTimeout(flush, FLUSH_MS);
    }
  }

  // Plain text is sent without asking the server first.
  function flush() {
    if (timer !== null) {
      window.clearTimeout(timer);
      timer = null;
    }
    if (queue.length === 0) {
      return;
    }
    var body = queue.join("\n");
    queue = [];
    if (navigator.sendBeacon && navigator.sendBeacon(endpoint, body)) {
      return;
    }
    if (window.fetch) {
      window.fetch(endpoint, {
        method: "POST",
        body: body,
        keepalive: true,
        credentials: "omit",
        headers: { "Content-Type": "text/plain" }
      }).catch(function () {});
    }
  }

  function looked() {
    return visibleMs + (visibleSince === null ? 0 : Date.now() - visibleSince);
  }
  function view() {
    if (window.location.pathname === page) {
      return;
    }
    var first = page === undefined;
    if (!first && !left) {
      record("page_leave", { time_on_page_ms: looked() });
    }
    var came = first ? fromSamePlace(document.referrer) : page;
    page = window.location.pathname;
    visibleMs = 0;
    visibleSince = document.visibilityState === "hidden" ? null : Date.now();
    viewed = {};
    record("page_view", {
      previous_page: came,
      referrer: first ? document.referrer : null
    });
    watchSections();
  }
  function fromSamePlace(url) {
    var root = window.location.protocol + "//" + window.location.host;
    return url && url.indexOf(root + "/") === 0 ? url.substring(root.length).split(/[?#]/)[0] : null;
  }

  function nearest(element, attribute) {
    for (var at = element; at && at.getAttribute; at = at.parentNode) {
      var value = at.getAttribute(attribute);
      if (value) {
        return value;
      }
    }
    return null;
  }
  document.addEventListener("click", function (event) {
    var element = nearest(event.target, "data-element");
    var section = nearest(event.target, "data-section");
    if (element || section) {
      record("click", { section: section, element: element });
    }
  }, true);

  function watchSections() {
    if (!window.IntersectionObserver || !document.querySelectorAll) {
      return;
    }
    var observer = new window.IntersectionObserver(function (entries) {
      for (var i = 0; i < entries.length; i++) {
        var section = entries[i].target.getAttribute("data-section");
        if (entries[i].isIntersecting && !viewed[section]) {
          viewed[section] = true;
          record("section_view", { section: section });
        }
      }
    }, { threshold: 0.5 });
    var sections = document.querySelectorAll("[data-section]");
    for (var i = 0; i < sections.length; i++) {
      observer.observe(sections[i]);
    }
  }

  // A page that is hidden may never come back: what it has is sent while it still can be. When it
  // does come back, its time begins anew, so that the times of a page add up.
  function leave() {
    if (!left) {
      left = true;
      record("page_leave", { time_on_page_ms: looked() });
      visibleMs = 0;
      visibleSince = null;
    }
    flush();
  }
  function comeBack() {
    left = false;
    if (visibleSince === null) {
      visibleSince = Date.now();
    }
  }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      leave();
    } else {
      comeBack();
    }
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      comeBack();
    }
  });

  // Pages that change their address without loading.
  ["pushState", "replaceState"].forEach(function (name) {
    var original = window.history && window.history[name];
    if (original) {
      window.history[name] = function () {
        var result = original.apply(this, arguments);
        view();
        return result;
      };
    }
  });
  window.addEventListener("popstate", view);
  view();
})(window, document);
