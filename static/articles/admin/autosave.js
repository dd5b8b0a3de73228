// Nothing typed is lost: every change goes into the browser's storage at once and to the desk a
// second after the last key. Before the form is sent it is kept a last time, so that a session
// that has ended, a rotated token or a lost net leave the form as it is.

const PREFIX = "arbeitsstand:"
const PAUSE = 1000
const LONGEST_PAUSE = 8000
const RETRY = 5000
const PATIENCE = 15000
const LARGEST = 4_000_000
const BESIDES = new Set(["csrfmiddlewaretoken", "form_token", "version", "restored"])

const box = document.getElementById("keeping")
const form = document.getElementById("article_form")
const token = form.elements.form_token.value
const own = `${PREFIX}${box.dataset.user}:`
const words = JSON.parse(box.dataset.words)
const told = (text, ...values) => values.reduce((said, one) => said.replace("%s", one), text)

/** What somebody typed, as names and values; files can't be kept. */
const entries = () =>
  [...new FormData(form)].filter(([name, value]) => !BESIDES.has(name) && typeof value === "string")

let untouched = JSON.stringify(entries())
let seen = untouched
let kept = untouched
let version = 0
let isHere = true
let isTouched = false
let sending = null
let timer = 0
let firstUnsent = 0

// --- What the writer reads -----------------------------------------------------------------------

const state = box.querySelector(".keeping-state")
const trouble = box.querySelector(".keeping-trouble")

function say(text, name = "") {
  state.textContent = text
  state.dataset.state = name
}

function complain(name) {
  const isLogin = name === "expired" || name === "stranger"
  trouble.hidden = false
  trouble.dataset.trouble = name
  trouble.querySelector("p").textContent = words[isHere || isLogin ? name : "nowhere"]
  trouble.querySelector("button").textContent = isLogin ? words.login : words.again
  if (isHere) say(told(words.here, new Date().toLocaleTimeString("de-DE", { timeStyle: "short" })), "here")
}

function relax() {
  trouble.hidden = true
  delete trouble.dataset.trouble
}

trouble.querySelector("button").addEventListener("click", () => {
  if (["expired", "stranger"].includes(trouble.dataset.trouble))
    window.open(box.dataset.login, "login", "popup,width=540,height=680")
  else send()
})

// --- In this browser -----------------------------------------------------------------------------

function keepHere() {
  const copy = { values: JSON.parse(seen), article: box.dataset.article, version }
  try {
    if (seen === untouched) localStorage.removeItem(own + token)
    else localStorage.setItem(own + token, JSON.stringify(copy))
    isHere = true
  } catch {
    isHere = false
  }
}

/** Copies of earlier forms, of a tab that crashed: the desk keeps what it does not have yet. */
async function handOver() {
  const left = Object.keys(localStorage).filter((key) => key.startsWith(own) && key !== own + token)
  for (const key of left) {
    try {
      const { values, article, version: last } = JSON.parse(localStorage.getItem(key))
      const data = { form_token: key.slice(own.length), version: last + 1, article }
      const answer = await post(box.dataset.keep, [...values, ...Object.entries(data)])
      if (answer.ok || [404, 409].includes(answer.status)) localStorage.removeItem(key)
    } catch {
      return // They are offered when the desk answers again.
    }
  }
  if (left.length) await renewOffers()
}

async function renewOffers() {
  const answer = await fetch(`${box.dataset.offers}?bericht=${box.dataset.article}`, { redirect: "manual" })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const own = box.dataset.restored || token
  page.querySelector(`[data-token="${own}"]`)?.remove()
  const isSome = page.querySelector("[data-token]")
  box.querySelector(".keeping-offers").replaceChildren(...(isSome ? page.body.childNodes : []))
}

// --- To the desk ---------------------------------------------------------------------------------

const csrf = () => form.elements.csrfmiddlewaretoken.value

function renewToken(value) {
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => (input.value = value))
}

async function post(address, values) {
  const body = new URLSearchParams([...values, ["csrfmiddlewaretoken", csrf()]])
  const signal = AbortSignal.timeout(PATIENCE)
  return fetch(address, { method: "POST", body, redirect: "manual", signal })
}

/** Who is logged in now: "" as before, else what is the trouble. */
async function whoIsThere() {
  const headers = { Accept: "application/json" }
  const answer = await fetch(box.dataset.back, { headers, redirect: "manual", cache: "no-store" })
  if (!answer.ok) return "expired"
  const { user, csrf: fresh } = await answer.json()
  if (String(user) !== box.dataset.user) return "stranger"
  renewToken(fresh)
  return ""
}

