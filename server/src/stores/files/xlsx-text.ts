/** The rest of a cell (after its reference) that holds this text as it is, never as a formula. */
export function textCell(value: string, style: number): string {
  return needsCare.test(value)
    ? ` s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(value)}</t></is></c>`
    : ` s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`
}

/**
 * A text as XML character data of a workbook. What XML cannot carry, and a carriage return (which XML readers turn into
 * a line feed), becomes `_xHHHH_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring); so the underscore of a text that already
 * looks like such an escape, or would once its neighbour is escaped, is escaped itself.
 */
export function escapeText(value: string): string {
  return value.replace(escaped, (found) => entities.get(found) ?? `_x${hex(found)}_`)
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
])
// With the u flag, Surrogate is a lone half of a pair only.
const notXml = String.raw`[\0-\x08\x0B-\x1F\uFFFE\uFFFF]|\p{Surrogate}`
const escaped = new RegExp(`[&<>]|${notXml}|_(?=x[0-9A-Fa-f]{4}(?:_|${notXml}))`, 'gu')
const needsCare = new RegExp(String.raw`[&<>\t\n]|_x|^ | $|${notXml}`, 'u')

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}
