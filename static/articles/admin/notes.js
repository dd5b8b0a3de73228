// Notes beside the form of a report: fetched as HTML, anchored in a field or a passage.
"use strict"

const panel = document.querySelector("[data-notes]")
const token = document.querySelector("#article_form [name=csrfmiddlewaretoken]")
const MOST = 500
// The field and the words that were selected last in the form.
let selected = { field: "", passage: "" }
let answering = ""

const part = (selector) => panel.querySelector(selector)
const value = (name) => part(`[data-note-value=${name}]`)

function fieldOf(element) {
  if (!element || element.closest("[data-notes]")) return ""
  const row = element.closest("[class*=field-]")
  const source = element.id?.startsWith("id_") ? element : row?.querySelector("[id^=id_]")
  return source?.id.replace(/^id_/, "").replace(/_\d$/, "") || ""
}

function rememberSelection() {
  const active = document.activeElement
  if (!active?.closest?.("#article_form") || active.closest("[data-notes]")) return
  const editable = active.closest("[contenteditable=true]")
  const words = editable
    ? String(document.getSelection())
    : (active.value || "").slice(active.selectionStart ?? 0, active.selectionEnd ?? 0)
  selected = { field: fieldOf(editable || active), passage: words.trim().slice(0, MOST) }
}

async function send(values) {
  const options = values && { method: "POST", body: new URLSearchParams({ ...values, csrfmiddlewaretoken: token.value }) }
  const isWritten = "text" in (values || {})
  try {
    // Whoever is logged out is led to the log-in: that is no list of notes.
    const answer = await fetch(panel.dataset.notes, { ...options, redirect: "manual", headers: { "X-Requested-With": "fetch" } })
    if (answer.ok) return show(await answer.text(), isWritten ? null : typed())
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    tell(page.querySelector(".note-error")?.textContent || failure())
  } catch {
    tell(failure())
  }
}

/** What is said when nothing was sent, or when the notes themselves did not come. */
function failure() {
  return part(".note-form")?.dataset.failed ?? panel.dataset.failed
}

/** What stands in the open form and was not sent; null without one. */
function typed() {
  const form = part(".note-form")
  if (!form || form.hidden) return null
  const fields = [...form.querySelectorAll("[data-note-value]")]
  return fields.map((field) => (field.type === "checkbox" ? field.checked : field.value))
}

function show(html, unsent) {
  part("[data-notes-here]").innerHTML = html
  if (unsent) {
    openForm(answering)
    panel.querySelectorAll("[data-note-value]").forEach((field, place) => {
      field[field.type === "checkbox" ? "checked" : "value"] = unsent[place]
    })
  }
  const open = panel.querySelectorAll(".note:not(.is-settled)").length
  part("[data-notes-count]").textContent = open ? ` (${open})` : ""
}

function tell(words) {
  part(".note-error")?.remove()
  const error = Object.assign(document.createElement("p"), { className: "note-error", textContent: words })
  error.setAttribute("role", "alert")
  const form = part(".note-form")
  if (form) form.before(error)
  else part("[data-notes-here]").replaceChildren(error)
}

function openForm(note) {
  answering = note
  const form = part(".note-form")
  form.hidden = false
  form.querySelectorAll(".note-only-new").forEach((element) => { element.hidden = Boolean(note) })
  if (!note) {
    value("field").value = selected.field
    if (value("field").selectedIndex < 0) value("field").value = ""
    const passage = part(".note-passage")
    passage.hidden = !selected.passage
    passage.textContent = selected.passage && `„${selected.passage}“`
  }
  value("text").focus()
}

function write() {
  if (answering) return send({ act: "answer", note: answering, text: value("text").value })
  const field = value("field").value
  const passage = field === selected.field ? selected.passage : ""
  const blocks = value("blocks").checked ? { blocks: "on" } : {}
  return send({ act: "write", text: value("text").value, field, passage, assignee: value("assignee").value, ...blocks })
}

// --- Back to where a note is anchored ---

