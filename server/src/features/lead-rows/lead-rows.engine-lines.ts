/*
 * The engine's own text of `actionsStatement`, one row a line: the person's number and the event's country and
 * language, which do not leave as they are, and then the action's columns, which do. No field has a line break in it.
 *
 *   CSV           7,"DE","de",12,"0199b1c2-…","cad_download",…CRLF
 *   JSONEachRow   {"person":7,"own_country":"DE","own_language":"de","seq":12,"action_id":"0199b1c2-…",…}LF
 *   of changes      {…,"own_language":"de","kind":"event","received_at":"2026-10-01T08:00:00.000Z","seq":12,…}LF
 */

/** How one format writes a line: how many bytes stand before each field that is looked for here. */
export type EngineFormat = {
  readonly name: 'CSV' | 'JSONEachRow'
  readonly beforePerson: number
  readonly beforeCountry: number
  readonly beforeLanguage: number
  /** Of changes, of which not all are actions: before their kind and when they were received; else undefined. */
  readonly change: { readonly beforeKind: number; readonly beforeReceived: number } | undefined
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
  change: undefined,
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
  change: undefined,
  beforeSeq: '","seq":'.length,
  beforeId: ',"action_id":"'.length,
  beforeAction: '","action":"'.length,
  columnsBeforeSeq: ',"seq":'.length,
  opening: '{'.charCodeAt(0),
  ending: '}\n'.length,
}

/** {@link engineJson} of `changesStatement`. */
export const engineChanges: EngineFormat = {
  ...engineJson,
  change: { beforeKind: '","kind":"'.length, beforeReceived: '","received_at":"'.length },
}

const lineFeed = 0x0a
const quote = 0x22
const zero = 0x30
const nine = 0x39
const idLength = 36
const instantLength = '2026-10-01T08:00:00.000Z'.length

/**
 * Goes from line to line of bytes that are whole lines, and knows where the parts of the one it stands on lie. One
 * object for all of them: an object for each would be most of what an export leaves to be cleaned up.
 */
export class EngineLines {
  person = 0
  isQuote = false
  /** False for what changed of a person. */
  isAction = true
  /** Where the columns that leave begin and end. */
  columnsAt = 0
  columnsEnd = 0
  /** Where the digits of its number begin and end, and where the instant at which it was received begins. */
  seqAt = 0
  seqEnd = 0
  receivedAt = 0
  #at = 0
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
    this.#at = this.#next
    let at = this.#at + format.beforePerson
    let person = 0
    for (; isDigit(bytes[at]); at += 1) person = person * 10 + (bytes[at] ?? 0) - zero
    this.person = person
    this.#countryAt = at + format.beforeCountry
    this.#languageAt = textEnd(bytes, this.#countryAt) + format.beforeLanguage
    at = textEnd(bytes, this.#languageAt)
    if (format.change !== undefined) {
      const kindAt = at + format.change.beforeKind
      this.isAction = isKindOfAction(bytes, kindAt)
      this.receivedAt = textEnd(bytes, kindAt) + format.change.beforeReceived
      at = this.receivedAt + instantLength
    }
    this.seqAt = at + format.beforeSeq
    at = this.seqAt
    while (isDigit(bytes[at])) at += 1
    this.seqEnd = at
    this.#idAt = at + format.beforeId
    const actionAt = this.#idAt + idLength + format.beforeAction
    // The one action whose name begins with q.
    this.isQuote = this.isAction && bytes[actionAt] === 0x71
    this.columnsAt = this.seqAt - format.columnsBeforeSeq
    if (format.opening !== undefined && this.isAction) bytes[this.columnsAt] = format.opening
    this.#next = bytes.indexOf(lineFeed, actionAt) + 1
    this.columnsEnd = this.#next - format.ending
    return true
  }

  /** Stands before the first line again. */
  again(): void {
    this.#next = 0
  }

  /** The line as the engine wrote it; of what is no action, which nothing prepares. */
  line(): Buffer {
    return this.#bytes.subarray(this.#at, this.#next)
  }

  /** Where the instant at which the event was received ends. */
  receivedEnd(): number {
    return this.receivedAt + instantLength
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

/** An action is an `event` or its `release`; no other kind begins like them. */
function isKindOfAction(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x65 || bytes[at] === 0x72
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
