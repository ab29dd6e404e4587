import type { SeededRandom } from '../lib/seeded-random.ts'
import { demoCountries, type DemoCountry, type Season } from './countries.ts'
import { weightedForFew, type Sampler } from './sampler.ts'

/** Half-open, in ms since 1970. */
type Period = { readonly start: number; readonly end: number }

/** What happens in one hour, counted from the start of the period. */
export type BusyHour = {
  /** In ms since 1970. */
  readonly start: number
  /** Fraction of the period that has passed. */
  readonly now: number
  readonly events: number
  /** How much more than usual the campaign brings; 0 when there is none. */
  readonly campaign: number
  /** Who is at work in this hour. */
  readonly drawCountry: Sampler<DemoCountry>
}

export const hourMs = 3_600_000

/**
 * Shares `eventsTotal` out over the hours of the period, exactly: hours of work of every country, weekends,
 * holidays, growth, one campaign, and some chance. Hours without events are left out.
 */
export function* busyHours(
  period: Period,
  eventsTotal: number,
  home: string | undefined,
  random: SeededRandom,
): Generator<BusyHour> {
  const hours = planHours(period, home, random)
  const total = hours.reduce((sum, hour) => sum + hour.load, 0)
  let load = 0
  let done = 0
  for (const { start, now, campaign, countryLoads, ...hour } of hours) {
    load += hour.load
    // Rounding the running sum instead of each hour leaves no event over at the end.
    const due = Math.round((eventsTotal * load) / total)
    const events = due - done
    done = due
    if (events === 0) continue
    yield { start, now, events, campaign, drawCountry: weightedForFew(demoCountries, countryLoads) }
  }
}

type PlannedHour = {
  readonly start: number
  readonly now: number
  readonly campaign: number
  readonly load: number
  readonly countryLoads: readonly number[]
}

function planHours(
  { start, end }: Period,
  home: string | undefined,
  random: SeededRandom,
): readonly PlannedHour[] {
  const count = Math.ceil((end - start) / hourMs)
  let mood = 1
  return Array.from({ length: count }, (_, index) => {
    if (index % 24 === 0) mood = 0.92 + 0.16 * random.fraction()
    const at = start + index * hourMs
    const now = index / count
    const campaign = campaignAt(now)
    const holidays = holidaysOn(at)
    const countryLoads = demoCountries.map((country) => {
      const share = country.code === home ? country.weight * homeBonus : country.weight
      return share * activity(country, at, holidays)
    })
    const people = countryLoads.reduce((sum, part) => sum + part, 0)
    const growth = (1 + growthPerYear) ** ((at - start) / yearMs)
    const load = people * growth * (1 + campaign) * mood * (0.8 + 0.4 * random.fraction())
    return { start: at, now, campaign, load, countryLoads }
  })
}

const growthPerYear = 0.35
const yearMs = 365 * 24 * hourMs
// Manufacturers are known best at home.
const homeBonus = 1.9

/** One campaign, a little after the middle: a leap on the first day that ebbs away. */
function campaignAt(now: number): number {
  const passed = (now - campaignStart) / campaignLength
  return passed < 0 || passed >= 1 ? 0 : 1.3 * (1 - passed)
}

const campaignStart = 0.6
const campaignLength = 0.03

function activity(country: DemoCountry, at: number, holidays: Holidays): number {
  // The middle of the hour, on the country's clock.
  const localHour = Math.floor(at / hourMs + country.utcOffset + 0.5)
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(localHour / 24) + 4) % 7
  const hours = weekday === 0 || weekday === 6 ? weekendHours : workHours
  return (hours[localHour % 24] ?? 0) * holidays[country.season]
}

// Relative load of the hours 0 to 23: a peak before noon, a dip at lunch, students in the evening.
const workHours: readonly number[] = [
  0.03, 0.02, 0.01, 0.01, 0.02, 0.05, 0.16, 0.5, 0.88, 1, 1.04, 0.95, 0.58, 0.84, 1, 0.96, 0.8, 0.5, 0.26,
  0.17, 0.15, 0.13, 0.09, 0.05,
]
const weekendHours: readonly number[] = workHours.map(
  (load, hour) => 0.07 * load + (hour > 8 && hour < 23 ? 0.06 : 0.01),
)

/** How many are at work, compared with an ordinary day. */
type Holidays = Readonly<Record<Season, number>>

function holidaysOn(at: number): Holidays {
  const date = new Date(at)
  const day = (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  const left = (season: Season) => seasons[season].find(({ from, to }) => day >= from && day <= to)?.left ?? 1
  return {
    north: left('north'),
    'south-europe': left('south-europe'),
    'east-asia': left('east-asia'),
    elsewhere: left('elsewhere'),
  }
}

/** Days are written as month * 100 + day, both included. */
type Holiday = { readonly from: number; readonly to: number; readonly left: number }

const yearsEnd: readonly Holiday[] = [
  { from: 1220, to: 1223, left: 0.6 },
  { from: 1224, to: 1231, left: 0.16 },
  { from: 101, to: 101, left: 0.1 },
  { from: 102, to: 106, left: 0.6 },
]
const seasons: Readonly<Record<Season, readonly Holiday[]>> = {
  north: [
    ...yearsEnd,
    { from: 501, to: 501, left: 0.2 },
    { from: 720, to: 731, left: 0.82 },
    { from: 801, to: 825, left: 0.66 },
    { from: 826, to: 831, left: 0.82 },
  ],
  'south-europe': [
    ...yearsEnd,
    { from: 501, to: 501, left: 0.2 },
    { from: 720, to: 731, left: 0.75 },
    { from: 801, to: 825, left: 0.33 },
    { from: 826, to: 831, left: 0.7 },
  ],
  'east-asia': [
    { from: 101, to: 103, left: 0.3 },
    { from: 429, to: 505, left: 0.5 },
    { from: 1001, to: 1005, left: 0.4 },
  ],
  elsewhere: yearsEnd,
}
