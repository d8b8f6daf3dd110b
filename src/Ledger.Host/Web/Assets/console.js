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
    // While an export is made its page asks how far it is, and is loaded again when that is over.
    const ask = async () => {
        const card = document.querySelector("[data-job]");
        if (!card || card.dataset.asking) return;
        card.dataset.asking = "yes";
        const answer = await fetch(card.dataset.job, { headers: { accept: "application/json" } }).catch(() => null);
        delete card.dataset.asking;
        if (!card.isConnected || !answer) return;
        const job = answer.ok ? await answer.json() : null;
        if (job?.state !== "making") location.reload();
        else if (job.percent !== null) card.querySelector("progress").value = job.percent;
    };
    setInterval(ask, 700);
    // "/" leads to the search, as in other registers people work with.
    document.addEventListener("keydown", event => {
        if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
        const search = document.querySelector(".find input[type=search]");
        if (search) { event.preventDefault(); search.focus(); }
    });
    // The slider says its day while it moves; a pointer that lets go asks for it. Keys move it day by day, so they ask by the button.
    const epoch = 719162, days = input => new Date((Number(input.value) - epoch) * 86400000);
    let pointed = false;
    document.addEventListener("pointerdown", event => { pointed = event.target.matches?.("[data-day]") ?? false; });
    document.addEventListener("input", event => {
        if (!event.target.matches("[data-day]")) return;
        const day = days(event.target).toLocaleDateString(document.documentElement.lang === "ru" ? "ru-RU" : "en-GB", { timeZone: "UTC", day: "2-digit", month: document.documentElement.lang === "ru" ? "2-digit" : "short", year: "numeric" });
        event.target.setAttribute("aria-valuetext", day);
        event.target.form.querySelector("output").textContent = day;
    });
    document.addEventListener("change", event => { if (pointed && event.target.matches("[data-day]")) event.target.form.requestSubmit(); });
})();
