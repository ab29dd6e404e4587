/**
 * What countries (ISO 3166-1) are called in a language (Unicode CLDR); a code without a name stands for itself.
 *
 * @param language a BCP 47 tag; in English where the names are not known in it
 */
export function countryNames(language: string): (code: string) => string {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'code' })
  const known = new Map<string, string>()
  return (code) => {
    const name = known.get(code) ?? nameIn(names, code)
    known.set(code, name)
    return name
  }
}

/** What is no code at all, stands for itself too. */
function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
