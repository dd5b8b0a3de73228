// The reference node: words that lead to a report, to an address, deliberately nowhere, or
// nowhere yet. Stored as <span data-reference="17" data-key="x7">wir berichteten</span>.
import { InputRule, Node, PasteRule, pm } from "django-prose-editor/editor"
import { cleanAddress } from "articles/editor/addresses"
import { Hint } from "articles/editor/hint"
import { OfferPanel, Offers } from "articles/editor/offers"
import { labelOf, pickTarget } from "articles/editor/picker"

const REPORT = /^[1-9][0-9]{0,17}$/
const KEY = /^[a-z0-9]{1,12}$/
const BLANKS = /[ \t\r\n\f]+/g
const LONGEST = 1000

const cleanReference = (to) =>
  to === "open" || to === "none" || REPORT.test(to) ? to : cleanAddress(to)

const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => (n % 36).toString(36)).join("")

const must = (holds, what) => {
  if (!holds) throw new RangeError(`no valid ${what}`)
}

const endOf = (to) => (REPORT.test(to) ? "report" : to === "open" || to === "none" ? to : "address")

export const Reference = Node.create({
  name: "reference",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,

  addOptions: () => ({ url: "", offersUrl: "", words: {} }),

  addStorage: () => ({ labels: new Map(), asked: new Set(), views: new Set() }),

  // The keys work from the moment the text is seen; Tiptap's "create" comes a turn later.
  onBeforeCreate() {
    const { editor, options, storage } = this
    storage.fromOutside = (event) => bindFromOutside(event, editor)
    document.addEventListener("keydown", storage.fromOutside)
    storage.offers = new Offers(options.offersUrl)
    storage.hint = new Hint({
      offers: storage.offers,
      words: options.words.picker,
      bind: (key, to, label) => bind(editor, this, { key, to, label }),
    })
  },

  onCreate() {
    const { editor, options, storage } = this
    const root = document.getElementById("offers")
    if (!root) return
    storage.panel = new OfferPanel(root, {
      offers: storage.offers,
      words: options.words.panel,
      body: () => editor.getHTML(),
      bind: (key, to, label) => bind(editor, this, { key, to, label }),
    })
  },

  onUpdate() {
    this.storage.panel?.later()
    this.storage.hint?.check()
  },

  onSelectionUpdate() {
    this.storage.hint?.check()
  },

  onBlur() {
    this.storage.hint?.close()
  },

  onDestroy() {
    this.storage.hint?.close()
    document.removeEventListener("keydown", this.storage.fromOutside)
  },

  addAttributes: () => ({
    reference: {
      default: "open",
      rendered: false,
      validate: (to) => must(typeof to === "string" && cleanReference(to) === to, "reference"),
    },
    key: {
      default: "new",
      rendered: false,
      validate: (key) => must(typeof key === "string" && KEY.test(key), "key"),
    },
    words: {
      default: "wir berichteten",
      rendered: false,
      validate: (words) =>
        must(typeof words === "string" && words.trim() && words.length <= LONGEST, "words"),
    },
  }),

  parseHTML: () => [
    {
      tag: "span[data-reference]",
      priority: 1000,
      getAttrs(element) {
        const reference = cleanReference(element.getAttribute("data-reference"))
        const words = element.textContent.replace(BLANKS, " ").trim()
        if (reference === null || !words || words.length > LONGEST) return false
        const key = element.getAttribute("data-key") || ""
        return { reference, words, key: KEY.test(key) ? key : newKey() }
      },
    },
  ],

  renderHTML: ({ node: { attrs } }) => [
    "span",
    { "data-reference": attrs.reference, "data-key": attrs.key },
    attrs.words,
  ],

  renderText: ({ node }) => node.attrs.words,

  addNodeView() {
    return ({ node }) => new ReferenceView(node, this)
  },

  addCommands() {
    return {
      pickReference:
        () =>
        ({ editor }) => {
          queueMicrotask(() => pick(editor, this))
          return true
        },
      pickNextOpenReference:
        () =>
        ({ editor, state, commands }) => {
          const pos = nextOpen(state, this.type)
          if (pos === null || !commands.setNodeSelection(pos)) return false
          queueMicrotask(() => pick(editor, this))
          return commands.scrollIntoView()
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Shift-l": () => this.editor.commands.pickReference(),
      "Alt-r": () => this.editor.commands.pickNextOpenReference(),
      Enter: () =>
        this.storage.hint.take() ||
        (Boolean(selectedReference(this.editor)) && this.editor.commands.pickReference()),
      ArrowDown: () => this.storage.hint.move(1),
      ArrowUp: () => this.storage.hint.move(-1),
      Escape: () => this.storage.hint.close(),
    }
  },

  addInputRules() {
    // Written “(wir berichteten)” or “(CIO, wir berichteten)”: the words become the reference.
    return [
      new InputRule({
        find: /[(,]\s?(wir[ \u00a0]berichteten)\)$/i,
        handler: ({ state, range, match }) => {
          const node = this.type.create({ key: newKey(), words: match[1].replace("\u00a0", " ") })
          const bracket = range.to - 1
          state.tr.replaceWith(bracket - match[1].length, bracket, node)
          setTimeout(() => hint(this.editor, this, node.attrs.key))
        },
      }),
    ]
  },

  addPasteRules() {
    return [
      new PasteRule({
        find: /\((wir[ \u00a0]berichteten)\)/gi,
        handler: ({ state, range, match }) => {
          const node = this.type.create({ key: newKey(), words: match[1].replace("\u00a0", " ") })
          state.tr.replaceWith(range.from + 1, range.to - 1, node)
        },
      }),
    ]
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "reference",
      groups: "link",
      priority: 200,
      command: (editor) => editor.commands.pickReference(),
      button: buttons.text(this.options.words.button),
      active: (editor) => editor.isActive("reference"),
    })
  },

  addProseMirrorPlugins() {
    return [
      new pm.state.Plugin({
        props: {
          handleClickOn: (view, _pos, node, nodePos) => {
            if (node.type !== this.type || !view.editable) return false
            view.dispatch(
              view.state.tr.setSelection(pm.state.NodeSelection.create(view.state.doc, nodePos)),
            )
            queueMicrotask(() => pick(this.editor, this))
            return true
          },
          transformPasted: (slice) => withNewKeys(slice, this.type),
        },
        appendTransaction: (transactions, _before, state) =>
          transactions.some((transaction) => transaction.docChanged)
            ? tidied(state, this.type)
            : null,
      }),
    ]
  },
})

