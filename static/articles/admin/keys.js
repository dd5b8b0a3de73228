// The keys of the desk, as the table in articles/keys.py says.
const OFF = "desk-single-keys-off"
const dialog = document.getElementById("desk-keys")
const table = JSON.parse(dialog?.dataset.keys || "[]")
let pending = ""
let timer = 0

const singleKeysAreOff = () => localStorage.getItem(OFF) === "1"
const rows = () => [...document.querySelectorAll("#result_list tbody tr")]
const rowOf = (element) => element?.closest?.("#result_list tbody tr")

function isWriting(element) {
  return element.isContentEditable || Boolean(element.closest?.("input:not([type=checkbox]), textarea, select, .select2"))
}

function visible(selector) {
  return [...document.querySelectorAll(selector)].find((element) => element.offsetParent !== null)
}

function watchSwitch(within) {
  const box = within.querySelector("#single-keys")
  if (!box) return
  box.checked = !singleKeysAreOff()
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "" : "1"))
  within.querySelector(".keys-close").addEventListener("click", () => dialog.close())
}

async function showHelp(address) {
  const response = await fetch(`${address}?teil=1`, { credentials: "same-origin" })
  if (!response.ok || response.redirected) return location.assign(address)
  dialog.innerHTML = await response.text()
  watchSwitch(dialog)
  dialog.showModal()
}

function step(direction) {
  const all = rows()
  const at = all.indexOf(rowOf(document.activeElement))
  const next = all[at < 0 ? (direction > 0 ? 0 : all.length - 1) : at + direction]
  next?.querySelector("th a, td a")?.focus()
}

function choose() {
  rowOf(document.activeElement)?.querySelector(".action-select")?.click()
}

function run(key) {
  if (key.go === dialog.dataset.help) showHelp(key.go)
  else if (key.go) location.assign(key.go)
  else if (key.step) step(key.step)
  else if (key.choose) choose()
  else {
    const target = visible(key.press || key.focus)
    if (!target) return false
    target.scrollIntoView({ block: "center" })
    target.focus()
    if (key.press) target.click()
  }
  return true
}

function withModifier(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null
  // By the place of the key: on a Mac Alt makes another letter of it.
  return table.find((key) => key.keys === `Alt+${event.code.replace("Key", "")}`)
}

function single(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return null
  if (isWriting(event.target) || singleKeysAreOff()) return null
  const typed = pending ? `${pending} ${event.key}` : event.key
  const isBeginning = table.some((key) => key.keys.startsWith(`${typed} `))
  clearTimeout(timer)
  pending = isBeginning ? typed : ""
  timer = setTimeout(() => (pending = ""), 1200)
  return table.find((key) => key.keys === typed)
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return
  const key = withModifier(event) || single(event)
  if (key && run(key)) event.preventDefault()
})
watchSwitch(document.getElementById("content-main") || document.body)
// Filters that are searched for apply at once.
window.django?.jQuery?.(document).on("change", ".thing-filter select", (event) => event.target.form.submit())
