// The picker: an accessible combobox in a dialog over the newsroom's reports.
import { cleanAddress } from "articles/editor/addresses"

const make = (tag, attributes = {}, children = []) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value
    else if (name in element && !name.includes("-")) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

const button = (text, onclick, className = "") =>
  make("button", { type: "button", text, onclick, className })

/**
 * Ask where a reference leads. Resolves to {to, label} with `to` a report's number, an address,
 * "open", "none" or "" (plain words again); to null when nothing is to change.
 *
 * `place` is the rectangle of the words in the window; `current` what the reference says now.
 */
export function pickTarget({ url, own, words, current, phrase, place, offer, query = "" }) {
  return new Promise(
    (resolve) => new Picker({ url, own, words, current, phrase, place, offer, query, resolve }),
  )
}

/** Ask for an address. Resolves to it, to "" for none, to null when nothing is to change. */
export function askForAddress(words, before, anchor) {
  return new Promise((resolve) => {
    const input = make("input", {
      type: "text",
      value: before,
      id: "address-input",
      autocomplete: "off",
      inputMode: "url",
    })
    const problem = make("p", { className: "picker-status", role: "alert" })
    const accept = () => {
      const address = cleanAddress(input.value, { mail: true })
      if (address) close(address)
      else {
        problem.textContent = words.badAddress
        input.focus()
      }
    }
    const actions = [button(words.apply, accept, "picker-main")]
    if (before) actions.push(button(words.remove, () => close("")))
    actions.push(button(words.cancel, () => close(null)))
    const label = make("label", { htmlFor: "address-input", text: words.address })
    const content = [label, input, problem, make("div", { className: "picker-actions" }, actions)]
    const dialog = openDialog(words.title, content, () => close(null))
    const close = closer(dialog, resolve)
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault()
        accept()
      }
    })
    placeAt(dialog, anchor.getBoundingClientRect())
    input.select()
  })
}

function openDialog(title, content, onLeave) {
  const dialog = make("dialog", { className: "picker", "aria-label": title }, content)
  // Inside the admin's form: typing here must neither change nor send it.
  for (const type of ["input", "change"])
    dialog.addEventListener(type, (event) => event.stopPropagation())
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault()
    onLeave()
  })
  dialog.addEventListener("mousedown", (event) => {
    if (event.target === dialog && isOutside(dialog, event)) {
      event.preventDefault()
      onLeave()
    }
  })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

function isOutside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect()
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom
}

function closer(dialog, resolve) {
  return (answer) => {
    dialog.close()
    dialog.remove()
    resolve(answer)
  }
}

// Below the words where there is room, above them where there is more; by CSSOM, since
// style-src 'self' forbids the attribute. Narrow windows pin it to the bottom (editor.css).
export function placeAt(dialog, place) {
  const margin = 12
  if (window.innerWidth < 640) return
  const width = dialog.offsetWidth
  dialog.style.left = `${Math.max(margin, Math.min(place.left, window.innerWidth - width - margin))}px`
  const below = window.innerHeight - place.bottom - margin
  if (below >= 340 || below >= place.top) {
    dialog.style.top = `${Math.max(margin, Math.min(place.bottom + 6, window.innerHeight - 200))}px`
    dialog.style.maxHeight = `${Math.max(200, below - 6)}px`
  } else {
    dialog.style.bottom = `${window.innerHeight - place.top + 6}px`
    dialog.style.top = "auto"
    dialog.style.maxHeight = `${place.top - margin - 6}px`
  }
}

class Picker {
  constructor(request) {
    Object.assign(this, request)
    this.rows = []
    this.active = -1
    this.abort = new AbortController()
    this.dialog = openDialog(this.words.title, this.content(), () => this.close(null))
    const close = closer(this.dialog, this.resolve)
    this.close = (answer) => {
      clearTimeout(this.timer)
      this.abort.abort()
      close(answer)
    }
    placeAt(this.dialog, this.place)
    this.input.focus()
    this.input.select()
    this.search()
  }

