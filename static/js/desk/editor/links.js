/* A link elsewhere: its address and words in a small dialog. */

import { syntaxTree } from "../../../vendor/editor/editor.js";

const ADDRESS = /^(?:https?:\/\/|mailto:|\/)\S+$/;

/* The link at the cursor: its place, words and address; null where there is none. */
export function linkAt(state) {
  const { from, to } = state.selection.main;
  for (let node = syntaxTree(state).resolveInner(from, -1); node; node = node.parent) {
    if (node.name !== "Link" || node.to < to) continue;
    const url = node.getChild("URL");
    const [opening, closing] = node.getChildren("LinkMark");
    if (!url || !closing) return null;
    return { from: node.from, to: node.to, words: state.sliceDoc(opening.to, closing.from), address: state.sliceDoc(url.from, url.to) };
  }
  return null;
}

export function askForLink(view, { writing: { words } }) {
  const { main } = view.state.selection;
  const chosen = view.state.sliceDoc(main.from, main.to);
  const isAddress = ADDRESS.test(chosen);
  const link = linkAt(view.state) ?? { from: main.from, to: main.to, words: isAddress ? "" : chosen, address: isAddress ? chosen : "" };
  const dialog = document.createElement("dialog");
  dialog.className = "lookup lookup--small";
  dialog.setAttribute("aria-labelledby", "link-title");
  const form = document.createElement("form");
  form.noValidate = true;
  const title = Object.assign(document.createElement("h2"), { id: "link-title", textContent: words.linkDialog });
  const address = control("link-address", words.address, link.address, "url");
  const text = control("link-words", words.linkWords, link.words, "text");
  const wrong = Object.assign(document.createElement("p"), { className: "short__wrong", id: "link-wrong" });
  wrong.setAttribute("role", "alert");
  const buttons = Object.assign(document.createElement("p"), { className: "short__acts" });
  const insert = Object.assign(document.createElement("button"), { className: "button", textContent: words.insert });
  const close = Object.assign(document.createElement("button"), { className: "button button--plain", type: "button", textContent: words.close });
  buttons.append(insert, " ", close);
  form.append(title, address, text, wrong, buttons);
  dialog.append(form);
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); view.focus(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = address.querySelector("input").value.trim();
    const to = /^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(typed) ? `https://${typed}` : typed;
    if (!ADDRESS.test(to)) {
      wrong.textContent = words.addressWrong;
      address.querySelector("input").setAttribute("aria-describedby", "link-wrong");
      address.querySelector("input").focus();
      return;
    }
    write(view, link, to, text.querySelector("input").value.trim() || to.replace(/^https?:\/\//, ""));
    dialog.close();
  });
  dialog.showModal();
  (link.address ? text : address).querySelector("input").focus();
}

function control(id, label, value, type) {
  const place = Object.assign(document.createElement("p"), { className: "short__field" });
  place.append(
    Object.assign(document.createElement("label"), { htmlFor: id, textContent: label }),
    Object.assign(document.createElement("input"), { id, type, value, autocomplete: "off" }),
  );
  return place;
}

function write(view, { from, to }, address, words) {
  const target = /[()\s]/.test(address) ? `<${address}>` : address;
  const insert = `[${words.replace(/[[\]]/g, "\\$&")}](${target})`;
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input" });
}
