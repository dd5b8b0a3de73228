// A picture dropped on the form of a report, or pasted there, is taken in and put into its field.
// Without it pictures come in on their own page and are chosen here by name.
"use strict"

function picturesDropped(told) {
  const fields = ["picture", "second_picture"].map((name) => document.getElementById(`id_${name}`))
  if (fields.includes(null)) return
  const hint = told.textContent
  const details = fields[0].closest("details")
  fields[0].closest(".form-row").before(told)
  told.hidden = false

  function tell(words, link) {
    told.replaceChildren(words)
    if (link) {
      const there = document.createElement("a")
      there.href = link.url
      there.target = "_blank"
      there.textContent = link.text
      told.append(" ", there)
    }
    if (details) details.open = true
  }

  function put(field, picture) {
    const option = new Option(picture.title, picture.id, true, true)
    for (const same of [...field.options]) if (same.value === String(picture.id)) same.remove()
    field.append(option)
    window.django.jQuery(field).trigger("change")
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }

  async function send(file) {
    const free = fields.find((field) => !field.value)
    if (!free) {
      tell(told.dataset.full)
      return
    }
    const body = new FormData()
    body.append("csrfmiddlewaretoken", document.querySelector("#article_form [name=csrfmiddlewaretoken]").value)
    body.append("files", file, file.name)
    tell(told.dataset.sending)
    let answer = null
    try {
      const response = await fetch(told.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } })
      answer = response.ok ? (await response.json()).outcomes[0] : null
    } catch {
      answer = null
    }
    if (!answer?.id) {
      tell(`${file.name}: ${answer?.error ?? told.dataset.failed}`)
      return
    }
    put(free, answer)
    tell(answer.words, answer.missing ? { url: answer.url, text: answer.missing } : null)
  }

  async function take(files) {
    for (const file of files) await send(file)
  }

  const brings = (transfer) => [...(transfer?.types ?? [])].includes("Files")
  document.addEventListener("dragover", (event) => {
    if (!brings(event.dataTransfer)) return
    event.preventDefault()
    document.body.classList.add("brings-picture")
  })
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("brings-picture")
  })
  // Before the editor sees it: a picture is no text.
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("brings-picture")
    if (!event.dataTransfer?.files.length || event.target.closest?.("input[type=file]")) return
    event.preventDefault()
    event.stopPropagation()
    take(event.dataTransfer.files)
  }, true)
  document.addEventListener("paste", (event) => {
    const brought = event.clipboardData
    // Word brings a picture of its text along; that is text.
    if (!brought.files.length || brought.types.some((type) => type.startsWith("text/"))) return
    event.preventDefault()
    event.stopPropagation()
    take(brought.files)
  }, true)
  tell(hint)
  if (details && !fields.some((field) => field.value)) details.open = false
}

document.addEventListener("DOMContentLoaded", () => {
  const told = document.getElementById("drop-picture")
  if (told) picturesDropped(told)
})
