// Reading needs none of this. Loaded before the page is drawn, so that a remembered choice never flashes.
const KEY = "farben"
const SCHEMES = ["auto", "light", "dark"]
const root = document.documentElement

function remembered() {
  try {
    return SCHEMES.includes(localStorage[KEY]) ? localStorage[KEY] : "auto"
  } catch {
    return "auto"
  }
}

// Nothing is stored before the switch is used, and nothing while it follows the system.
function remember(scheme) {
  try {
    if (scheme === "auto") localStorage.removeItem(KEY)
    else localStorage[KEY] = scheme
  } catch {
    // Without a storage the choice holds for this page.
  }
}

function turn(button, scheme) {
  root.dataset.scheme = scheme
  button.querySelector("span").textContent = button.dataset[scheme]
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.value)
    button.textContent = button.dataset.done
  } catch {
    prompt(button.textContent, button.value)
  }
}

root.dataset.scheme = remembered()

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll(".scheme")) turn(button, root.dataset.scheme)
})

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.(".scheme, .copy")
  if (button?.matches(".copy")) copy(button)
  if (!button?.matches(".scheme")) return
  const next = SCHEMES[(SCHEMES.indexOf(root.dataset.scheme) + 1) % SCHEMES.length]
  turn(button, next)
  remember(next)
})
