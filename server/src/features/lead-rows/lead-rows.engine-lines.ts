/*
 * The engine's own text of `actionsStatement`, one row a line: the person's number and the event's country and
 * language, which do not leave as they are, and then the action's columns, which do. No field has a line break in it.
 *
 *   CSV           7,"DE","de",12,"0199b1c2-…","cad_download",…CRLF
 *   JSONEachRow   {"person":7,"own_country":"DE","own_language":"de","seq":12,"action_id":"0199b1c2-…",…}LF
 */

/** How one format writes a line: how many bytes stand before each field that is looked for here. */
export type EngineFormat = {
  readonly name: 'CSV' | 'JSONEachRow'
  readonly beforePerson: number
  readonly beforeCountry: number
  readonly beforeLanguage: number
  readonly beforeSeq: number
  readonly beforeId: number
  readonly beforeAction: number
  /** Where the action's columns begin: so many bytes before the value of `seq`. */
  readonly columnsBeforeSeq: number
  /** What the action's columns begin with, in place of a separator; undefined where nothing is to be put. */
  readonly opening: number | undefined
  /** Bytes at the end of a line that do not belong to its columns, with the line break. */
  readonly ending: number
}

export const engineCsv: EngineFormat = {
  name: 'CSV',
  beforePerson: 0,
  beforeCountry: ',"'.length,
  beforeLanguage: '","'.length,
  beforeSeq: '",'.length,
  beforeId: ',"'.length,
  beforeAction: '","'.length,
  columnsBeforeSeq: 0,
  opening: undefined,
  ending: '\r\n'.length,
}

export const engineJson: EngineFormat = {
  name: 'JSONEachRow',
  beforePerson: '{"person":'.length,
  beforeCountry: ',"own_country":"'.length,
  beforeLanguage: '","own_language":"'.length,
  beforeSeq: '","seq":'.length,
  beforeId: ',"action_id":"'.length,
  beforeAction: '","action":"'.length,
  columnsBeforeSeq: ',"seq":'.length,
  opening: '{'.charCodeAt(0),
  ending: '}\n'.length,
}

const lineFeed = 0x0a
const quote = 0x22
const zero = 0x30
const nine = 0x39
const idLength = 36

/**
 * Goes from line to line of bytes that are whole lines, and knows where the parts of the one it stands on lie. One
 * object for all of them: an object for each would be most of what an export leaves to be cleaned up.
 */
export class EngineLines {
  person = 0
  isQuote = false
  /** Where the columns that leave begin and end. */
  columnsAt = 0
  columnsEnd = 0
  #next = 0
  #countryAt = 0
  #languageAt = 0
  #idAt = 0
  readonly #bytes: Buffer
  readonly #format: EngineFormat

  constructor(bytes: Buffer, format: EngineFormat) {
    if (bytes.length > 0 && bytes.at(-1) !== lineFeed)
      throw new TypeError('the engine’s answer ends within a line')
    this.#bytes = bytes
    this.#format = format
  }

  /** Goes to the next line; false when there is none. Prepares its bytes for {@link EngineFormat.opening}. */
  next(): boolean {
    const bytes = this.#bytes
    const format = this.#format
    if (this.#next >= bytes.length) return false
    let at = this.#next + format.beforePerson
    let person = 0
    for (; isDigit(bytes[at]); at += 1) person = person * 10 + (bytes[at] ?? 0) - zero
    this.person = person
    this.#countryAt = at + format.beforeCountry
    this.#languageAt = textEnd(bytes, this.#countryAt) + format.beforeLanguage
    const seqAt = textEnd(bytes, this.#languageAt) + format.beforeSeq
    at = seqAt
    while (isDigit(bytes[at])) at += 1
    this.#idAt = at + format.beforeId
    const actionAt = this.#idAt + idLength + format.beforeAction
    // The one action whose name begins with q.
    this.isQuote = bytes[actionAt] === 0x71
    this.columnsAt = seqAt - format.columnsBeforeSeq
    if (format.opening !== undefined) bytes[this.columnsAt] = format.opening
    this.#next = bytes.indexOf(lineFeed, actionAt) + 1
    this.columnsEnd = this.#next - format.ending
    return true
  }

  /** Stands before the first line again. */
  again(): void {
    this.#next = 0
  }

  /** The event's id as the engine writes it, in lower case. */
  id(): string {
    return this.#bytes.toString('latin1', this.#idAt, this.#idAt + idLength)
  }

  /** The last character of the event's id, as its code. */
  lastOfId(): number {
    return this.#bytes[this.#idAt + idLength - 1] ?? 0
  }

  /** The event's own country, empty without one. */
  country(): string {
    return this.#bytes.toString('latin1', this.#countryAt, textEnd(this.#bytes, this.#countryAt))
  }

  /** The event's own language, empty without one. */
  language(): string {
    return this.#bytes.toString('latin1', this.#languageAt, textEnd(this.#bytes, this.#languageAt))
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine
}

/** Country and language are of letters, digits and dashes, so the next quote ends them. */
function textEnd(bytes: Buffer, at: number): number {
  let end = at
  while (end < bytes.length && bytes[end] !== quote) end += 1
  return end
}
