// What the console does in the browser beyond links and forms. Everything works without it.
"use strict";
(() => {
    // A form is sent once: while it is on its way its button waits.
    document.addEventListener("submit", event => {
        const button = event.submitter;
        if (!button || event.defaultPrevented || event.target.target === "_blank" || event.target.hasAttribute("data-download")) return;
        requestAnimationFrame(() => { button.disabled = true; button.setAttribute("aria-busy", "true"); });
    });
    window.addEventListener("pageshow", () => document.querySelectorAll("button[aria-busy]").forEach(button => { button.disabled = false; button.removeAttribute("aria-busy"); }));
    // "/" leads to the search, as in other registers people work with.
    document.addEventListener("keydown", event => {
        if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
        const search = document.querySelector(".find input[type=search]");
        if (search) { event.preventDefault(); search.focus(); }
    });
})();
