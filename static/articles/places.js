/** The list of municipalities answers while one types: the same page is asked, and its list taken over. */

const PAUSE = 120
const form = document.getElementById("ortssuche")
const list = document.getElementById("ortsliste")
const input = form?.elements.q
const first = list?.innerHTML
let timer, running

async function look() {
  running?.abort()
  const typed = input.value.trim()
  if (!typed) {
    list.innerHTML = first
    return
  }
  running = new AbortController()
  try {
    const answer = await fetch(`${form.action.split("?")[0]}?q=${encodeURIComponent(typed)}`, { signal: running.signal })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    list.replaceChildren(...page.getElementById("ortsliste").childNodes)
  } catch {
    // A newer question is on its way, or there is no network: the button still works.
  }
}

input?.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(look, PAUSE)
})
