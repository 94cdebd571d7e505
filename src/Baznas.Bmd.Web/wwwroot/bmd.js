// Makes pages quicker to use; without it everything works all the same.
(() => {
  "use strict";

  // A form is sent once, however often its button is pressed. The server makes sure of it; this only says so.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // Not before the button's own value is on its way.
    setTimeout(() => form.querySelectorAll("button").forEach(button => { button.disabled = true; }));
  });

  // Back from another page by the browser's button: the form may be sent again.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach(button => { button.disabled = false; });
  }));

  // Going back to, or loading again, a page that answered a form asks for it anew instead of asking whether to send the
  // form again: nobody has to know what that question means. A handler's name belongs to the sending alone.
  const address = new URL(location.href);
  address.searchParams.delete("handler");
  history.replaceState(history.state, "", address);

  // On a narrow screen the places go on to the right: where one is, is in sight.
  const here = document.querySelector(".places [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;

  // Rupiah are grouped while they are typed: 1250000 becomes 1.250.000.
  const group = digits => digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
  document.addEventListener("input", event => {
    const field = event.target;
    if (!field.matches("input[data-money]") || !/^[\d.\s]*$/.test(field.value)) return;
    const after = field.value.slice(field.selectionEnd).replace(/\D/g, "").length;
    field.value = group(field.value.replace(/\D/g, ""));
    let at = field.value.length;
    for (let left = after; left > 0 && at > 0; at--) {
      if (/\d/.test(field.value[at - 1])) left--;
    }
    field.setSelectionRange(at, at);
  });

  // An answer may propose what a field that is still empty should hold: <data data-propose="field" value="…">.
  const propose = (form, answer) => answer.querySelectorAll("[data-propose]").forEach(proposal => {
    const field = form.elements[proposal.dataset.propose];
    if (field && !field.value) field.value = proposal.value;
  });

  // What follows from what is typed (a schedule, a hint) is asked of the server and shown in its place:
  // <form data-live="address" data-live-into="id">. Only the newest answer counts.
  document.querySelectorAll("form[data-live]").forEach(form => {
    const into = document.getElementById(form.dataset.liveInto);
    if (!into) return;
    let timer;
    let asked = 0;
    const ask = async () => {
      const mine = ++asked;
      into.classList.add("waiting");
      try {
        const body = new FormData(form);
        const answer = await fetch(form.dataset.live, { method: "POST", body, headers: { "X-Part": "yes" } });
        const text = await answer.text();
        if (mine === asked && answer.ok) {
          into.innerHTML = text;
          propose(form, into);
        }
      } catch {
        // Without a connection the last answer stays; the form itself will say what is wrong.
      } finally {
        if (mine === asked) into.classList.remove("waiting");
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 350); });
  });

  // A filter takes effect when it is chosen.
  document.addEventListener("change", event => {
    const form = event.target.form;
    if (form && form.matches("form[data-filter]")) form.requestSubmit();
  });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) print();
  });
  if (document.querySelector("[data-print-now]")) addEventListener("load", () => print());

  // The slash goes to the search field, as in many lists.
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.target.matches("input, textarea, select")) return;
    const field = document.querySelector("[data-hotkey='/']");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });
})();
