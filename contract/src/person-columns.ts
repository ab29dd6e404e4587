import type { z } from 'zod'
import { coded, column, maybeCode, maybeInstant, maybeText, namesOf, text } from './columns.ts'
import { countryCode, countryCodes } from './countries.ts'
import { leadId } from './ids.ts'
import { isLanguageTag, languageTag } from './language-tags.ts'
import { isLine, isParagraph, line, paragraph } from './text.ts'

/**
 * The person's columns of a lead, each of them written here and nowhere else, in the order of every format. Those that
 * events tell (`said`) are the fields of a person's profile: an event's person, imports, what is stored of somebody and
 * all rows take them from here.
 */
export const personColumns = {
  lead_id: column(coded(leadId), 'person', 'The person; random, stable until erased.'),
  email: column(text, 'person', 'The person’s e-mail address, which tells people apart.'),
  first_name: { ...column(maybeText, 'person', 'First name.'), ...saidLine(100) },
  last_name: { ...column(maybeText, 'person', 'Last name.'), ...saidLine(100) },
  company: { ...column(maybeText, 'person', 'Company.'), ...saidLine(200) },
  department: { ...column(maybeText, 'person', 'Department.'), ...saidLine(100) },
  country: {
    ...column(maybeCode, 'both', 'ISO 3166-1 alpha-2: the person’s, else where the action happened.'),
    ...saidBy(countryCode.optional(), (sent) => countryCodes.has(sent), 'country'),
  },
  country_name: column(maybeCode, 'both', 'In the language asked for (Accept-Language or locale).'),
  state: { ...column(maybeText, 'person', 'State, province or canton.'), ...saidLine(100) },
  city: { ...column(maybeText, 'person', 'City.'), ...saidLine(100) },
  postal_code: { ...column(maybeText, 'person', 'Postal code.'), ...saidLine(20) },
  address: {
    ...column(maybeText, 'person', 'Street address; may have several lines.'),
    ...saidBy(paragraph(500).optional(), (sent) => isParagraph(sent, 500), 'text'),
  },
  phone: { ...column(maybeText, 'person', 'Telephone number, as it was written.'), ...saidLine(50) },
  fax: { ...column(maybeText, 'person', 'Fax number, as it was written.'), ...saidLine(50) },
  language: {
    ...column(maybeCode, 'both', 'BCP 47: the person’s, else that of the action.'),
    ...saidBy(languageTag.optional(), isLanguageTag, 'language'),
  },
  consent_at: column(
    maybeInstant,
    'person',
    'When the person agreed: instant in UTC, ISO 8601 with milliseconds.',
  ),
  consent_text: column(maybeText, 'person', 'Version of the text the person agreed to.'),
} as const

export type PersonColumn = keyof typeof personColumns
export const personColumnNames = namesOf(personColumns)

/** What of a person's data comes from events, besides the e-mail and consent. */
export type ProfileField = {
  [Name in PersonColumn]: (typeof personColumns)[Name] extends { readonly said: unknown } ? Name : never
}[PersonColumn]
export const profileFields = personColumnNames.filter(isProfileField)

export function isProfileField(name: PersonColumn): name is ProfileField {
  return 'said' in personColumns[name]
}

/**
 * What an event may say of its person in a field, and how a cell of an imported file becomes it.
 *
 * @param isPlain whether the schema takes a text as it stands: quicker to ask, and free to say no where the schema knows more
 */
function saidBy<Said extends z.ZodType<string | undefined>, Kind extends 'text' | 'country' | 'language'>(
  said: Said,
  isPlain: (sent: string) => boolean,
  importKind: Kind,
) {
  return { said, isPlain, importKind } as const
}

function saidLine(most: number) {
  return saidBy(line(most).optional(), (sent) => isLine(sent, most), 'text')
}
