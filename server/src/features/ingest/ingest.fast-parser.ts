import { recordOf } from '@catalytics/contract/columns.ts'
import { countryCodes } from '@catalytics/contract/countries.ts'
import { isPlainEmail } from '@catalytics/contract/email.ts'
import { isPlainEventId } from '@catalytics/contract/event-ids.ts'
import { channelKind, eventType, type EventPerson, type ParsedEvent } from '@catalytics/contract/events.ts'
import { isCommonInstant } from '@catalytics/contract/instants.ts'
import { isLanguageTag } from '@catalytics/contract/language-tags.ts'
import { personColumns, profileFields } from '@catalytics/contract/person-columns.ts'
import { isLine, isParagraph } from '@catalytics/contract/text.ts'
import { isRecord } from '../../lib/records.ts'

type Fields = Readonly<Record<string, unknown>>
type Configuration = NonNullable<NonNullable<ParsedEvent['part']>['configuration']>

/**
 * What the schema of an event makes of a right one, several times as fast as the schema, keys in the schema's order.
 * Undefined says nothing: the event may be wrong, or right in a rarer way (an e-mail with capitals), and the schema must
 * be asked. Whatever is given here is what the schema gives.
 */
export function parseEventFast(sent: unknown): ParsedEvent | undefined {
  if (!isRecord(sent) || !hasOnly(sent, eventKeys)) return undefined
  const {
    id,
    type,
    at,
    catalog,
    channel,
    part,
    format,
    document,
    quote,
    person,
    session,
    country,
    language,
  } = sent
  if (!isMaybe(id, isGuid) || !isEventType(type) || !isInstant(at) || !isLine100(catalog)) return undefined
  if (!isRecord(channel) || !hasOnly(channel, channelKeys)) return undefined
  const { kind, key } = channel
  if (!isChannelKind(kind) || !isLine100(key)) return undefined
  if (!isMaybe(format, isLine100) || (format !== undefined && type !== 'cad_download')) return undefined
  if (document !== undefined && type !== 'document_open') return undefined
  if (quote !== undefined && type !== 'quote_request') return undefined
  if (!isMaybe(session, isLine100) || !isMaybe(country, isCountry) || !isMaybe(language, isLanguage))
    return undefined
  const own = {
    part: part === undefined ? undefined : partOf(part),
    document: document === undefined ? undefined : documentOf(document),
    quote: quote === undefined ? undefined : quoteOf(quote),
    person: person === undefined ? undefined : personOf(person),
  }
  const isWhole =
    (part === undefined || own.part !== undefined) &&
    (document === undefined || own.document !== undefined) &&
    (quote === undefined || own.quote !== undefined) &&
    (person === undefined || own.person !== undefined)
  if (!isWhole) return undefined
  const { part: ownPart, ...rest } = own
  const places = { catalog, channel: { kind, key }, part: ownPart, format }
  return { id, type, at, ...places, ...rest, session, country, language }
}

const eventKeys = keySet(
  'id type at catalog channel part format document quote person session country language',
)
const channelKeys = keySet('kind key')

const partKeys = keySet('number family category configuration')

function partOf(sent: unknown): ParsedEvent['part'] {
  if (!isRecord(sent) || !hasOnly(sent, partKeys)) return undefined
  const { number, family, category, configuration } = sent
  if (!isMaybe(number, isLine200) || !isMaybe(family, isLine200) || !isMaybe(category, isLine300))
    return undefined
  if (!isMaybe(configuration, isConfiguration)) return undefined
  return { number, family, category, configuration }
}

const configurationEntries = 50

function isConfiguration(value: unknown): value is Configuration {
  if (!isRecord(value)) return false
  let entries = 0
  for (const key in value) {
    entries += 1
    if (!isLine(key, 100) || !isLine200(value[key]) || key === '__proto__') return false
  }
  return entries <= configurationEntries
}

const documentKeys = keySet('name kind language')

function documentOf(sent: unknown): ParsedEvent['document'] {
  if (!isRecord(sent) || !hasOnly(sent, documentKeys)) return undefined
  const { name, kind, language } = sent
  return isLine300(name) && isMaybe(kind, isLine50) && isMaybe(language, isLanguage)
    ? { name, kind, language }
    : undefined
}

const quoteKeys = keySet('quantity message')
const mostQuantity = 1e12

function quoteOf(sent: unknown): ParsedEvent['quote'] {
  if (!isRecord(sent) || !hasOnly(sent, quoteKeys)) return undefined
  const { quantity, message } = sent
  return isMaybe(quantity, isQuantity) && isMaybe(message, isMessage) ? { quantity, message } : undefined
}

const personKeys = new Set<string>(['email', ...profileFields, 'consent'])
const nothingSaid = recordOf(profileFields, (): string | undefined => undefined)
// Copied for each person: what they say is then set on keys that are there, in the schema's order.
const nobody: EventPerson = { email: '', ...nothingSaid, consent: undefined }
const profileChecks = profileFields.map((field) => ({ field, isPlain: personColumns[field].isPlain }))

function personOf(sent: unknown): EventPerson | undefined {
  if (!isRecord(sent) || !hasOnly(sent, personKeys)) return undefined
  const { email, consent } = sent
  if (!isEmail(email)) return undefined
  const person = { ...nobody }
  person.email = email
  for (const { field, isPlain } of profileChecks) {
    const value = sent[field]
    if (value === undefined) continue
    if (typeof value !== 'string' || !isPlain(value)) return undefined
    person[field] = value
  }
  if (consent === undefined) return person
  person.consent = consentOf(consent)
  return person.consent === undefined ? undefined : person
}

const consentKeys = keySet('manufacturer at text')

function consentOf(sent: unknown): EventPerson['consent'] {
  if (!isRecord(sent) || !hasOnly(sent, consentKeys)) return undefined
  const { manufacturer, at, text } = sent
  return typeof manufacturer === 'boolean' && isMaybe(at, isInstant) && isMaybe(text, isLine100)
    ? { manufacturer, at, text }
    : undefined
}

function keySet(names: string): ReadonlySet<string> {
  return new Set(names.split(' '))
}

/** Inherited keys count too: what has any was not read from JSON, and the schema may look at it. */
function hasOnly(object: Fields, keys: ReadonlySet<string>): boolean {
  for (const key in object) if (!keys.has(key)) return false
  return true
}

function isMaybe<Value>(value: unknown, is: (value: unknown) => value is Value): value is Value | undefined {
  return value === undefined || is(value)
}

type IsText = (value: unknown) => value is string

function textThat(is: (value: string) => boolean): IsText {
  return (value): value is string => typeof value === 'string' && is(value)
}

const isGuid = textThat(isPlainEventId)
const isInstant = textThat(isCommonInstant)
const isLine50 = textThat((value) => isLine(value, 50))
const isLine100 = textThat((value) => isLine(value, 100))
const isLine200 = textThat((value) => isLine(value, 200))
const isLine300 = textThat((value) => isLine(value, 300))
const isMessage = textThat((value) => isParagraph(value, 5000))
const isEmail = textThat(isPlainEmail)
const isCountry = textThat((value) => countryCodes.has(value))
const isLanguage = textThat(isLanguageTag)

const eventTypes: ReadonlySet<unknown> = new Set(eventType.options)
const channelKinds: ReadonlySet<unknown> = new Set(channelKind.options)

function isEventType(value: unknown): value is ParsedEvent['type'] {
  return eventTypes.has(value)
}

function isChannelKind(value: unknown): value is ParsedEvent['channel']['kind'] {
  return channelKinds.has(value)
}

function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= mostQuantity
}