/** Alt+R works in every other field of the form too: it leads into the text. */
function bindFromOutside(event, editor) {
  const isKey = event.altKey && event.code === "KeyR" && !event.ctrlKey && !event.metaKey
  if (!isKey || event.defaultPrevented || document.querySelector("dialog[open]")) return
  event.preventDefault()
  editor.chain().focus().pickNextOpenReference().run()
}

/** Where the next reference without a target stands, after the cursor or else from the start. */
function nextOpen(state, type) {
  const found = []
  state.doc.descendants((node, pos) => {
    if (node.type === type && node.attrs.reference === "open") found.push(pos)
  })
  return found.find((pos) => pos >= state.selection.to) ?? found[0] ?? null
}

function selectedReference(editor) {
  const { node } = editor.state.selection
  return node?.type.name === "reference" ? node : null
}

/** What is pasted or dropped gets keys of its own; a copy is another reference. */
function withNewKeys(slice, type) {
  const renewed = (fragment) => {
    const nodes = []
    fragment.forEach((node) => {
      if (node.type === type)
        nodes.push(type.create({ ...node.attrs, key: newKey() }, null, node.marks))
      else nodes.push(node.isText ? node : node.copy(renewed(node.content)))
    })
    return pm.model.Fragment.from(nodes)
  }
  return new pm.model.Slice(renewed(slice.content), slice.openStart, slice.openEnd)
}

/** One key once in a text, and no link around a reference. */
function tidied(state, type) {
  const seen = new Set()
  const { link } = state.schema.marks
  const { tr } = state
  state.doc.descendants((node, pos) => {
    if (node.type !== type) return
    if (seen.has(node.attrs.key)) tr.setNodeAttribute(pos, "key", newKey())
    seen.add(node.attrs.key)
    if (link && link.isInSet(node.marks)) tr.removeMark(pos, pos + node.nodeSize, link)
  })
  return tr.docChanged ? tr : null
}

/** Open the picker for the selected reference, the selected words, or at the cursor. */
async function pick(editor, { type, options, storage }) {
  const { from, to, $from, $to, empty } = editor.state.selection
  const node = selectedReference(editor)
  const selected =
    !node && !empty && $from.sameParent($to)
      ? editor.state.doc.textBetween(from, to, " ", " ").trim()
      : ""
  const phrase = node?.attrs.words || selected.slice(0, 500) || options.words.phrase
  const answer = await pickTarget({
    url: options.url,
    own: /\/(\d+)\/change\/$/.exec(location.pathname)?.[1],
    words: options.words.picker,
    current: node?.attrs.reference,
    query: node && endOf(node.attrs.reference) === "address" ? node.attrs.reference : "",
    phrase,
    place: placeOf(editor.view, from, to),
    offer: node?.attrs.reference === "open" ? () => storage.offers.place(editor.getHTML(), node.attrs.key) : null,
  })
  editor.view.focus()
  if (!answer) return
  if (answer.label && REPORT.test(answer.to)) storage.labels.set(answer.to, answer.label)
  const range = node || selected ? { from, to } : { from: to, to }
  editor.view.dispatch(
    answered(editor.state, { type, node, range, phrase, to: answer.to }).scrollIntoView(),
  )
}

