/* Stands in for @codemirror/lang-html: our texts hold no HTML, so three parsers (HTML, CSS, JavaScript) are not bundled. */
export const html = () => ({ support: [], language: { parser: null } });
export const htmlCompletionSource = () => null;
