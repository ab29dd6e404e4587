import { leadActionColumns } from '@catalytics/contract/leads.ts'
import { Lru } from '../../lib/lru.ts'
import { csvHeader, csvRow, csvText } from '../../stores/files/csv.ts'
import { personColumns, type LeadPerson } from './leads.people.ts'

/*
 * Lead actions as text, spliced: the engine writes each event's columns as text already, so a line is its text, the
 * person's text in the right place and two values more. Building an object per row would cost several times as much.
 */

/** How one format's lines are taken apart and put together. */
export type LineDialect = {
  readonly engineFormat: 'CSV' | 'JSONEachRow'
  readonly header: string
  readonly head: (line: string) => Head
  readonly splice: (
    head: Head,
    person: LeadPerson,
    message: string | null,
    countryName: CountryName,
  ) => string
}

type CountryName = (code: string) => string

/** The front of an engine's line, and the rest: the event's columns from `seq` to `quote_quantity`. */
export type Head = {
  readonly person: number
  readonly country: string
  readonly language: string
  readonly actionId: string
  readonly isQuote: boolean
  readonly rest: string
}

const quote = 'quote_request'
const idLength = 36

/** RFC 4180: comma, CRLF, quotes doubled. Country and language hold neither commas nor quotes, so they split plainly. */
export const csvLines: LineDialect = {
  engineFormat: 'CSV',
  header: csvHeader(leadActionColumns.map((name) => ({ name, type: 'text' }))),
  head(line) {
    const first = line.indexOf(',')
    const second = line.indexOf(',', first + 1)
    const third = line.indexOf(',', second + 1)
    const rest = line.slice(third + 1, line.endsWith('\r') ? -1 : undefined)
    const id = rest.indexOf(',') + 2
    return {
      person: Number(line.slice(0, first)),
      country: line.slice(first + 2, second - 1),
      language: line.slice(second + 2, third - 1),
      actionId: rest.slice(id, id + idLength),
      isQuote: rest.startsWith(quote, id + idLength + 3),
      rest,
    }
  },
  splice(head, person, message, countryName) {
    const text = personText(csvTexts, person, head, countryName, (columns) =>
      csvRow(
        columns,
        Object.keys(columns).map((name) => ({ name, type: 'text' })),
      ).slice(0, -'\r\n'.length),
    )
    const said = message === null ? '' : csvText(message)
    return `${head.rest},${said},${text},${person.firstUseId === head.actionId}\r\n`
  },
}

/** One JSON object a line. */
export const ndjsonLines: LineDialect = {
  engineFormat: 'JSONEachRow',
  header: '',
  head(line) {
    const match = jsonHead.exec(line)
    if (match === null) throw new TypeError('the engine’s line does not begin as asked')
    const rest = line.slice(match[0].length, -1)
    const id = rest.indexOf(jsonId) + jsonId.length
    return {
      person: Number(match[1]),
      country: match[2] ?? '',
      language: match[3] ?? '',
      actionId: rest.slice(id, id + idLength),
      isQuote: rest.startsWith(quote, id + idLength + '","action":"'.length),
      rest,
    }
  },
  splice(head, person, message, countryName) {
    const text = personText(jsonTexts, person, head, countryName, (columns) =>
      JSON.stringify(columns).slice(1, -1),
    )
    const newUser = person.firstUseId === head.actionId
    return `{${head.rest},"quote_message":${JSON.stringify(message)},${text},"new_user":${newUser}}\n`
  },
}

const jsonHead = /^\{"person":(\d+),"own_country":"([^"]*)","own_language":"([^"]*)",/
const jsonId = '"action_id":"'

type Texts = WeakMap<LeadPerson, Lru<string, string>>
const csvTexts: Texts = new WeakMap()
const jsonTexts: Texts = new WeakMap()

/** A person's columns as text, remembered as long as the person is: most act many times, from one country. */
function personText(
  texts: Texts,
  person: LeadPerson,
  head: Head,
  countryName: CountryName,
  write: (columns: Readonly<Record<string, string | null>>) => string,
): string {
  const own = texts.get(person) ?? new Lru<string, string>(4)
  texts.set(person, own)
  const key = `${head.country} ${head.language}`
  const known = own.get(key)
  if (known !== undefined) return known
  const text = write(personColumns(person, head, countryName))
  own.set(key, text)
  return text
}
