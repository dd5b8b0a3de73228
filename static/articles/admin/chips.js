// “Im Text erkannt: …”: what the text speaks of, to attach with one press or all at once.
// Nothing is attached without a press; what is attached lies in the fields below as always.
"use strict"

const PAUSE = 1000
const FIELDS = ["municipalities", "districts", "federal_states", "institutions", "awards", "tags"]
const TEXTS = ["kicker", "headline", "lead"]
const MOST_PROPOSALS = 6
const KICKER_PROPOSALS = 3

const field = (name) => document.getElementById(`id_${name}`)
const box = () => document.querySelector(".field-body .ProseMirror")
const words = (text, value, ...more) => more.reduce((told, one) => told.replace("%s", one), text.replace("%s", value))

function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties))
    if (key.includes("-")) made.setAttribute(key, value)
    else made[key] = value
  made.append(...children)
  return made
}

const button = (name, properties, ...children) => {
  const made = element("button", { type: "button", ...properties }, ...children)
  made.dataset.name = name
  return made
}

// --- The fields that hold what is attached -------------------------------------------------------

const option = (name, id) => [...(field(name)?.options ?? [])].find((one) => one.value === String(id))
const isAttached = (name, id) => option(name, id)?.selected ?? false
const isTagged = (label) =>
  [...(field("tags")?.selectedOptions ?? [])].some((one) => one.value.toLowerCase() === label.toLowerCase())

function attach(name, id, text, isOn = true) {
  const known = option(name, id)
  if (known) known.selected = isOn
  else if (isOn) field(name).append(new Option(text, id, true, true))
  django.jQuery(field(name)).trigger("change") // select2 hears jQuery's events only
}

// --- Where the words stand ------------------------------------------------------------------------

function nthIndex(text, wanted, nth) {
  let at = -1
  for (let count = 0; count <= nth; count++) {
    at = text.indexOf(wanted, at < 0 ? 0 : at + wanted.length)
    if (at < 0) return -1
  }
  return at
}

/** The text of the editor with a line break between blocks, and its text nodes with their starts. */
function textOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const pieces = []
  let [text, block] = ["", null]
  while (walker.nextNode()) {
    const node = walker.currentNode
    const own = node.parentElement.closest("p, h2, h3, li, blockquote")
    if (block && own !== block) text += "\n"
    block = own
    pieces.push({ node, start: text.length })
    text += node.data.replaceAll("\u00a0", " ")
  }
  return { text, pieces }
}

function rangeOf({ words: wanted, nth }) {
  const { text, pieces } = textOf(box())
  const start = nthIndex(text, wanted, nth)
  if (start < 0) return null
  const at = (position) => {
    const piece = pieces.findLast((one) => one.start <= position)
    return [piece.node, Math.min(position - piece.start, piece.node.length)]
  }
  const range = document.createRange()
  range.setStart(...at(start))
  range.setEnd(...at(start + wanted.length))
  return range
}

/** What is quoted keeps its words, right or not. */
const isQuoted = (place) =>
  place.field === "body" && Boolean(rangeOf(place)?.startContainer.parentElement.closest("blockquote"))

function showInEditor(place) {
  const range = rangeOf(place)
  if (!range) return false
  box().focus({ preventScroll: true })
  getSelection().removeAllRanges()
  getSelection().addRange(range)
  range.startContainer.parentElement.scrollIntoView({ block: "center" })
  return true
}

function showInField({ field: name, words: wanted, nth }) {
  const input = field(name)
  const start = nthIndex(input.value.replaceAll("\u00a0", " "), wanted, nth)
  if (start < 0) return false
  input.scrollIntoView({ block: "center" })
  input.focus({ preventScroll: true })
  input.setSelectionRange(start, start + wanted.length)
  return true
}

const show = (place) => (place.field === "body" ? showInEditor(place) : showInField(place))

// --- The chips --------------------------------------------------------------------------------------

class Chips {
  constructor(root) {
    Object.assign(this, { root, words: JSON.parse(root.dataset.words), entities: [], shown: new Map(), open: new Set() })
    this.all = root.querySelector(".recognised-all")
    this.list = root.querySelector(".recognised-chips")
    this.once = root.querySelector(".recognised-once")
    this.hints = root.querySelector(".recognised-hints")
    this.status = root.querySelector(".recognised-status")
    this.all.addEventListener("click", () => this.attachSure())
    document.addEventListener("keydown", (event) => this.key(event))
    for (const name of TEXTS) field(name)?.addEventListener("input", () => this.later())
    field("kicker")?.addEventListener("input", () => this.proposals())
    const renew = () => this.render()
    for (const name of FIELDS) if (field(name)) django.jQuery(field(name)).on("change", renew)
    new MutationObserver(() => this.later()).observe(box(), { characterData: true, childList: true, subtree: true })
    this.refresh()
  }

