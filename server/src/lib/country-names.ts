import iso from 'i18n-iso-countries/codes.json' with { type: 'json' }
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import french from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import { countryCodes } from '@catalytics/contract/countries.ts'

/**
 * The ISO 3166-1 alpha-2 code of a country given as alpha-2 or alpha-3 code or by its name in English, French or
 * German; case, accents and punctuation do not matter. Null where no list knows the name, or two countries share it
 * (Congo): nothing is guessed.
 */
export function countryCodeOf(text: string): string | null {
  const upper = text.trim().toUpperCase()
  if (countryCodes.has(upper)) return upper
  return (codeOfAlpha3.get(upper) ?? codeOfName().get(fold(text))) || null
}

const codeOfAlpha3: ReadonlyMap<string, string> = new Map(
  iso.flatMap(([alpha2, alpha3]) => (alpha2 && alpha3 && countryCodes.has(alpha2) ? [[alpha3, alpha2]] : [])),
)

let names: ReadonlyMap<string, string> | null = null

// Built on first use: a server that imports no file need not.
function codeOfName(): ReadonlyMap<string, string> {
  names ??= collectNames()
  return names
}

/** Folded name to code; the empty code marks a name that two countries share. */
function collectNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (name: string, code: string) => {
    // Where umlauts cannot be typed, Österreich is written Oesterreich.
    for (const key of [fold(name), fold(name.replace(/[äöü]/gi, (umlaut) => `${umlaut}e`))]) {
      found.set(key, found.has(key) && found.get(key) !== code ? '' : code)
    }
  }
  for (const { locale, countries } of [english, french, german]) {
    const shown = (['long', 'short'] as const).map(
      (style) => new Intl.DisplayNames([locale], { type: 'region', style, fallback: 'none' }),
    )
    const listed = new Map<string, string | string[]>(Object.entries(countries))
    for (const code of countryCodes) {
      for (const name of [listed.get(code) ?? []].flat()) add(name, code)
      for (const display of shown) add(display.of(code) ?? code, code)
    }
  }
  return found
}

function fold(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
