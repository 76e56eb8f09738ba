/* What is pasted or dropped: formatted text is cleaned to Markdown, pictures go to desk/pictures.js, plain text stays as it is. */

import { EditorView } from "../../../vendor/editor/editor.js";
import { toMarkdown } from "./html.js";
import { parse } from "./tidy.js";

const CODE_EDITORS = /vscode|jetbrains|"?white-space:\s*pre;/i;

export function pasting(context) {
  const take = (event, view, data, at) => {
    if (!data || view.state.readOnly) return false;
    const pictures = [...data.files].filter((file) => file.type.startsWith("image/"));
    const html = data.getData("text/html");
    // Word offers a picture of what it copies beside the text; a browser offers the HTML of a picture beside its file.
    const isPicture = pictures.length > 0 && (!html || !hasText(html));
    if (isPicture || (data.files.length && !html)) {
      event.preventDefault();
      if (at !== null) view.dispatch({ selection: { anchor: at } });
      context.field.dispatchEvent(new CustomEvent("desk:pictures", { detail: { files: isPicture ? pictures : [...data.files] } }));
      return true;
    }
    if (!html || isCodeEditors(html) || !hasText(html)) return false;
    const markdown = context.isShort ? oneALine(toMarkdown(html)) : toMarkdown(html);
    if (!markdown) return false;
    event.preventDefault();
    if (at !== null) view.dispatch({ selection: { anchor: at } });
    type(view, markdown);
    return true;
  };
  return EditorView.domEventHandlers({
    paste: (event, view) => take(event, view, event.clipboardData, null),
    drop: (event, view) => {
      // What is dragged inside the text is moved by the editor itself.
      if (view.inputState?.draggedContent) return false;
      return take(event, view, event.dataTransfer, view.posAtCoords({ x: event.clientX, y: event.clientY }));
    },
  });
}

function hasText(html) {
  const { body } = parse(html);
  for (const each of body.querySelectorAll("style, script")) each.remove();
  return Boolean(body.textContent.trim());
}

function isCodeEditors(html) {
  return CODE_EDITORS.test(html.slice(0, 2000)) && !/<(?:p|h[1-6]|ul|ol|table)\b/i.test(html);
}

function oneALine(markdown) {
  return markdown.split(/\n+/).map((line) => line.replace(/^(?:#{1,6}|>|[-*+]|\d+\.) +/, "")).filter(Boolean).join("\n");
}

/* Blocks begin on a line of their own. */
function type(view, markdown) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const isBlocks = /\n\n|^(?:#{1,6}|>|[-*+]|\d+\.|\|) ?/.test(markdown);
  const before = state.sliceDoc(Math.max(0, from - 2), from), after = state.sliceDoc(to, to + 2);
  const opening = !isBlocks || !from || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const closing = !isBlocks || !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  view.dispatch({
    changes: { from, to, insert: opening + markdown + closing },
    selection: { anchor: from + opening.length + markdown.length },
    userEvent: "input.paste",
    scrollIntoView: true,
  });
}