  // --- Asking -----------------------------------------------------------------------------------

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.refresh(), PAUSE)
  }

  question() {
    const texts = Object.fromEntries([...TEXTS, "body"].map((name) => [name, field(name).value]))
    const planned = document.querySelector('[name="act-at_0"]')?.value.slice(0, 10)
    return JSON.stringify({ ...texts, day: planned || this.root.dataset.day })
  }

  async refresh() {
    const question = this.question()
    if (question === this.asked) return
    this.asked = question
    const answer = await this.fetch(question)
    if (question !== this.asked) return // a newer question is on its way
    this.root.hidden = false
    if (!answer) {
      this.asked = null
      return this.say(this.words.failed)
    }
    this.entities = answer.entities
    const hints = answer.hints.filter((hint) => !isQuoted(hint.place))
    this.hints.replaceChildren(...hints.map((hint, index) => this.hint(hint, index)))
    this.shown.clear()
    this.render()
    this.say(this.summary())
  }

  async fetch(question) {
    // Logged out or without a net: autosave.js sees to that, and to the token, before others ask.
    if (document.querySelector(".keeping-trouble[data-trouble]")) return null
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token }
    try {
      const answer = await fetch(this.root.dataset.url, { method: "POST", headers, body: question })
      return answer.ok && !answer.redirected ? await answer.json() : null
    } catch {
      return null
    }
  }

  // --- Acting -----------------------------------------------------------------------------------

  key(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.getModifierState("AltGraph")) return // “€” is typed so
    const act = { e: () => this.attachSure(), n: () => this.replaceFirst() }[event.key.toLowerCase()]
    if (!act || !["KeyE", "KeyN"].includes(event.code)) return
    event.preventDefault()
    act()
  }

  replaceFirst() {
    this.hints.querySelector(".chip-proposal")?.click()
  }

  attachSure() {
    const names = this.waiting().map((entity) => {
      const [first] = entity.choices
      attach(entity.field, first.id, first.text)
      return first.label
    })
    if (names.length) this.say(words(this.words.attached, names.join(", ")))
  }

  toggle(entity, choice) {
    const isOn = !isAttached(entity.field, choice.id)
    const id = `${entity.kind}-${entity.key}`
    if (isOn) for (const other of entity.choices) if (isAttached(entity.field, other.id)) attach(entity.field, other.id, "", false)
    attach(entity.field, choice.id, choice.text, isOn)
    this.open.delete(id)
    this.render()
    this.list.querySelector(`[data-name="chip-${id}"]`)?.focus()
    this.say(words(isOn ? this.words.attached : this.words.detached, choice.label))
  }

  where(entity) {
    const turn = this.shown.get(entity) ?? 0
    const place = entity.places[turn % entity.places.length]
    this.shown.set(entity, turn + 1)
    const told = this.words.shown.replace("%(words)s", place.words)
    const counted = told.replace("%(number)s", (turn % entity.places.length) + 1).replace("%(all)s", entity.places.length)
    this.say(show(place) ? counted : this.words.gone)
  }

  // --- Showing ----------------------------------------------------------------------------------

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text
  }

  summary() {
    if (!this.entities.length) return this.words.none
    const sure = this.entities.filter((entity) => entity.sure).length
    return this.words.counts.replace("%(sure)s", sure).replace("%(offered)s", this.entities.length - sure)
  }

  waiting() {
    const isFree = (entity) => !entity.choices.some((choice) => isAttached(entity.field, choice.id))
    return this.entities.filter((entity) => entity.sure && isFree(entity))
  }

  render() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.name : null
    this.list.replaceChildren(...this.entities.map((entity) => this.item(entity)))
    const count = this.waiting().length
    this.all.hidden = count === 0
    this.all.replaceChildren(words(this.words.all, count), " ", element("kbd", { textContent: "Alt + E" }))
    this.all.title = this.words.allKey
    this.proposals()
    if (focused) this.root.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus()
  }

  item(entity) {
    const id = `${entity.kind}-${entity.key}`
    const chosen = entity.choices.find((choice) => isAttached(entity.field, choice.id))
    const isOpenChoice = !entity.sure && !chosen && entity.choices.length > 1
    const item = element("li", { className: `chip ${entity.sure ? "is-sure" : "is-offered"}` })
    item.classList.toggle("is-attached", Boolean(chosen))
    item.append(isOpenChoice ? this.chooser(entity, id, entity.places[0].words, "chip") : this.chip(entity, id, chosen))
    if (!isOpenChoice && entity.choices.length > 1) item.append(this.chooser(entity, id, this.words.others, "others"))
    item.append(this.finder(entity, id))
    if (!entity.sure && !chosen) item.append(element("span", { className: "chip-reason", textContent: entity.reason }))
    if (this.open.has(id)) item.append(this.choices(entity, id))
    return item
  }

  chip(entity, id, chosen) {
    const choice = chosen ?? entity.choices[0]
    const made = button(`chip-${id}`, {
      className: "chip-name",
      title: [choice.detail, entity.reason].filter(Boolean).join(" · "),
      "aria-pressed": String(Boolean(chosen)),
      "aria-label": words(chosen ? this.words.detach : this.words.attach, choice.label),
    }, element("span", { className: "chip-mark", "aria-hidden": "true", textContent: chosen ? "✓" : "+" }), choice.label)
    made.addEventListener("click", () => this.toggle(entity, choice))
    return made
  }

  /** A homonym: the chip opens the choice instead of guessing. */
  chooser(entity, id, label, kind) {
    const isChip = kind === "chip"
    const made = button(`${kind}-${id}`, {
      className: isChip ? "chip-name" : "chip-more",
      "aria-expanded": String(this.open.has(id)),
      "aria-label": words(this.words.whichLong, entity.places[0].words),
    }, label)
    if (isChip) made.append(" ", element("span", { className: "chip-which", textContent: this.words.which }))
    made.addEventListener("click", () => {
      if (!this.open.delete(id)) this.open.add(id)
      this.render()
      this.list.querySelector(`[data-name="choice-${id}-0"]`)?.focus()
    })
    return made
  }

  choices(entity, id) {
    const list = element("ul", { className: "chip-choices" })
    entity.choices.forEach((choice, index) => {
      const made = button(`choice-${id}-${index}`, {
        className: "chip-choice",
        "aria-pressed": String(isAttached(entity.field, choice.id)),
      }, element("strong", { textContent: choice.label }), " ", element("span", { textContent: choice.detail }))
      made.addEventListener("click", () => this.toggle(entity, choice))
      list.append(element("li", {}, made))
    })
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return
      this.open.delete(id)
      this.render()
      this.list.querySelector(`[data-name="chip-${id}"], [data-name="others-${id}"]`)?.focus()
    })
    return list
  }

  finder(entity, id) {
    const label = words(this.words.whereLong, entity.places[0].words)
    const made = button(`where-${id}`, { className: "chip-more", "aria-label": label, title: label }, this.words.where)
    made.addEventListener("click", () => this.where(entity))
    return made
  }

  /** What is odd in the words: told, shown, and where the right ones are known replaced by one press; Ctrl+Z undoes it. */
  hint({ message, right, place, code }, index) {
    const look = button(`hint-${index}`, { className: "chip-hint" }, message)
    look.addEventListener("click", () => show(place) || this.say(this.words.gone))
    if (!right) return element("li", { className: `hint-${code}` }, look)
    const replace = button(`replace-${index}`, { className: "chip-proposal" }, words(this.words.replace, right))
    replace.title = this.words.replaceKey
    replace.addEventListener("click", () => {
      if (!show(place)) return this.say(this.words.gone)
      document.execCommand("insertText", false, right)
      this.say(words(this.words.replaced, right))
      clearTimeout(this.timer)
      this.refresh()
    })
    return element("li", {}, look, " ", replace)
  }

  // --- Typed once -------------------------------------------------------------------------------

  /** Kicker and tags follow from what is attached: one press each, never by themselves. */
  proposals() {
    const placesFirst = this.entities.toSorted((one, other) => FIELDS.indexOf(one.field) - FIELDS.indexOf(other.field))
    const attached = placesFirst.flatMap((entity) =>
      entity.choices.filter((choice) => isAttached(entity.field, choice.id)).map((choice) => choice.label))
    const labels = [...new Set(attached)]
    const kicker = field("kicker").value.trim() ? [] : labels.slice(0, KICKER_PROPOSALS)
    const tags = labels.filter((label) => !isTagged(label)).slice(0, MOST_PROPOSALS)
    const made = [
      ...kicker.map((label) => this.proposal("kicker", label, () => this.useKicker(label))),
      ...tags.map((label) => this.proposal("tag", label, () => attach("tags", label, label))),
    ]
    if (made.length) made.unshift(element("span", { textContent: this.words.once }))
    this.once.replaceChildren(...made)
  }

  proposal(kind, label, act) {
    const made = button(`${kind}-${label}`, { className: "chip-proposal" }, words(this.words[kind], label))
    made.addEventListener("click", () => {
      act()
      const next = this.once.querySelector("button") ?? this.list.querySelector("button")
      next?.focus()
    })
    return made
  }

  useKicker(label) {
    const input = field("kicker")
    input.value = label
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

/** The editor is made by a module of its own, maybe after this one. */
function whenReady(act) {
  if (box()) return act()
  const watch = new MutationObserver(() => {
    if (!box()) return
    watch.disconnect()
    act()
  })
  watch.observe(document.body, { childList: true, subtree: true })
}

const root = document.getElementById("recognised")
const row = document.querySelector(".form-row.field-body")
if (root && row && field("municipalities")) {
  row.after(root)
  whenReady(() => new Chips(root))
}
