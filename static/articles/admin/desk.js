// The form of a report: length counters, the autumn hour, keys, and links that lead to a field.
"use strict"

function countLength(field) {
  const limit = Number(field.dataset.softLimit)
  const count = document.createElement("span")
  count.className = "soft-count"
  count.id = `${field.id}_count`
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${count.id}`.trim())
  field.after(count)
  const show = () => {
    const length = [...field.value].length
    count.textContent = `${length} / ${limit}`
    count.classList.toggle("is-long", length > limit)
  }
  field.addEventListener("input", show)
  show()
}

// In Berlin the last Sunday of October has two o'clock twice; only then is the choice shown.
function isTwice(value) {
  const match = /^(\d{4})-10-(\d{2})T02:/.exec(value)
  if (!match) return false
  const [year, day] = [Number(match[1]), Number(match[2])]
  return day > 24 && new Date(Date.UTC(year, 9, day)).getUTCDay() === 0
}

function watchHour(select) {
  const input = select.previousElementSibling
  if (!input) return
  const show = () => select.classList.toggle("is-needed", isTwice(input.value))
  input.addEventListener("input", show)
  show()
}

function leadToField(event) {
  const link = event.target.closest("[data-field]")
  if (!link) return
  const id = `id_${link.dataset.field}`
  const field = document.getElementById(id) || document.getElementById(`${id}_0`)
  const details = field?.closest("details")
  if (details) details.open = true
  const editor = field?.parentElement?.querySelector("[contenteditable=true]")
  const target = editor || field
  if (!target) return
  event.preventDefault()
  target.scrollIntoView({ block: "center" })
  target.focus()
}

function saveByKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return
  const button = document.querySelector("#article_form [name=_continue]")
  if (!button) return
  event.preventDefault()
  button.click()
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-soft-limit]").forEach(countLength)
  document.querySelectorAll("select.which-hour").forEach(watchHour)
  document.addEventListener("click", leadToField)
  document.addEventListener("keydown", saveByKey)
})
