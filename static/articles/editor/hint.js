// What fits a reference just typed, shown beside it while the hands stay on the keys: Enter takes
// the chosen report, arrows choose another, Escape closes, and any other key simply writes on.
import { linesOf } from "articles/editor/offers"
import { labelOf, placeAt } from "articles/editor/picker"

const SHOWN = 3

export class Hint {
  /** `bind(key, to, label)` gives the reference its end. */
  constructor({ offers, words, bind }) {
    Object.assign(this, { offers, words, bind, turn: 0 })
    window.addEventListener("scroll", () => this.close(), { passive: true, capture: true })
  }

  /** Show what fits the reference `key` of `body` at `place`, as long as `stays()` says so. */
  async show({ body, key, place, stays }) {
    this.close()
    const turn = this.turn
    const found = await this.offers.place(body, key)
    if (turn !== this.turn || !found?.offers.length || !stays()) return
    const rows = found.offers.slice(0, SHOWN)
    Object.assign(this, { key, stays, rows, active: rows.findIndex((row) => row.id === found.preselected) })
    this.box = document.createElement("div")
    this.box.className = "typed-offers"
    const status = document.createElement("p")
    status.setAttribute("role", "status")
    status.textContent = this.active < 0 ? this.words.unlikely : this.words.offered
    this.list = document.createElement("ul")
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", this.words.list)
    this.list.append(...rows.map((row) => this.option(row)))
    this.box.append(status, this.list)
    document.body.append(this.box)
    placeAt(this.box, place())
    this.mark()
  }

  option(row) {
    const option = document.createElement("li")
    option.setAttribute("role", "option")
    option.append(...linesOf(row))
    option.addEventListener("mousedown", (event) => {
      event.preventDefault()
      this.active = this.rows.indexOf(row)
      this.take()
    })
    return option
  }

  mark() {
    for (const [at, option] of [...this.list.children].entries())
      option.setAttribute("aria-selected", String(at === this.active))
  }

  /** Choose the next or the one before; false when nothing is shown. */
  move(step) {
    if (!this.box) return false
    const last = this.rows.length - 1
    this.active = this.active < 0 && step < 0 ? last : Math.max(0, Math.min(last, this.active + step))
    this.mark()
    return true
  }

  /** Bind to the chosen report; false when none is chosen, and the key means what it always does. */
  take() {
    const row = this.box && this.rows[this.active]
    if (!row) return false
    this.close()
    this.bind(this.key, String(row.id), labelOf(row))
    return true
  }

  /** Close once the cursor is elsewhere. */
  check() {
    if (this.box && !this.stays()) this.close()
  }

  /** Whether there was anything to close. */
  close() {
    this.turn += 1
    const wasOpen = Boolean(this.box)
    this.box?.remove()
    this.box = null
    return wasOpen
  }
}