  content() {
    const { words } = this
    const heading = make("p", { className: "picker-title" }, [
      make("strong", { text: words.title }),
      make("q", { text: this.phrase }),
    ])
    this.input = make("input", {
      type: "text",
      className: "picker-search",
      role: "combobox",
      autocomplete: "off",
      spellcheck: false,
      value: this.query,
      placeholder: words.placeholder,
      "aria-label": words.search,
      "aria-expanded": "false",
      "aria-controls": "picker-list",
      "aria-autocomplete": "list",
    })
    this.list = make("ul", { id: "picker-list", role: "listbox", "aria-label": words.list })
    this.status = make("p", { className: "picker-status", role: "status" })
    this.input.addEventListener("input", () => this.later())
    this.input.addEventListener("keydown", (event) => this.key(event))
    this.list.addEventListener("mousedown", (event) => event.preventDefault())
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]")
      if (row) this.choose([...this.list.children].indexOf(row))
    })
    return [heading, this.input, this.status, this.list, this.actions()]
  }

  actions() {
    const { words, current } = this
    const actions = []
    if (current !== "none") actions.push(button(words.none, () => this.close({ to: "none" })))
    if (current && current !== "open")
      actions.push(button(words.free, () => this.close({ to: "open" })))
    if (current) actions.push(button(words.plain, () => this.close({ to: "" })))
    actions.push(button(words.cancel, () => this.close(null), "picker-quiet"))
    return make("div", { className: "picker-actions" }, actions)
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps) {
      event.preventDefault()
      const count = this.rows.length
      if (count) this.activate((this.active + steps[event.key] + count) % count)
    } else if (event.key === "Enter" && !event.isComposing) {
      // Never sends the admin's form.
      event.preventDefault()
      if (this.pending) this.search(true)
      else this.choose(this.active)
    }
  }

  /** Whether the rows are still those of what was typed before. */
  get pending() {
    return this.list.ariaBusy === "true"
  }

  set pending(is) {
    this.list.ariaBusy = String(is)
  }

  later() {
    clearTimeout(this.timer)
    this.pending = true
    this.timer = setTimeout(() => this.search(), 120)
  }

  async search(choose = false) {
    clearTimeout(this.timer)
    this.pending = true
    const typed = this.input.value.trim()
    if (/^[a-z][a-z0-9+.-]*:\S|^www\./i.test(typed)) return this.offerAddress(typed, choose)
    const turn = (this.turn = (this.turn || 0) + 1)
    if (!typed && this.offer && (await this.showOffers(turn, choose))) return
    const rows = await this.fetchRows(typed)
    if (turn !== this.turn || this.abort.signal.aborted) return
    this.pending = false
    if (rows === null) return this.show([], this.words.failed)
    const found =
      rows.length === 1 ? this.words.oneFound : this.words.found.replace("%s", rows.length)
    this.show(
      rows.map((row) => ({ to: String(row.id), label: labelOf(row), row })),
      rows.length ? found : this.words.nothing,
    )
    if (choose) this.choose(this.active)
  }

  /** What fits this place, best first; nothing is chosen beforehand where nothing is likely. */
  async showOffers(turn, choose) {
    const place = await this.offer()
    if (turn !== this.turn || this.abort.signal.aborted) return true
    if (!place?.offers.length) return false
    this.pending = false
    const rows = place.offers.map((row) => ({ to: String(row.id), label: labelOf(row), row }))
    const best = place.offers.findIndex((row) => row.id === place.preselected)
    this.show(rows, best < 0 ? this.words.unlikely : this.words.offered, best)
    if (choose) this.choose(this.active)
    return true
  }

  async fetchRows(typed) {
    const url = new URL(this.url, location.href)
    url.searchParams.set("q", typed)
    if (this.own) url.searchParams.set("ohne", this.own)
    try {
      const answer = await fetch(url, {
        signal: this.abort.signal,
        headers: { Accept: "application/json" },
      })
      return answer.ok && !answer.redirected ? (await answer.json()).results : null
    } catch {
      return null
    }
  }

  offerAddress(typed, choose) {
    this.turn = (this.turn || 0) + 1
    this.pending = false
    const to = cleanAddress(/^www\./i.test(typed) ? `https://${typed}` : typed)
    this.show(to ? [{ to, label: to }] : [], to ? this.words.outside : this.words.badAddress)
    if (choose) this.choose(this.active)
  }

  show(rows, status, first = 0) {
    this.rows = rows
    this.list.replaceChildren(...rows.map((row, index) => this.option(row, index)))
    this.input.setAttribute("aria-expanded", String(rows.length > 0))
    this.status.textContent = status
    const bound = rows.findIndex((row) => row.to === this.current)
    this.activate(rows.length ? Math.max(bound, first) : -1)
  }

  option({ to, row }, index) {
    const parts = row
      ? [
          make("span", { className: "picker-kicker", text: row.kicker || "–" }),
          make("span", { className: "picker-date", text: row.date }),
          make("span", { className: "picker-headline", text: row.headline }),
          row.status
            ? make("span", { className: "picker-state", text: row.status })
            : make("span", { className: "picker-reasons", text: row.reasons }),
        ]
      : [make("span", { className: "picker-headline", text: to })]
    const option = make(
      "li",
      { id: `picker-${index}`, role: "option", "aria-selected": "false" },
      parts,
    )
    if (to === this.current) option.classList.add("is-current")
    return option
  }

  activate(index) {
    this.active = index
    for (const [at, option] of [...this.list.children].entries())
      option.setAttribute("aria-selected", String(at === index))
    if (index < 0) return this.input.removeAttribute("aria-activedescendant")
    this.input.setAttribute("aria-activedescendant", `picker-${index}`)
    this.list.children[index].scrollIntoView({ block: "nearest" })
  }

  choose(index) {
    const row = this.rows[index]
    if (row) this.close({ to: row.to, label: row.row ? row.label : undefined })
  }
}

/** What the tooltip of a bound reference says. */
export function labelOf(row) {
  const head = [row.kicker, row.headline].filter(Boolean).join(": ")
  return [head, row.date, row.status].filter(Boolean).join(" · ")
}
