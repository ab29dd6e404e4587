const keptCharacters = 8000

/**
 * A refused event as the quarantine keeps it: the JSON of what was sent, cut where it is too long. JSON writes NUL and
 * lone surrogates as escapes, which every store takes as they are.
 */
export function keptText(sent: unknown): string {
  // The cut may leave half a character, which has no UTF-8 form.
  return json(sent).slice(0, keptCharacters).toWellFormed()
}

/**
 * The event of a kept text; undefined where the text is not all that was sent, so that nothing may be taken from it.
 */
export function keptEvent(text: string): { readonly sent: unknown } | undefined {
  if (writtenOver.test(text)) return undefined
  try {
    return { sent: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** An earlier version wrote this escape in place of that of NUL; `JSON.stringify` never does. */
const writtenOver = /(?<!\\)(?:\\\\)*\\ufffd/

function json(sent: unknown): string {
  try {
    return JSON.stringify(sent) ?? 'null'
  } catch {
    // Nested deeper than the stack is high: reading JSON takes no stack, writing it does.
    return 'null'
  }
}
