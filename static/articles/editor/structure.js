// What the text is made of, narrowed to what is stored: every attribute has a validator, so
// that nothing pasted or loaded can carry anything else (prosemirror GHSA-c8x8-7fp4-3x9w).
import {
  Extension,
  Heading as BaseHeading,
  Link as BaseLink,
  OrderedList as BaseOrderedList,
} from "django-prose-editor/editor"
import { cleanAddress } from "articles/editor/addresses"
import { askForAddress } from "articles/editor/picker"

export const Heading = BaseHeading.extend({
  addAttributes() {
    const levels = this.options.levels
    return {
      level: {
        default: levels[0],
        rendered: false,
        validate(value) {
          if (!levels.includes(value)) throw new RangeError("no such heading")
        },
      },
    }
  },
})

export const OrderedList = BaseOrderedList.extend({
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false }
  },
  addAttributes: () => ({}),
  addNodeView: () => null,
  renderHTML: () => ["ol", 0],
})

export const Link = BaseLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      autolink: false,
      defaultProtocol: "https",
      HTMLAttributes: {},
      words: {},
    }
  },
  addAttributes: () => ({
    href: {
      default: null,
      validate(value) {
        if (cleanAddress(value, { mail: true }) === null) throw new RangeError("no address")
      },
    },
  }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs(element) {
        const href = cleanAddress(element.getAttribute("href"), { mail: true })
        return href === null ? false : { href }
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", { href: HTMLAttributes.href }, 0],
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false
          queueMicrotask(() => changeLink(editor, this.options.words))
          return true
        },
    }
  },
})

async function changeLink(editor, words) {
  const before = editor.getAttributes("link").href || ""
  const href = await askForAddress(words, before, editor.view.dom)
  if (href === null) return
  const chain = editor.chain().focus()
  if (editor.isActive("link")) chain.extendMarkRange("link")
  if (href) chain.setMark("link", { href }).run()
  else chain.unsetMark("link").run()
}

// Tiptap injects a <style> element, which style-src 'self' forbids; its rules are in editor.css.
export const NoInjectedStyles = Extension.create({
  name: "noInjectedStyles",
  onBeforeCreate() {
    this.editor.options.injectCSS = false
  },
})

// The words of the desk: a name for the text box, German names for the buttons.
export const DeskWords = Extension.create({
  name: "deskWords",
  addOptions: () => ({ label: "", toolbar: "", buttons: {} }),
  onCreate() {
    const box = this.editor.view.dom
    box.setAttribute("aria-label", this.options.label)
    box.setAttribute("lang", "de")
    box.setAttribute("spellcheck", "true")
    nameButtons(box.closest(".prose-editor"), this.options)
    const id = box.closest(".prose-editor").querySelector("textarea")?.id
    const label = id && document.querySelector(`label[for="${id}"]`)
    label?.addEventListener("click", () => this.editor.commands.focus())
  },
})

function nameButtons(root, { buttons, toolbar }) {
  const bar = root.querySelector(".prose-menubar")
  if (!bar) return
  bar.setAttribute("role", "group")
  bar.setAttribute("aria-label", toolbar)
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const words = buttons[button.dataset.name]
    if (!words) continue
    button.title = words
    button.setAttribute("aria-label", words)
  }
}