/** Show what fits the reference just typed, as long as the cursor stands behind its bracket. */
function hint(editor, { storage }, key) {
  const pos = positionOf(editor.state.doc, key)
  if (pos === null) return
  const stays = () => {
    const { empty, from } = editor.state.selection
    const is = editor.state.doc.nodeAt(pos)?.attrs.key === key
    return is && empty && from === pos + 2 && editor.view.hasFocus()
  }
  const place = () => placeOf(editor.view, pos, pos + 2)
  storage.hint.show({ body: editor.getHTML(), key, place, stays })
}

function positionOf(doc, key) {
  let found = null
  doc.descendants((node, pos) => {
    if (node.attrs.key === key) found = pos
  })
  return found
}

/** Bind the reference with this key, from beside the text. */
function bind(editor, { type, storage }, { key, to, label }) {
  const { tr, doc } = editor.state
  doc.descendants((node, pos) => {
    if (node.type === type && node.attrs.key === key) tr.setNodeAttribute(pos, "reference", to)
  })
  storage.labels.set(to, label)
  editor.view.dispatch(tr)
}

function answered(state, { type, node, range, phrase, to }) {
  const { tr, schema } = state
  const marks = (node ? node.marks : state.doc.resolve(range.to).marks()).filter(
    (mark) => mark.type.name !== "link",
  )
  const attrs = { reference: to, key: node?.attrs.key || newKey(), words: phrase }
  const replacement = to ? type.create(attrs, null, marks) : schema.text(phrase, marks)
  tr.replaceWith(range.from, range.to, replacement)
  const after = tr.mapping.map(range.to)
  return tr.setSelection(pm.state.TextSelection.create(tr.doc, after)).setStoredMarks(marks)
}

function placeOf(view, from, to) {
  const start = view.coordsAtPos(from)
  const end = view.coordsAtPos(to, -1)
  return { left: start.left, top: start.top, bottom: Math.max(start.bottom, end.bottom) }
}

// How a reference looks in the editor: its end as a class, its target's headline as a tooltip.
class ReferenceView {
  constructor(node, { options, storage }) {
    this.options = options
    this.storage = storage
    this.dom = document.createElement("span")
    storage.views.add(this)
    this.update(node)
  }

  update(node) {
    if (node.type.name !== "reference") return false
    this.to = node.attrs.reference
    this.dom.className = `reference reference-${endOf(this.to)}`
    this.dom.textContent = node.attrs.words
    this.show()
    return true
  }

  show() {
    const { words, url } = this.options
    const end = endOf(this.to)
    const label = this.storage.labels.get(this.to)
    if (end === "report" && label === undefined) askForLabel(this.to, url, this.storage)
    this.dom.classList.toggle("is-missing", label === null)
    const title = {
      open: words.open,
      none: words.none,
      address: this.to,
      report: label === null ? words.missing : label || "",
    }[end]
    this.dom.title = title
  }

  destroy() {
    this.storage.views.delete(this)
  }

  ignoreMutation() {
    return true
  }
}

// Labels of all references of a text are fetched in one request, and never stored in the text.
function askForLabel(id, url, storage) {
  if (storage.asked.has(id)) return
  storage.asked.add(id)
  storage.waiting = storage.waiting || new Set()
  storage.waiting.add(id)
  clearTimeout(storage.timer)
  storage.timer = setTimeout(() => fetchLabels(url, storage), 30)
}

async function fetchLabels(url, storage) {
  const ids = [...storage.waiting]
  storage.waiting.clear()
  const address = new URL(url, location.href)
  address.searchParams.set("ids", ids.join(","))
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } })
    if (!answer.ok || answer.redirected) return
    const rows = (await answer.json()).results
    const labels = new Map(rows.map((row) => [String(row.id), labelOf(row)]))
    for (const id of ids) storage.labels.set(id, labels.get(id) ?? null)
  } catch {
    return // Without labels the references still work; the next load asks again.
  }
  for (const view of storage.views) view.show()
}