function lead(link) {
  const { noteField: name, notePassage: passage } = link.dataset
  const field = document.getElementById(`id_${name}`) || document.getElementById(`id_${name}_0`)
  const row = field?.closest("[class*=field-]")
  const details = field?.closest("details")
  if (details) details.open = true
  const editable = row?.querySelector("[contenteditable=true]")
  const target = editable || field
  if (!target) return
  target.scrollIntoView({ block: "center" })
  target.focus()
  const isFound = !passage || (editable ? selectWithin(editable, passage) : selectIn(field, passage))
  if (!isFound) tell(part(".note-form").dataset.missing)
}

function selectIn(field, passage) {
  const start = (field.value || "").indexOf(passage)
  if (start < 0) return false
  field.setSelectionRange?.(start, start + passage.length)
  return true
}

function selectWithin(root, passage) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const places = []
  let text = ""
  while (walker.nextNode()) {
    const node = walker.currentNode
    for (let i = 0; i < node.length; i += 1) {
      if (/\s/.test(node.data[i])) continue
      text += node.data[i]
      places.push([node, i])
    }
  }
  const wanted = passage.replace(/\s+/g, "")
  const start = text.indexOf(wanted)
  if (start < 0 || !wanted) return false
  const [first, last] = [places[start], places[start + wanted.length - 1]]
  document.getSelection().setBaseAndExtent(first[0], first[1], last[0], last[1] + 1)
  first[0].parentElement.scrollIntoView({ block: "center" })
  return true
}

// --- @mentions ---

function handleAt(textarea) {
  return /(?:^|\s)@([\p{L}\d.+-]*)$/u.exec(textarea.value.slice(0, textarea.selectionStart))?.[1]
}

function offer(textarea) {
  const typed = handleAt(textarea)
  const people = JSON.parse(document.getElementById("note-people").textContent)
  const fits = ({ handle, name }) => `${handle} ${name}`.toLowerCase().split(" ").some((word) => word.startsWith(typed.toLowerCase()))
  const found = typed === undefined ? [] : people.filter(fits).slice(0, 8)
  const list = part("#note-mentions")
  list.replaceChildren(...found.map(({ handle, name }, index) => {
    const option = Object.assign(document.createElement("li"), { textContent: `${name} (@${handle})`, id: `note-mention-${index}` })
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", String(index === 0))
    option.dataset.handle = handle
    return option
  }))
  list.hidden = !found.length
  textarea.setAttribute("aria-expanded", String(!list.hidden))
  mark(textarea, 0)
}

function mark(textarea, index) {
  const options = [...part("#note-mentions").children]
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)))
  textarea.setAttribute("aria-activedescendant", options[index]?.id || "")
}

function take(textarea, option) {
  const typed = handleAt(textarea) || ""
  const end = textarea.selectionStart
  textarea.setRangeText(`${option.dataset.handle} `, end - typed.length, end, "end")
  offer(textarea)
  textarea.focus()
}

function steer(event) {
  const list = part("#note-mentions")
  if (list.hidden) return
  const options = [...list.children]
  const place = options.findIndex((option) => option.getAttribute("aria-selected") === "true")
  const moves = { ArrowDown: 1, ArrowUp: -1 }
  if (event.key in moves) mark(event.target, (place + moves[event.key] + options.length) % options.length)
  else if (event.key === "Enter" || event.key === "Tab") take(event.target, options[place])
  else if (event.key === "Escape") list.hidden = true
  else return
  event.preventDefault()
}

function clicked(event) {
  const target = event.target
  const note = target.closest("[data-note]")?.dataset.note
  const link = target.closest("[data-note-field]")
  const option = target.closest("#note-mentions li")
  if (link) {
    event.preventDefault()
    lead(link)
  } else if (option) take(value("text"), option)
  else if (target.closest("[data-note-new]")) openForm("")
  else if (target.closest("[data-note-answer]")) openForm(note)
  else if (target.closest("[data-note-cancel]")) part(".note-form").hidden = true
  else if (target.closest("[data-note-send]")) write()
  else if (target.dataset.noteAct) send({ act: target.dataset.noteAct, note })
}

if (panel && token) {
  document.addEventListener("selectionchange", rememberSelection)
  document.addEventListener("focusin", rememberSelection)
  panel.addEventListener("click", clicked)
  panel.addEventListener("input", (event) => event.target.matches("textarea") && offer(event.target))
  panel.addEventListener("keydown", (event) => {
    if (!event.target.matches("textarea")) return
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write()
    else steer(event)
  })
  send()
}
