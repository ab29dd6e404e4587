import type { WireEvent } from '@catalytics/contract/events.ts'
import { seededRandom, type SeededRandom } from '../lib/seeded-random.ts'
import { fillPattern, foundCompanies, foundUniversities, type Company } from './companies.ts'
import { demoCountries, type DemoCountry } from './countries.ts'
import { cultureOf, type Word } from './cultures.ts'
import { drawFormat } from './downloads.ts'
import { weighted } from './sampler.ts'

/** A person as events carry them, without consent: that is a matter between person and manufacturer. */
export type Profile = Omit<NonNullable<WireEvent['person']>, 'consent'>

export type DemoPerson = {
  readonly profile: Profile
  readonly country: DemoCountry
  /** BCP 47. */
  readonly language: string
  /** The format of the CAD system at work. */
  readonly format: string
  /** How often they come, compared with others; Zipf-like. */
  readonly activity: number
  /** A place in [0, 1): every contract reaches the people of one stretch of it. */
  readonly reach: number
  /** First and last fraction of the period in which they come. */
  readonly joins: number
  readonly leaves: number
  /** What changes one day: a new phone, a new employer. */
  readonly change: Profile | undefined
}

/** The people of the demo: the same for every contract of a seed, so that some appear in several. */
export function demoPeople(seed: number): readonly DemoPerson[] {
  const random = seededRandom(seed, 'people')
  const companies = foundCompanies(companyCount, random)
  const universities = foundUniversities(universityCount, random)
  const drawEmployer = weighted(companies, ({ size }) => size)
  const drawUniversity = weighted(universities, ({ size }) => size)
  const taken = new Set<string>()
  const engineers = Array.from({ length: engineerCount }, (_, index) => {
    // Everybody's employer by chance would leave the smallest companies empty: the first round hires one each.
    const company = companies[index] ?? drawEmployer(random)
    return engineer(company, () => drawEmployer(random), taken, random)
  })
  const freelancers = Array.from({ length: freelancerCount }, () =>
    freelancer(drawEmployer(random), taken, random),
  )
  const students = Array.from({ length: studentCount }, () => student(drawUniversity(random), taken, random))
  return [...engineers, ...freelancers, ...students]
}

const companyCount = 1400
const universityCount = 60
const engineerCount = 8200
const freelancerCount = 1180
const studentCount = 740

function engineer(
  company: Company,
  nextEmployer: () => Company,
  taken: Set<string>,
  random: SeededRandom,
): DemoPerson {
  const name = drawName(company, random)
  const email = freeAddress(`${name.first.ascii}.${name.last.ascii}`, company.domain, taken)
  const profile: Profile = {
    email,
    first_name: name.first.text,
    last_name: name.last.text,
    company: company.name,
    ...maybe(random, 0.88, { department: drawDepartment(random) }),
    country: company.country.code,
    state: company.office.state,
    city: company.office.city,
    ...maybe(random, 0.8, postalCodeOf(company)),
    ...maybe(random, 0.4, { address: company.office.address }),
    ...maybe(random, 0.62, { phone: phoneIn(company.country, random) }),
    language: company.culture.language,
  }
  return settle(profile, company, changeOf(profile, company, nextEmployer, random), random)
}

function freelancer(near: Company, taken: Set<string>, random: SeededRandom): DemoPerson {
  const name = drawName(near, random)
  const local = random.chance(0.7)
    ? `${name.first.ascii}.${name.last.ascii}`
    : `${name.last.ascii}${name.first.ascii.slice(0, 1)}`
  const profile: Profile = {
    email: freeAddress(local, random.pick(freeMailDomains), taken),
    first_name: name.first.text,
    last_name: name.last.text,
    ...maybe(random, 0.45, { company: `${name.last.text} ${random.pick(freelanceTrades)}` }),
    ...maybe(random, 0.5, { department: drawDepartment(random) }),
    country: near.country.code,
    ...maybe(random, 0.7, { state: near.office.state, city: near.office.city }),
    ...maybe(random, 0.25, { phone: phoneIn(near.country, random) }),
    language: near.culture.language,
  }
  return settle(profile, near, undefined, random)
}

const freeMailDomains = ['freemail.example', 'freemail.example', 'post.example']
const freelanceTrades = ['CAD', 'Design', 'Engineering', 'Consulting', '3D']

function student(university: Company, taken: Set<string>, random: SeededRandom): DemoPerson {
  const name = drawName(university, random)
  const profile: Profile = {
    email: freeAddress(`${name.first.ascii}.${name.last.ascii}`, `stud.${university.domain}`, taken),
    first_name: name.first.text,
    last_name: name.last.text,
    company: university.name,
    department: 'Education',
    country: university.country.code,
    state: university.office.state,
    city: university.office.city,
    language: university.culture.language,
  }
  return settle(profile, university, undefined, random)
}

function settle(
  profile: Profile,
  company: Company,
  change: Profile | undefined,
  random: SeededRandom,
): DemoPerson {
  const joins = random.chance(knownAtStart) ? 0 : random.fraction()
  return {
    profile,
    country: company.country,
    language: company.culture.language,
    format: drawFormat(random),
    activity: (random.fraction() + 0.004) ** -0.75,
    reach: random.fraction(),
    joins,
    leaves: random.chance(0.1) ? joins + (1 - joins) * (0.3 + 0.7 * random.fraction()) : 1,
    change,
  }
}

// Few enough that the first weeks of the period are not all new users.
const knownAtStart = 0.25

type Name = { readonly first: Word; readonly last: Word }

function drawName(company: Company, random: SeededRandom): Name {
  // Some work far from where their parents named them.
  const culture = random.chance(0.08) ? cultureOf(random.pick(demoCountries).culture) : company.culture
  return { first: random.pick(culture.firstNames), last: random.pick(culture.lastNames) }
}

/** An address nobody has yet: with a number where the name is taken. */
function freeAddress(local: string, domain: string, taken: Set<string>): string {
  let email = `${local}@${domain}`
  for (let namesake = 2; taken.has(email); namesake += 1) email = `${local}${namesake}@${domain}`
  taken.add(email)
  return email
}

function maybe<Fields>(random: SeededRandom, probability: number, fields: Fields): Fields | undefined {
  return random.chance(probability) ? fields : undefined
}

const departments = [
  'Design',
  'Design',
  'Design',
  'Design',
  'R&D',
  'R&D',
  'Purchasing',
  'Maintenance',
  'Production',
  'Management',
]

function drawDepartment(random: SeededRandom): string {
  return random.chance(0.03) ? 'Education' : random.pick(departments)
}

function postalCodeOf({ office }: Company): { postal_code?: string } {
  return office.postal_code === undefined ? {} : { postal_code: office.postal_code }
}

function phoneIn(country: DemoCountry, random: SeededRandom): string {
  return fillPattern(random.pick(country.phones), random)
}

/** A few get a new phone; of a few the employer is taken over, and the address at the old domain stays. */
function changeOf(
  profile: Profile,
  company: Company,
  nextEmployer: () => Company,
  random: SeededRandom,
): Profile | undefined {
  const luck = random.fraction()
  if (luck < 0.02) return { ...profile, phone: phoneIn(company.country, random) }
  if (luck < 0.035) return { ...profile, company: nextEmployer().name }
  return undefined
}
