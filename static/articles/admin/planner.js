// The planner: drag an entry to another hour, or ask for one by keyboard; the server asks back.
const HOUR = 3600000
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }
let dragged = null

const isDay = (entry) => !entry.dataset.at.includes("T")

function dayLater(day, days) {
  const [year, month, date] = day.split("-").map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}

// An hour of a cell keeps the entry's minutes; a day keeps its time on the wall clock, which only
// the server can turn into an instant.
function proposalFor(entry, cell) {
  if (isDay(entry)) return cell.dataset.day
  const clock = entry.dataset.at.slice(11, 16)
  if (cell.dataset.day) return `${cell.dataset.day}T${clock}`
  return new Date(Date.parse(cell.dataset.start) + Number(clock.slice(3)) * 60000).toISOString()
}

function stepped(entry, [days, hours]) {
  if (isDay(entry)) return dayLater(entry.dataset.at, days || hours)
  if (hours) return new Date(Date.parse(entry.dataset.at) + hours * HOUR).toISOString()
  return dayLater(entry.dataset.at.slice(0, 10), days) + entry.dataset.at.slice(10, 16)
}

async function ask(entry, proposal) {
  const planner = document.getElementById("planner")
  const dialog = document.getElementById("planner-dialog")
  const address = new URL(entry.href)
  address.searchParams.set("teil", "1")
  if (proposal) address.searchParams.set("nach", proposal)
  try {
    const response = await fetch(address, { credentials: "same-origin" })
    if (!response.ok || response.redirected) throw new Error(response.status)
    dialog.innerHTML = await response.text()
  } catch {
    document.getElementById("planner-status").textContent = planner.dataset.failed
    dialog.textContent = planner.dataset.failed
  }
  dialog.returnTo = entry
  dialog.showModal()
  const input = dialog.querySelector("input:not([type=hidden])")
  const which = dialog.querySelector(".which-hour")
  if (which?.value) which.classList.add("is-needed")
  // With a proposal Enter is all that is left to do.
  ;(proposal ? dialog.querySelector("button.default") : input)?.focus()
}

function fits(entry, cell) {
  return isDay(entry) ? Boolean(cell.dataset.day) : !cell.closest(".planner-due")
}

function target(event) {
  const cell = event.target.closest?.("td[data-start], td[data-day]")
  return cell && dragged && fits(dragged, cell) ? cell : null
}

function markTarget(cell) {
  document.querySelectorAll(".is-target").forEach((old) => old.classList.remove("is-target"))
  cell?.classList.add("is-target")
}

function nearest(entry, [dx, dy]) {
  const from = entry.getBoundingClientRect()
  let best = null
  let least = Infinity
  for (const other of document.querySelectorAll("#planner .plan-entry")) {
    const to = other.getBoundingClientRect()
    if (other === entry || !to.width) continue
    const [x, y] = [to.left - from.left, to.top - from.top]
    const along = dx * x + dy * y
    const aside = Math.abs(dx ? y : x)
    // A column apart is further than anything in the same one.
    if (along < 2 || (dy && aside > from.width)) continue
    const far = along + 3 * aside
    if (far < least) [best, least] = [other, far]
  }
  return best
}

function onKey(event) {
  const entry = event.target.closest?.(".plan-entry")
  const arrow = ARROWS[event.key]
  if (!entry || !arrow || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  if (!event.shiftKey) nearest(entry, arrow)?.focus()
  else if ("move" in entry.dataset) ask(entry, stepped(entry, arrow))
}

document.addEventListener("DOMContentLoaded", () => {
  const planner = document.getElementById("planner")
  const dialog = document.getElementById("planner-dialog")
  planner.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-move]")
    if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    ask(entry)
  })
  planner.addEventListener("keydown", onKey)
  planner.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-move]")
    if (!dragged) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", dragged.textContent.trim())
    planner.classList.add("is-dragging")
  })
  planner.addEventListener("dragover", (event) => {
    const cell = target(event)
    markTarget(cell)
    if (cell) event.preventDefault()
  })
  planner.addEventListener("dragend", () => {
    markTarget(null)
    planner.classList.remove("is-dragging")
    dragged = null
  })
  planner.addEventListener("drop", (event) => {
    const cell = target(event)
    if (!cell) return
    event.preventDefault()
    ask(dragged, proposalFor(dragged, cell))
  })
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return
    event.preventDefault()
    dialog.close()
  })
  dialog.addEventListener("close", () => dialog.returnTo?.focus())
})