async function ask() {
  version += 1
  form.elements.version.value = version
  const values = seen === untouched ? [["base", form.elements.base.value], ["_untouched", "1"]] : JSON.parse(seen)
  const names = { article: box.dataset.article, form_token: token, version }
  if (box.dataset.restored) names.restored = box.dataset.restored
  const answer = await post(box.dataset.keep, [...values, ...Object.entries(names)])
  if (answer.type === "opaqueredirect") return { trouble: (await whoIsThere()) || "again" }
  if (answer.status === 403) return { trouble: (await whoIsThere()) || "again" }
  if (answer.status === 409) return { trouble: "again" }
  if (answer.status === 413 || answer.status === 400) return { trouble: "large" }
  if (!answer.ok) return { trouble: "broken" }
  return answer.json()
}

/** Ask, and once more where only the token or the number was out of date. */
async function askTwice() {
  try {
    if (seen.length > LARGEST) return { trouble: "large" }
    const first = await ask()
    return first.trouble === "again" ? await ask() : first
  } catch {
    return { trouble: "offline" }
  }
}

async function keepThere() {
  const text = seen
  const answer = await askTwice()
  if (answer.trouble) {
    complain(answer.trouble)
    if (answer.trouble === "offline" || answer.trouble === "broken") soon(RETRY)
    return false
  }
  relax()
  renewToken(answer.csrf)
  kept = text
  firstUnsent = 0
  if (text !== untouched) say(told(words.kept, answer.kept), "kept")
  else say("")
  tellOfNewer(answer.newest)
  return true
}

function tellOfNewer(newest) {
  let note = box.querySelector(".keeping-newer")
  if (!newest) return note?.remove()
  if (!note) {
    note = document.createElement("p")
    note.className = "keeping-newer"
    note.setAttribute("role", "status")
    box.append(note)
  }
  const text = told(words.newer, newest.by, newest.at)
  if (note.textContent !== text) note.textContent = text
}

/** One after another; resolves to whether the desk has what stands in the form now. */
function send() {
  clearTimeout(timer)
  sending = (sending || Promise.resolve()).then(() => keepThere())
  return sending
}

function soon(pause = PAUSE) {
  clearTimeout(timer)
  timer = setTimeout(send, pause)
}

function look() {
  const now = JSON.stringify(entries())
  if (now === seen) return
  if (!isTouched) {
    // The editor writes its own form of the text when it starts; nobody typed that.
    untouched = seen = kept = now
    return
  }
  seen = now
  keepHere()
  if (seen === kept) return
  if (seen !== untouched) say(words.typed, "typed")
  firstUnsent ||= Date.now()
  soon(Date.now() - firstUnsent > LONGEST_PAUSE ? 0 : PAUSE)
}

// --- When ----------------------------------------------------------------------------------------

const touch = () => {
  isTouched = true
  look()
  setTimeout(look) // The editor writes into its field a moment later.
}
for (const event of ["input", "change", "cut", "paste", "drop"]) form.addEventListener(event, touch, true)
for (const event of ["pointerdown", "keydown"])
  addEventListener(event, () => (isTouched = true), { capture: true, once: true })
window.django?.jQuery(form).on("change", touch) // select2 tells jQuery only
setInterval(look, PAUSE)

addEventListener("online", () => seen !== kept && send())
addEventListener("focus", () => trouble.dataset.trouble && send())
addEventListener("pagehide", look)
addEventListener("beforeunload", (event) => {
  look()
  if (!isLeaving && seen !== kept && !isHere) event.preventDefault()
})
new BroadcastChannel("wieder-da").addEventListener("message", ({ data }) => {
  if (!trouble.dataset.trouble) return
  if (String(data.user) !== box.dataset.user) return complain("stranger")
  renewToken(data.csrf)
  send()
})

box.addEventListener("newest", ({ detail }) => tellOfNewer(detail))

let isLeaving = false
let isAsking = false

form.addEventListener("submit", async (event) => {
  const button = event.submitter
  if (button?.matches(".kept-drop, [data-leaves]")) return
  if (isLeaving) {
    isLeaving = false
    return
  }
  event.preventDefault()
  if (isAsking) return
  isAsking = true
  isTouched = true
  look()
  const isKept = await send()
  if (isKept) {
    version += 1
    form.elements.version.value = version
    keepHere()
    isLeaving = true
    if (button?.isConnected) form.requestSubmit(button)
    else form.requestSubmit()
  }
  // A second press on its way is the same post; the desk knows it.
  setTimeout(() => (isAsking = false), isKept ? 3000 : 0)
})

handOver()
