// Pictures on the desk: several at once by drag, clipboard or choice; the focal point by a click.
// Without it the form sends them all at once, and the two numbers of the focal point are typed.

function uploads(form) {
  const drop = form.querySelector(".drop")
  const list = form.querySelector(".uploaded")
  const input = form.querySelector("input[type=file]")
  const waiting = []
  let running = 0
  form.classList.add("by-script")

  function line(file) {
    const item = document.createElement("li")
    const name = document.createElement("span")
    const bar = document.createElement("progress")
    name.textContent = file.name
    bar.max = 1
    bar.value = 0
    bar.setAttribute("aria-label", file.name)
    item.append(name, bar)
    list.prepend(item)
    return item
  }

  function failed(item, file) {
    const again = document.createElement("button")
    const words = document.createElement("span")
    words.className = "errornote"
    words.textContent = `${file.name}: ${form.dataset.failed}`
    again.type = "button"
    again.textContent = form.dataset.again
    again.addEventListener("click", () => {
      item.remove()
      add([file])
    })
    item.replaceChildren(words, again)
  }

  function send({ file, item }) {
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    body.append("files", file, file.name)
    request.open("POST", location.href)
    request.setRequestHeader("Accept", "text/html, fragment/html")
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) item.querySelector("progress").value = event.loaded / event.total
    })
    request.addEventListener("loadend", () => {
      running -= 1
      const isLine = request.status === 200 && request.responseText.trim().startsWith("<li")
      if (isLine) {
        item.insertAdjacentHTML("afterend", request.responseText)
        item.remove()
      } else failed(item, file)
      next()
    })
    request.send(body)
  }

  function next() {
    while (running < 2 && waiting.length) {
      running += 1
      send(waiting.shift())
    }
  }

  function add(files) {
    for (const file of files) waiting.push({ file, item: line(file) })
    next()
  }

  input.addEventListener("change", () => {
    add(input.files)
    input.value = ""
  })
  form.addEventListener("submit", (event) => event.preventDefault())
  document.addEventListener("dragover", (event) => {
    event.preventDefault()
    drop.classList.add("over")
  })
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over")
  })
  document.addEventListener("drop", (event) => {
    event.preventDefault()
    drop.classList.remove("over")
    add(event.dataTransfer.files)
  })
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) add(event.clipboardData.files)
  })
}

function focal(holder) {
  const image = holder.querySelector("img")
  const inputs = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`))
  if (inputs.includes(null)) return
  const where = document.createElement("span")
  const knot = document.createElement("button")
  const cut = image.cloneNode()
  where.className = "where"
  knot.type = "button"
  knot.setAttribute("aria-label", holder.dataset.hint)
  knot.title = holder.dataset.hint
  cut.className = "cut"
  image.replaceWith(where)
  where.append(image, knot)
  holder.append(cut)

  function show() {
    const [x, y] = inputs.map((input) => Number(input.value) * 100)
    knot.style.left = `${x}%`
    knot.style.top = `${y}%`
    // object-position moves the spare room, not the point: turn one into the other.
    const wide = image.naturalWidth / image.naturalHeight
    const spareX = 1 - 1.5 / wide
    const spareY = 1 - wide / 1.5
    const along = (at, spare) => (spare > 0 ? Math.min(1, Math.max(0, (at / 100 - (1 - spare) / 2) / spare)) * 100 : 50)
    cut.style.objectPosition = `${along(x, spareX)}% ${along(y, spareY)}%`
  }

  function set(x, y) {
    for (const [index, value] of [x, y].entries()) {
      inputs[index].value = Math.min(1, Math.max(0, value)).toFixed(2)
      inputs[index].dispatchEvent(new Event("change", { bubbles: true }))
    }
    show()
  }

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect()
    set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  })
  const steps = { ArrowLeft: [-0.02, 0], ArrowRight: [0.02, 0], ArrowUp: [0, -0.02], ArrowDown: [0, 0.02] }
  knot.addEventListener("keydown", (event) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    set(Number(inputs[0].value) + step[0], Number(inputs[1].value) + step[1])
  })
  for (const input of inputs) input.addEventListener("input", show)
  image.complete ? show() : image.addEventListener("load", show)
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("upload")
  if (form) uploads(form)
  for (const holder of document.querySelectorAll(".focal")) focal(holder)
})
