/* Enhancements of pages with text. The pages also work without them. */
(function () {
  "use strict";
  var all = function (selector, inside) {
    return Array.from((inside || document).querySelectorAll(selector));
  };

  /* The target of a #fragment. */
  var target = function (hash) {
    var id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      /* It is not percent-encoded: the id is as written. */
    }
    return id && document.getElementById(id);
  };

  /* Highlights the current heading in the table of contents. */
  var mark = function () {
    var links = all(".toc a");
    var list = document.getElementById("nav:toc");
    var at = 0;
    links.forEach(function (link, index) {
      var head = target(link.hash);
      /* A heading in a closed tab has no position. */
      if (head && head.getClientRects().length && head.getBoundingClientRect().top < innerHeight * 0.3)
        at = index;
    });
    links.forEach(function (link, index) {
      if (index === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    /* Keeps the current entry of a long list visible. */
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

  /* Scrolls the sidebar to the current page. */
  var current = document.querySelector(".sidebar a[aria-current=page]");
  var pages = document.getElementById("nav:pages");
  if (current && pages && pages.scrollHeight > pages.clientHeight)
    pages.scrollTop = current.offsetTop - pages.clientHeight / 3;

  var words = document.currentScript.dataset;
  var prepare = function (page) {
    /* Adds copy buttons to code blocks, with a label in the page's language. */
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
    /* Adds links to headings. */
    all(".prose :is(h2, h3, h4)[id]", page).forEach(function (heading) {
      var link = page.createElement("a");
      link.className = "anchor";
      link.href = "#" + heading.id;
      link.setAttribute("aria-label", words.anchor + ": " + heading.textContent);
      link.textContent = "#";
      heading.append(" ", link);
    });
    /* Tells the style sheet that this script handles the tabs. */
    all(".tabs", page).forEach(function (tabs) {
      tabs.classList.add("has-script");
    });
  };
  prepare(document);

  /* Opens the tab or fold that contains the target of a link. Returns whether it was closed. */
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
    /* Closes the popover, so that the selected heading is visible. */
    var list = event.target.closest("#nav\\:toc");
    if (list && list.hidePopover && event.target.closest("a") && list.matches(":popover-open"))
      list.hidePopover();
  });

  /*
   * Makes boxes that scroll horizontally focusable for keyboards, also if they only scroll in a narrower
   * window or in a tab.
   */
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

  /* Prepares the next version of the page before the dev server swaps it in. */
  addEventListener("handbill:before-swap", function (event) {
    prepare(event.detail.document);
  });
  addEventListener("handbill:swap", function () {
    mark();
    observe();
  });

  /* Tabs: a selected label applies to all groups with that label, and is remembered for other pages. */
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
        /* It applies to this page only. */
      }
    });
  });
  /* Shows the #fragment, also if another tab was selected before. */
  arrive();
  mark();
})();
