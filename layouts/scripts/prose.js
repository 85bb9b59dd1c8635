/* Comforts of a page of text; without them it is complete all the same. */
(function () {
  "use strict";
  var all = function (selector, inside) {
    return Array.from((inside || document).querySelectorAll(selector));
  };

  /* The element that a #fragment leads to. */
  var target = function (hash) {
    var id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      /* It is no percent-encoding: the id is as it is written. */
    }
    return id && document.getElementById(id);
  };

  /* The table of contents marks the heading that is being read. */
  var mark = function () {
    var links = all(".toc a");
    var list = document.getElementById("nav:toc");
    var at = 0;
    links.forEach(function (link, index) {
      var head = target(link.hash);
      /* A heading behind a closed tab is nowhere. */
      if (head && head.getClientRects().length && head.getBoundingClientRect().top < innerHeight * 0.3)
        at = index;
    });
    links.forEach(function (link, index) {
      if (index === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    /* A long list goes along. */
    if (links.length && list && list.scrollHeight > list.clientHeight)
      list.scrollTop = links[at].offsetTop - list.clientHeight / 2;
  };
  var waits = false;
  addEventListener(
    "scroll",
    function () {
      if (waits) return;
      waits = true;
      requestAnimationFrame(function () {
        waits = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();

  /* The sidebar shows where the page is. */
  var current = document.querySelector(".sidebar a[aria-current=page]");
  var pages = document.getElementById("nav:pages");
  if (current && pages && pages.scrollHeight > pages.clientHeight)
    pages.scrollTop = current.offsetTop - pages.clientHeight / 3;

  var words = document.currentScript.dataset;
  var prepare = function (page) {
    /* Code is copied by a button, whose words the page brings in its language. */
    if (navigator.clipboard)
      all(".prose pre", page).forEach(function (pre) {
        var box = page.createElement("div");
        var button = page.createElement("button");
        box.className = "copyable";
        button.className = "copy";
        button.type = "button";
        button.textContent = words.copy;
        pre.parentNode.insertBefore(box, pre);
        box.append(pre, button);
      });
    /* Headings can be linked to. */
    all(".prose :is(h2, h3, h4)[id]", page).forEach(function (heading) {
      var link = page.createElement("a");
      link.className = "anchor";
      link.href = "#" + heading.id;
      link.setAttribute("aria-label", words.anchor + ": " + heading.textContent);
      link.textContent = "#";
      heading.append(" ", link);
    });
    /* The style sheet leaves the tabs to this script. */
    all(".tabs", page).forEach(function (tabs) {
      tabs.classList.add("has-script");
    });
  };
  prepare(document);

  /* A link to a place behind a closed tab, or in a closed fold, opens it. Returns whether it was closed. */
  var reveal = function (hash) {
    var isClosed = false;
    for (var box = target(hash); box; box = box.parentElement) {
      var input = box.matches(".tabs > .panel") && box.previousElementSibling.previousElementSibling;
      if (input && !input.checked) isClosed = input.checked = true;
      if (box.matches("details:not([open])")) isClosed = box.open = true;
    }
    return isClosed;
  };
  var arrive = function () {
    if (reveal(location.hash)) target(location.hash).scrollIntoView();
  };
  addEventListener("hashchange", arrive);

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href*='#']");
    if (link && link.pathname === location.pathname) reveal(link.hash);
    var button = event.target.closest(".copy");
    if (button) {
      var pre = button.previousElementSibling;
      var lines = all(".line:not(.deleted)", pre);
      var text = lines.length
        ? lines
            .map(function (line) {
              var number = line.querySelector(".line-number");
              return line.textContent.slice(number ? number.textContent.length : 0);
            })
            .join("")
        : pre.textContent;
      navigator.clipboard.writeText(text).then(function () {
        button.textContent = words.copied;
        setTimeout(function () {
          button.textContent = words.copy;
        }, 2000);
      });
    }
    /* Whoever chose a heading wants to see it. */
    var list = event.target.closest("#nav\\:toc");
    if (list && list.hidePopover && event.target.closest("a") && list.matches(":popover-open"))
      list.hidePopover();
  });

  /* What scrolls sideways can be reached by the keyboard, also when it does so only in a narrower window, or behind a tab. */
  var sizes = new ResizeObserver(function (changes) {
    changes.forEach(function (change) {
      var box = change.target;
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  });
  var observe = function () {
    all(".prose :is(pre, table)").forEach(function (box) {
      sizes.observe(box);
    });
  };
  observe();

  /* While the site is written, the next version of the page is made ready before it is shown. */
  addEventListener("handbill:before-swap", function (event) {
    prepare(event.detail.document);
  });
  addEventListener("handbill:swap", function () {
    mark();
    observe();
  });

  /* Tabs: one choice for all tabs that have it, kept for the next page. */
  var chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem("tabs") || "{}") || {};
  } catch {
    /* Nothing is remembered. */
  }
  var inputs = all(".tabs > input");
  var follow = function (label) {
    inputs.forEach(function (input) {
      if (input.dataset.label === label) input.checked = true;
    });
  };
  inputs.forEach(function (input) {
    if (chosen[input.dataset.label]) input.checked = true;
    input.addEventListener("change", function () {
      var label = input.dataset.label;
      all("input", input.parentNode).forEach(function (other) {
        if (other.name === input.name) delete chosen[other.dataset.label];
      });
      chosen[label] = 1;
      follow(label);
      try {
        localStorage.setItem("tabs", JSON.stringify(chosen));
      } catch {
        /* It holds for this page. */
      }
    });
  });
  /* The page is shown at its #fragment also where another tab was chosen before. */
  arrive();
  mark();
})();
