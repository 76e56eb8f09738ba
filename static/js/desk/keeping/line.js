/* The quiet line beside the buttons: where the text is kept. Trouble is said aloud once; the rest is only shown. */

export class Line {
  constructor(element, words, signIn) {
    Object.assign(this, { element, words, signIn, here: null, server: null, trouble: "", says: "", another: false });
  }

  show(change) {
    Object.assign(this, change);
    if (!this.element) return;
    const [quiet, loud] = this.element.children;
    quiet.textContent = this.trouble ? "" : this.quiet();
    const key = `${this.trouble} ${this.says} ${this.another}`;
    if (key !== this.told) loud.replaceChildren(...this.loud());
    this.told = key;
    this.element.classList.toggle("keeping--trouble", Boolean(this.trouble));
  }

  quiet() {
    const here = this.here && fill(this.words.here, this.here);
    const server = this.server && fill(this.words.server, this.server);
    if (this.server && this.here === false) return fill(this.words.alone, this.server);
    return [here, server].filter(Boolean).join(" · ");
  }

  loud() {
    if (this.trouble === "ended") {
      const link = Object.assign(document.createElement("a"), { href: this.signIn, target: "_blank", textContent: this.words.signIn });
      return [`${this.words.ended} `, link, ` ${this.words.endedSafe}`];
    }
    if (this.trouble === "silent") return [this.here === false ? this.words.nowhere : this.words.silent];
    return [this.says, this.another ? this.words.another : ""].filter(Boolean).flatMap((each) => [each, " "]);
  }
}

const fill = (words, moment) =>
  words.replace("%(time)s", moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }));
