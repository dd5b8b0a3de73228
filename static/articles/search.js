// Suggestions while somebody types: a list under the field, by keys or pointer. Without it all works.
const field = document.querySelector("input[data-suggest]");
const list = document.createElement("ul");
let timer, asked, chosen = -1;

Object.assign(list, { className: "suggested", id: "suggested", role: "listbox", hidden: true });
list.setAttribute("aria-label", field.labels[0].textContent);
field.after(list);
for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
  field.setAttribute(name, value);
}

function show(open) {
  list.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  if (!open) choose(-1);
}

function choose(number) {
  chosen = number;
  [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === number)));
  if (number < 0) field.removeAttribute("aria-activedescendant");
  else field.setAttribute("aria-activedescendant", list.children[number].id);
}

function take(row) {
  if (row.dataset.url) location.assign(row.dataset.url);
  else {
    field.value = row.firstChild.textContent;
    field.form.requestSubmit();
  }
}

function row({ text, note, url }, number) {
  const item = Object.assign(document.createElement("li"), { id: `suggested-${number}`, role: "option" });
  item.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (note) item.append(Object.assign(document.createElement("small"), { textContent: note }));
  item.dataset.url = url;
  item.setAttribute("aria-selected", "false");
  item.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
  return item;
}

async function ask() {
  const typed = field.value.trim();
  if (typed === asked) return;
  asked = typed;
  if (typed.length < 2) return show(false);
  try {
    const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
    const { suggestions } = await answer.json();
    if (asked !== typed) return;
    list.replaceChildren(...suggestions.map(row));
    choose(-1);
    show(suggestions.length > 0 && document.activeElement === field);
  } catch {
    show(false);
  }
}

field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
field.addEventListener("blur", () => show(false));
field.addEventListener("keydown", (event) => {
  const last = list.children.length - 1;
  if (event.key === "Escape" && !list.hidden) { event.preventDefault(); show(false); }
  else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen]); }
  else if (event.key === "ArrowDown" && last >= 0) { event.preventDefault(); show(true); choose(chosen < last ? chosen + 1 : 0); }
  else if (event.key === "ArrowUp" && last >= 0) { event.preventDefault(); show(true); choose(chosen > 0 ? chosen - 1 : last); }
});
