/* Speaks with the server about one form: what became of it in a word, and what was answered. */

const MOST_AT_THE_END = 60_000; // bytes a browser still sends for a page that is closed

export class Server {
  constructor(address, editor) {
    this.address = address;
    this.editor = editor;
  }

  get token() { return this.fresh ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""; }

  /* ["kept" | "refused" | "other" | "base" | "ended" | "silent", answer] */
  async post(sent, { again = true, address = this.address } = {}) {
    let answer;
    try {
      answer = await fetch(address, this.request(sent));
    } catch { return ["silent", {}]; }
    /* To the page of signing in. */
    if (answer.type === "opaqueredirect") return ["ended", {}];
    if (answer.status === 403 && !isJSON(answer)) return again ? this.withFreshToken(sent, address) : ["ended", {}];
    if (answer.status >= 500) return ["silent", {}];
    if (!isJSON(answer)) return [answer.ok ? "kept" : "refused", { html: answer.status === 204 ? "" : await answer.text() }];
    const told = await answer.json();
    return [told.other ? "other" : told.needs ?? (answer.ok ? "kept" : "refused"), told];
  }

  request(sent) {
    return {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify({ editor: this.editor, ...sent }),
    };
  }

  /* Signing in again, in another tab, makes the token of this page worthless: also for the form itself. */
  async withFreshToken(sent, address) {
    try {
      const answer = await fetch(this.address, { redirect: "manual" });
      if (answer.type === "opaqueredirect" || !isJSON(answer)) return ["ended", {}];
      this.fresh = (await answer.json()).csrf;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = this.fresh;
    } catch { return ["silent", {}]; }
    return this.post(sent, { again: false, address });
  }

  /* While the page is closed: nobody hears the answer. */
  last(sent) {
    const request = this.request(sent);
    if (new Blob([request.body]).size > MOST_AT_THE_END) return;
    fetch(this.address, { ...request, keepalive: true }).catch(() => {});
  }
}

function isJSON(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/json") ?? false;
}
