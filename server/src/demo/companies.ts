import type { SeededRandom } from '../lib/seeded-random.ts'
import { demoCountries, type DemoCountry } from './countries.ts'
import { asciiOf, cultureOf, type Culture } from './cultures.ts'
import { weighted } from './sampler.ts'

/** Where engineers work or study. */
export type Company = {
  readonly name: string
  /** Unique; always below the reserved top-level domain `example` (RFC 2606). */
  readonly domain: string
  readonly country: DemoCountry
  readonly culture: Culture
  readonly office: Office
  /** How likely somebody works here, compared with other companies. */
  readonly size: number
}

type Office = {
  readonly state: string
  readonly city: string
  readonly postal_code?: string
  readonly address: string
}

/** Companies all over the world, each with a domain of its own. */
export function foundCompanies(count: number, random: SeededRandom): readonly Company[] {
  const byDomain = new Map<string, Company>()
  while (byDomain.size < count) {
    const { country, culture, office } = settle(random)
    const stem = random.pick(culture.stems)
    const trade = random.pick(culture.trades)
    const domain = freeDomain(`${stem.ascii}-${trade.ascii}`, country, byDomain)
    if (domain === undefined) continue
    const name = trade.text.replace('{}', stem.text)
    byDomain.set(domain, { name, domain, country, culture, office, size: companySize(random) })
  }
  return [...byDomain.values()]
}

/** Universities, whose students download much and buy nothing. */
export function foundUniversities(count: number, random: SeededRandom): readonly Company[] {
  const byDomain = new Map<string, Company>()
  while (byDomain.size < count) {
    const { country, culture, office } = settle(random)
    const { text, ascii } = culture.university
    const domain = `${ascii}-${asciiOf(office.city, culture.language)}.example`
    const name = text.replace('{}', office.city)
    byDomain.set(domain, { name, domain, country, culture, office, size: companySize(random) })
  }
  return [...byDomain.values()]
}

/** Replaces # by a digit and @ by a capital letter. */
export function fillPattern(pattern: string, random: SeededRandom): string {
  return pattern.replaceAll(/[#@]/g, (sign) =>
    sign === '#' ? String(random.below(10)) : random.pick(postalLetters),
  )
}

// Without the letters that the post offices of Britain and Canada avoid.
const postalLetters: readonly string[] = 'ABEGHJLNPRSTWXY'.split('')

function settle(random: SeededRandom): Pick<Company, 'country' | 'culture' | 'office'> {
  const country = drawCountry(random)
  const { state, city, postalCode, culture: spoken } = random.pick(country.places)
  const culture = cultureOf(spoken ?? country.culture)
  const address = random.pick(culture.streets).replace('{}', String(1 + random.below(140)))
  const office = { state, city, address }
  if (postalCode === '') return { country, culture, office }
  return { country, culture, office: { ...office, postal_code: fillPattern(postalCode, random) } }
}

const drawCountry = weighted(demoCountries, ({ weight }) => weight)

/** The domain, else with the country added; nothing when both are taken. */
function freeDomain(
  name: string,
  country: DemoCountry,
  taken: ReadonlyMap<string, Company>,
): string | undefined {
  const domains = [`${name}.example`, `${name}-${country.code.toLowerCase()}.example`]
  return domains.find((domain) => !taken.has(domain))
}

/** Zipf-like: a few groups with a hundred engineers, many shops with two. */
function companySize(random: SeededRandom): number {
  return (random.fraction() + 0.002) ** -0.7
}
