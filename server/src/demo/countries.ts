import type { CultureKey } from './culture-text.ts'
import { placesOf, type Place } from './places.ts'

/** Which holidays empty the offices; see `calendar.ts`. */
export type Season = 'north' | 'south-europe' | 'east-asia' | 'elsewhere'

/** Where engineers sit. */
export type DemoCountry = {
  /** ISO 3166-1 alpha-2. */
  readonly code: string
  /** Share of all activity; the sum over all countries does not matter. */
  readonly weight: number
  /** Hours ahead of UTC in winter; good enough for the hours of work. */
  readonly utcOffset: number
  readonly culture: CultureKey
  readonly season: Season
  /** Patterns, # standing for a digit. */
  readonly phones: readonly string[]
  readonly places: readonly Place[]
}

/**
 * The countries of the demo. Phone numbers are those that regulators keep free for fiction (BNetzA, ARCEP,
 * Ofcom, NANPA, ACMA, PTS). Where none are, the national number begins with 00: the prefix of calls abroad,
 * with which no subscriber's number can begin.
 */
export const demoCountries: readonly DemoCountry[] = [
  country('DE', 21, 1, 'german', 'north', [
    '+49 30 23125 ###',
    '+49 40 66969 ###',
    '+49 69 90009 ###',
    '+49 221 4710 ###',
    '+49 89 99998 ###',
  ]),
  country('FR', 13, 1, 'french', 'south-europe', [
    '+33 1 99 00 ## ##',
    '+33 2 61 91 ## ##',
    '+33 3 53 01 ## ##',
    '+33 4 65 71 ## ##',
    '+33 5 36 49 ## ##',
  ]),
  country('IT', 9, 1, 'italian', 'south-europe', ['+39 00 555 ####']),
  country('US', 8.5, -6, 'english', 'elsewhere', [
    '+1 312 555 01##',
    '+1 216 555 01##',
    '+1 617 555 01##',
    '+1 408 555 01##',
  ]),
  country('GB', 5, 0, 'english', 'north', [
    '+44 20 7946 0###',
    '+44 121 496 0###',
    '+44 113 496 0###',
    '+44 161 496 0###',
  ]),
  country('CN', 5, 8, 'chinese', 'east-asia', ['+86 00 5550 ####']),
  country('JP', 3.2, 9, 'japanese', 'east-asia', ['+81 00 5550 ####']),
  country('IN', 4, 5.5, 'indian', 'elsewhere', ['+91 00 5550 ####']),
  country('PL', 3.6, 1, 'polish', 'north', ['+48 00 555 ## ##']),
  country('ES', 4, 1, 'spanish', 'south-europe', ['+34 00 555 ## ##']),
  country('SE', 2, 1, 'swedish', 'north', ['+46 8 465 004 ##', '+46 31 390 06 ##', '+46 40 628 04 ##']),
  country('NL', 2.6, 1, 'dutch', 'north', ['+31 00 555 ####']),
  country('CH', 2.8, 1, 'german', 'north', ['+41 00 555 ## ##']),
  country('AT', 2.4, 1, 'german', 'north', ['+43 00 555 ###']),
  country('BR', 2.2, -3, 'portuguese', 'elsewhere', ['+55 00 5550 ####']),
  country('KR', 2.2, 9, 'korean', 'east-asia', ['+82 00 555 ####']),
  country('TR', 2.4, 3, 'turkish', 'elsewhere', ['+90 00 555 ## ##']),
  country('CZ', 2.4, 1, 'czech', 'north', ['+420 00 555 ####']),
  country('BE', 1.6, 1, 'dutch', 'north', ['+32 00 55 ## ##']),
  country('DK', 1.1, 1, 'danish', 'north', ['+45 00 55 ## ##']),
  country('FI', 1.1, 2, 'finnish', 'north', ['+358 00 555 ####']),
  country('CA', 1.5, -5, 'english', 'elsewhere', ['+1 416 555 01##', '+1 514 555 01##', '+1 604 555 01##']),
  country('MX', 1.5, -6, 'spanish', 'elsewhere', ['+52 00 5550 ####']),
  country('AU', 0.9, 10, 'english', 'elsewhere', ['+61 2 5550 ####', '+61 3 7010 ####']),
  country('PT', 1.3, 0, 'portuguese', 'south-europe', ['+351 00 555 ####']),
  country('HU', 1.3, 1, 'hungarian', 'north', ['+36 00 555 ###']),
  country('RO', 1.2, 2, 'romanian', 'north', ['+40 00 555 ####']),
  country('GR', 0.7, 2, 'greek', 'south-europe', ['+30 00 555 #####']),
  country('UA', 0.9, 2, 'ukrainian', 'north', ['+380 00 555 ####']),
  country('AE', 0.5, 4, 'arabic', 'elsewhere', ['+971 00 555 ####']),
]

function country(
  code: string,
  weight: number,
  utcOffset: number,
  culture: CultureKey,
  season: Season,
  phones: readonly string[],
): DemoCountry {
  return { code, weight, utcOffset, culture, season, phones, places: placesOf(code) }
}
