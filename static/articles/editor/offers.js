// The earlier reports that fit the open references of a text, and the panel beside it.
import { labelOf } from "articles/editor/picker"

const PAUSE = 800
const SHOWN = 3

const valueOf = (name) => document.getElementById(`id_${name}`)?.value ?? ""

function asked(body) {
  const own = /\/(\d+)\/change\/$/.exec(location.pathname)?.[1]
  const tags = [...document.querySelectorAll("#id_tags option:checked")].map((option) => option.value)
  const texts = Object.fromEntries(["kicker", "headline", "lead"].map((name) => [name, valueOf(name)]))
  return JSON.stringify({ article: own ? Number(own) : null, ...texts, tags, body })
}

const NOTHING = { places: [], known: [] }

/** What an offer says, as lines: what it is, and when and why. */
export function linesOf({ kicker, headline, date, reasons }) {
  const lines = [
    ["offer-headline", `${kicker ? `${kicker}: ` : ""}${headline}`],
    ["offer-reasons", `${date} – ${reasons}`],
  ]
  return lines.map(([name, text]) => {
    const line = document.createElement("span")
    line.className = name
    line.textContent = text
    return line
  })
}

/** Asks once for each state of the form; `ask(body)` resolves to {places, known}, empty when it fails. */
export class Offers {
  constructor(url) {
    this.url = url
  }

  ask(body) {
    const question = asked(body)
    if (question !== this.question) {
      this.question = question
      this.answer = this.fetch(question)
    }
    return this.answer
  }

  /** What one reference is offered: {preselected, offers}, or undefined. */
  async place(body, key) {
    return (await this.ask(body)).places.find((place) => place.key === key)
  }

  async fetch(question) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token }
    try {
      const answer = await fetch(this.url, { method: "POST", headers, body: question })
      return answer.ok && !answer.redirected ? await answer.json() : NOTHING
    } catch {
      return NOTHING // The picker searches without offers; the next change asks again.
    }
  }
}

/** “3 offen”: every open reference with its sentence and what fits, to bind with one press. */
export class OfferPanel {
  constructor(root, { offers, words, bind, body }) {
    Object.assign(this, { root, offers, words, bind, body })
    root.addEventListener("click", (event) => this.press(event))
    for (const name of ["kicker", "headline", "lead"])
      document.getElementById(`id_${name}`)?.addEventListener("input", () => this.later())
    this.refresh()
  }

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.refresh(), PAUSE)
  }

  async refresh() {
    const body = this.body()
    const { places, known } = await this.offers.ask(body)
    if (body !== this.body()) return
    this.root.hidden = places.length === 0
    const heading = document.createElement("h2")
    heading.textContent = this.words.count.replace("%s", places.length)
    this.root.replaceChildren(heading, ...places.map((place) => this.place(place)))
    this.showKnown(known)
  }

  /** “Haben wir das schon?”, while nothing has been released yet. */
  showKnown(known) {
    const root = document.getElementById("known")
    if (!root) return
    root.hidden = known.length === 0
    const list = root.querySelector("ul")
    list.replaceChildren(...known.map((row) => this.knownRow(row)))
  }

  knownRow(row) {
    const item = document.createElement("li")
    const link = document.createElement("a")
    link.href = row.address
    link.target = "_blank"
    link.textContent = `${row.kicker ? `${row.kicker}: ` : ""}${row.headline || "–"}`
    const more = document.createElement("span")
    more.className = "offer-reasons"
    const state = row.is_public ? row.date : this.words.draft
    more.textContent = [state, row.reasons].filter(Boolean).join(" – ")
    item.append(link, more)
    return item
  }

  place({ key, sentence, preselected, offers }) {
    const box = document.createElement("div")
    box.className = "offer-place"
    const quote = document.createElement("q")
    quote.textContent = sentence
    box.append(quote)
    if (preselected === null) {
      const none = document.createElement("p")
      none.className = "help"
      none.textContent = this.words.unlikely
      box.append(none)
    }
    for (const offer of offers.slice(0, SHOWN)) box.append(this.button(key, offer, offer.id === preselected))
    return box
  }

  button(key, offer, isLikely) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = isLikely ? "offer is-likely" : "offer"
    button.dataset.key = key
    button.dataset.to = offer.id
    button.dataset.label = labelOf(offer)
    button.append(...linesOf(offer))
    return button
  }

  press(event) {
    const button = event.target.closest(".offer")
    if (!button) return
    this.bind(button.dataset.key, button.dataset.to, button.dataset.label)
    button.closest(".offer-place").remove()
    this.refresh()
  }
}
