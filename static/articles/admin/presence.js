// Who else is in this report, since when and in which field: told and asked every five seconds.

const PULSE = 5000
const box = document.getElementById("keeping")
const form = document.getElementById("article_form")
const list = box.querySelector(".keeping-others")

function fieldOf(element) {
  const name = element?.closest?.("[class*='field-']")?.className.match(/\bfield-(\w+)/)?.[1]
  return name || ""
}

const told = (more = {}) =>
  new URLSearchParams({
    form_token: form.elements.form_token.value,
    base: form.elements.base.value,
    field: fieldOf(document.activeElement),
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    ...more,
  })

function show(others) {
  const text = others.length ? `${box.dataset.also} ${others.join("; ")}` : ""
  if (list.textContent !== text) list.textContent = text
}

async function pulse() {
  // While autosave.js is in trouble, only that asks: it renews the token when the desk is back.
  if (document.hidden || box.querySelector(".keeping-trouble[data-trouble]")) return
  try {
    const answer = await fetch(box.dataset.here, { method: "POST", body: told(), redirect: "manual" })
    if (!answer.ok) return
    const { others, newest } = await answer.json()
    show(others)
    box.dispatchEvent(new CustomEvent("newest", { detail: newest }))
  } catch {
    // Without a net nobody can be seen; the text itself is looked after by autosave.js.
  }
}

if (box.dataset.here) {
  pulse()
  setInterval(pulse, PULSE)
  let focused = ""
  form.addEventListener("focusin", (event) => {
    const now = fieldOf(event.target)
    if (now === focused) return
    focused = now
    pulse()
  })
  addEventListener("visibilitychange", pulse)
  addEventListener("pagehide", () => navigator.sendBeacon(box.dataset.here, told({ gone: 1 })))
}
