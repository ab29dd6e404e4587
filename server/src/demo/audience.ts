import { seededRandom, type SeededRandom } from '../lib/seeded-random.ts'
import { demoCountries, type DemoCountry } from './countries.ts'
import { cultureOf } from './cultures.ts'
import type { DemoContract } from './demo-contracts.ts'
import { demoPeople, type DemoPerson } from './people.ts'
import { weighted, type Sampler } from './sampler.ts'
import type { Shelf } from './shelf.ts'
import { newVisitor, type KnownVisitor } from './visitors.ts'

/** Everybody who may come to a contract's catalogs. */
export type Audience = {
  /** Country code of the manufacturer's home market. */
  readonly home: string | undefined
  /** Somebody from the country who comes at this fraction of the period; undefined where nobody was found. */
  readonly drawVisitor: (random: SeededRandom, country: DemoCountry, now: number) => KnownVisitor | undefined
  /** Somebody of the manufacturer's own staff; undefined where the contract has no domain of its own. */
  readonly drawStaff: (random: SeededRandom) => KnownVisitor | undefined
}

/** Gathers the people of the seed whom the contract reaches. */
export function gatherAudience(contract: DemoContract, shelf: Shelf, seed: number): Audience {
  const random = seededRandom(seed, `audience of ${contract.name}`)
  const market = markets[contract.name] ?? { home: undefined, from: 0, to: 1 }
  const reached = demoPeople(seed).filter(({ reach }) => reach >= market.from && reach < market.to)
  const meet = (person: DemoPerson) => newVisitor(person, shelf.drawFamily(random, 1, 0), random)
  const byCountry = Map.groupBy(reached.map(meet), ({ person }) => person.country)
  const samplers = new Map<DemoCountry, Sampler<KnownVisitor>>()
  for (const [country, visitors] of byCountry)
    samplers.set(
      country,
      weighted(visitors, ({ person }) => person.activity),
    )
  const staff = staffOf(contract, market.home, random).map(meet)

  function drawVisitor(chance: SeededRandom, country: DemoCountry, now: number): KnownVisitor | undefined {
    const draw = samplers.get(country)
    if (draw === undefined) return undefined
    for (let tries = 0; tries < mostTries; tries += 1) {
      const visitor = draw(chance)
      if (visitor.person.joins <= now && now < visitor.person.leaves) return visitor
    }
    return undefined
  }

  function drawStaff(chance: SeededRandom): KnownVisitor | undefined {
    return staff.length === 0 ? undefined : chance.pick(staff)
  }

  return { home: market.home, drawVisitor, drawStaff }
}

// A quarter of the people are there from the start: so many draws miss them once in a thousand times.
const mostTries = 24

/** Stretches of `DemoPerson.reach`; where two overlap, people are known to both manufacturers. */
const markets: Readonly<
  Record<string, { readonly home: string | undefined; readonly from: number; readonly to: number }>
> = {
  'Acme Bearings': { home: 'FR', from: 0, to: 0.66 },
  'Nordwind Pneumatik': { home: 'DE', from: 0.54, to: 1 },
}

/** A handful of colleagues who try their own catalog. */
function staffOf(
  contract: DemoContract,
  home: string | undefined,
  random: SeededRandom,
): readonly DemoPerson[] {
  const country = demoCountries.find(({ code }) => code === home) ?? random.pick(demoCountries)
  const culture = cultureOf(country.culture)
  return contract.excludedDomains.flatMap((domain) =>
    Array.from({ length: staffCount }, (_, index) => {
      const first = random.pick(culture.firstNames)
      const last = random.pick(culture.lastNames)
      const profile = {
        email: `${first.ascii}.${last.ascii}${index + 1}@${domain}`,
        first_name: first.text,
        last_name: last.text,
        company: contract.name,
        department: 'Management',
        country: country.code,
        language: culture.language,
      }
      const format = 'STEP AP214'
      const always = { activity: 1, reach: 0, joins: 0, leaves: 1, change: undefined }
      return { profile, country, language: culture.language, format, ...always }
    }),
  )
}

const staffCount = 4
