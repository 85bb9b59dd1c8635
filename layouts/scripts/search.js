/*
 * The search box. It loads when a visitor first opens it. The index loads in parts, as a search needs them.
 */
(function () {
  "use strict";
  var index = new URL("../pagefind/pagefind.js", document.currentScript.src);
  var opener = document.querySelector(".search-open");
  var words = opener.dataset;
  var dialog = document.createElement("dialog");
  var input = document.createElement("input");
  var list = document.createElement("ul");
  var status = document.createElement("p");
  var close = document.createElement("button");
  var bar = document.createElement("form");
  dialog.className = "search";
  dialog.setAttribute("aria-label", words.label);
  bar.setAttribute("role", "search");
  input.type = "search";
  input.placeholder = words.hint;
  input.setAttribute("aria-label", words.label);
  input.autocomplete = "off";
  input.spellcheck = false;
  close.type = "button";
  close.textContent = words.close;
  status.setAttribute("role", "status");
  bar.append(input, close);
  dialog.append(bar, status, list);
  document.body.append(dialog);

  var loaded = import(index).then(function (pagefind) {
    return pagefind
      .options({ baseUrl: new URL("../", index).pathname, excerptLength: 22 })
      .then(function () {
        return pagefind.init();
      })
      .then(function () {
        return pagefind;
      });
  });
  loaded.catch(function () {
    status.textContent = words.failed;
  });

  var element = function (name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  var entry = function (url, title, excerpt, section) {
    var item = document.createElement("li");
    var link = element("a");
    link.href = url;
    if (section) link.append(element("span", "search-section", section));
    link.append(element("strong", "", title));
    if (excerpt) {
      var text = element("span", "excerpt");
      /* Pagefind escapes the text of pages and only adds <mark>. */
      text.innerHTML = excerpt;
      link.append(text);
    }
    item.append(link);
    return item;
  };
  var show = function (results) {
    list.replaceChildren.apply(
      list,
      results.map(function (result) {
        var parts = result.sub_results
          .filter(function (part) {
            return !part.anchor || part.anchor.element !== "h1";
          })
          .filter(function (part) {
            return part.url !== result.url;
          })
          .slice(0, 3);
        /* Sections of a page match the same words as the page. */
        var item = entry(
          result.url,
          result.meta.title,
          parts.length ? "" : result.excerpt,
          result.meta.section,
        );
        if (parts.length) {
          var inner = document.createElement("ul");
          inner.append.apply(
            inner,
            parts.map(function (part) {
              return entry(part.url, part.title, part.excerpt);
            }),
          );
          item.append(inner);
        }
        return item;
      }),
    );
  };

  var asked = 0;
  input.addEventListener("input", function () {
    var query = input.value.trim();
    var now = (asked += 1);
    if (query === "") {
      status.textContent = "";
      return show([]);
    }
    loaded
      .then(function (pagefind) {
        return pagefind.debouncedSearch(query, {}, 120);
      })
      .then(function (found) {
        if (found === null || now !== asked) return undefined;
        return Promise.all(
          found.results.slice(0, 12).map(function (result) {
            return result.data();
          }),
        ).then(function (results) {
          if (now !== asked) return;
          status.textContent = results.length ? "" : words.nothing;
          show(results);
        });
      })
      .catch(function () {
        status.textContent = words.failed;
      });
  });
  bar.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) first.click();
  });
  dialog.addEventListener("keydown", function (event) {
    /* Escape in a search field would only clear it. */
    if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [input].concat(Array.from(list.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    stops[(at + stops.length) % stops.length].focus();
  });
  list.addEventListener("click", function (event) {
    if (event.target.closest("a")) dialog.close();
  });
  close.addEventListener("click", function () {
    dialog.close();
  });
  /* A click outside of the box closes it. */
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) dialog.close();
  });

  var open = function () {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
  };
  opener.addEventListener("search:open", open);
  open();
  if (words.typed) {
    input.value = words.typed;
    input.setSelectionRange(input.value.length, input.value.length);
    input.dispatchEvent(new Event("input"));
  }
  delete words.typed;
})();
