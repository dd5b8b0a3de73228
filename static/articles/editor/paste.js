// Pasting from Word, Google Docs and web pages, under a strict CSP: style attributes are not
// applied in the parsed clipboard, so that ProseMirror would take Google Docs' wrapper
// <b style="font-weight:normal"> for bold. The text of the attribute is read instead.
import { Extension, pm } from "django-prose-editor/editor"

const STYLE = "data-pasted-style"
const FOREIGN =
  "img,picture,svg,math,video,audio,iframe,object,embed,form,input,button,select,textarea,template,noscript"

const styleOf = (element, property) => {
  const pattern = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i")
  return (
    pattern
      .exec(element.getAttribute(STYLE) || "")?.[1]
      .trim()
      .toLowerCase() || ""
  )
}

const isHeavy = (weight) => weight === "bold" || weight === "bolder" || Number(weight) >= 600

const unwrap = (element) => element.replaceWith(...element.childNodes)

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

function wrapContent(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

const withoutOfficeMarkup = (html) =>
  html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!\[(?:if|endif)[^\]]*\]>/gi, "")
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<\/?(?:meta|link|o:p|w:\w+)\b[^>]*>/gi, "")
    .replace(/(<[a-z][^>]*?)\sstyle\s*=/gi, `$1 ${STYLE}=`)
    .replace(/(<[a-z][^>]*?)\son\w+\s*=/gi, "$1 data-pasted-on=")

// Word writes list items as paragraphs with a bullet in a span and the level in the style.
function wordLists(document) {
  let lists = []
  let last = null
  for (const paragraph of [...document.querySelectorAll("p")]) {
    const level = Number(/l\d+\s+level(\d+)/.exec(styleOf(paragraph, "mso-list"))?.[1])
    if (!level) {
      lists = []
      continue
    }
    if (lists.length && last && last.nextElementSibling !== paragraph) lists = []
    const marker = [...paragraph.querySelectorAll("span")].find(
      (span) => styleOf(span, "mso-list") === "ignore",
    )
    const kind = /^\s*[\dA-Za-z]{1,3}[.)]/.test(marker?.textContent || "") ? "ol" : "ul"
    marker?.remove()
    lists = listsDownTo(lists, Math.min(level, 6), kind, paragraph)
    last = lists[0]
    const item = document.createElement("li")
    item.append(paragraph)
    lists.at(-1).append(item)
  }
}

function listsDownTo(lists, level, kind, paragraph) {
  lists = lists.slice(0, level)
  if (lists.length === level && lists.at(-1).localName !== kind) lists = lists.slice(0, level - 1)
  while (lists.length < level) {
    const above = lists.at(-1)?.lastElementChild
    if (lists.length && !above) break // a level was skipped
    const list = paragraph.ownerDocument.createElement(kind)
    if (above) above.append(list)
    else paragraph.before(list)
    lists = [...lists, list]
  }
  return lists
}

function weights(document) {
  for (const element of [...document.querySelectorAll("b,strong")]) {
    const weight = styleOf(element, "font-weight")
    if (weight && !isHeavy(weight) && !weight.startsWith("mso")) unwrap(element)
  }
  for (const element of [...document.querySelectorAll("i,em")]) {
    if (styleOf(element, "font-style") === "normal") unwrap(element)
  }
  for (const element of [...document.querySelectorAll("span")]) {
    if (isHeavy(styleOf(element, "font-weight"))) wrapContent(element, "strong")
    if (styleOf(element, "font-style") === "italic") wrapContent(element, "em")
  }
  document.querySelectorAll(":is(h1,h2,h3,h4,h5,h6) :is(b,strong)").forEach(unwrap)
}

/** The clipboard's HTML with allowed elements only (the editor's schema drops what is left). */
export function cleaned(html) {
  const document = new DOMParser().parseFromString(withoutOfficeMarkup(html), "text/html")
  document.querySelectorAll(FOREIGN).forEach((element) => element.remove())
  wordLists(document)
  weights(document)
  document.querySelectorAll("h1").forEach((heading) => rename(heading, "h2"))
  document.querySelectorAll("h4,h5,h6").forEach((heading) => rename(heading, "h3"))
  document.querySelectorAll("br.Apple-interchange-newline").forEach((br) => br.remove())
  for (const element of document.querySelectorAll("*")) keepAttributes(element)
  return document.body.innerHTML
}

const KEPT = new Set(["href", "data-reference", "data-key", "data-pm-slice"])

function keepAttributes(element) {
  for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name)
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins: () => [new pm.state.Plugin({ props: { transformPastedHTML: cleaned } })],
})
