// Fields for an hour say in full words what they mean; the odd nights are known by the server.
const waiting = new WeakMap()

function parts(box) {
  return {
    input: box.querySelector("input"),
    which: box.querySelector("select"),
    words: box.querySelector(".instant-words"),
  }
}

function show(box, answer) {
  const { input, which, words } = parts(box)
  which.classList.toggle("is-needed", Boolean(answer.twice))
  words.classList.toggle("is-wrong", Boolean(answer.error))
  words.replaceChildren(answer.words || answer.error || "")
  if (!answer.next) return
  const take = document.createElement("button")
  take.type = "button"
  take.className = "instant-next"
  take.textContent = answer.next.label
  take.addEventListener("click", () => {
    input.value = answer.next.value
    input.dispatchEvent(new Event("input", { bubbles: true }))
    input.focus()
  })
  words.append(" ", take)
}

async function ask(box) {
  const { input, which, words } = parts(box)
  const asked = `${input.value}|${which.value}`
  const query = new URLSearchParams({ t: input.value, welche: which.value })
  try {
    const response = await fetch(`${box.dataset.url}?${query}`, { credentials: "same-origin" })
    const answer = await response.json()
    // Somebody may have typed on since.
    if (asked === `${input.value}|${which.value}`) show(box, answer)
  } catch {
    words.replaceChildren()
  }
}

document.addEventListener("input", (event) => {
  const box = event.target.closest?.(".instant")
  if (!box) return
  clearTimeout(waiting.get(box))
  waiting.set(box, setTimeout(() => ask(box), 150))
})

document.addEventListener("DOMContentLoaded", () => {
  // What was typed before a refusal is spoken again.
  for (const box of document.querySelectorAll(".instant")) {
    const { input, words } = parts(box)
    if (input.value && !words.textContent) ask(box)
  }
})
