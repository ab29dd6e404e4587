import { describe, expect, test } from 'vitest'
import { asciiOf } from './cultures.ts'
import { demoPeople } from './people.ts'

const people = demoPeople(42)

function shareOf(matches: (person: (typeof people)[number]) => boolean): number {
  return people.filter(matches).length / people.length
}

describe('the people of the demo', () => {
  test('are the same for the same seed, others for another', () => {
    expect(demoPeople(42)).toEqual(people)
    const emails = new Set(people.map(({ profile }) => profile.email))
    expect(demoPeople(43).filter(({ profile }) => emails.has(profile.email)).length).toBeLessThan(
      people.length / 4,
    )
  })

  test('have an address each', () => {
    expect(new Set(people.map(({ profile }) => profile.email)).size).toBe(people.length)
  })

  test('work in companies of very different size, write from free mail, or study', () => {
    const domains = Map.groupBy(people, ({ profile }) => profile.email.split('@')[1] ?? '')
    const sizes = [...domains]
      .filter(([domain]) => !/^(freemail|post)\.|^stud\./.test(domain))
      .map(([, staff]) => staff.length)
    expect(sizes).toHaveLength(1400)
    expect(Math.max(...sizes)).toBeGreaterThan(50)
    expect(sizes.filter((size) => size > 1).length / sizes.length).toBeGreaterThan(0.8)
    expect(shareOf(({ profile }) => /@(freemail|post)\.example$/.test(profile.email))).toBeCloseTo(0.12, 1.5)
    expect(shareOf(({ profile }) => profile.email.includes('@stud.'))).toBeCloseTo(0.07, 1.5)
  })

  test('come from thirty countries, with accents and in other scripts', () => {
    expect(new Set(people.map(({ country }) => country.code)).size).toBe(30)
    const names = people.map(({ profile }) => `${profile.first_name} ${profile.last_name}`).join(' ')
    for (const letters of ['ü', 'é', 'ł', 'ğ', 'ő', 'ș', '王', '佐', '김', 'Πα', 'Шев', 'محمد'])
      expect(names).toContain(letters)
  })

  test('have codes and phones without a pattern’s signs left, and places that are filled in', () => {
    const left = people.filter(({ profile }) =>
      /[#@{}]/.test(`${profile.postal_code} ${profile.phone} ${profile.company} ${profile.state}`),
    )
    expect(left).toEqual([])
    expect(people.filter(({ profile }) => profile.city === '' || profile.state === '')).toEqual([])
  })

  test('have phone numbers that nobody can have', () => {
    const fictional = [
      /^\+1\d{3}55501\d\d$/,
      /^\+44(2079460|1\d\d4960)\d{3}$/,
      /^\+33(19900|26191|35301|46571|53649)\d{4}$/,
      /^\+49(3023125|4066969|6990009|2214710|8999998)\d{3}$/,
      /^\+46(8465004|3139006|4062804)\d\d$/,
      /^\+61(25550|37010)\d{4}$/,
      /^\+[2-9]\d{1,2}0055\d+$/,
    ]
    const phones = people.flatMap(({ profile }) => profile.phone?.replaceAll(' ', '') ?? [])
    expect(phones.length).toBeGreaterThan(4000)
    expect(phones.filter((phone) => !fictional.some((range) => range.test(phone)))).toEqual([])
  })
})

test.each([
  ['Müller', 'de', 'mueller'],
  ['Gökhan', 'tr', 'gokhan'],
  ['Øster Łódź', 'da', 'oster-lodz'],
  ['İstanbul', 'tr', 'istanbul'],
  ['O’Brien', 'en', 'o-brien'],
])('%s (%s) is %s in an address', (text, language, ascii) => {
  expect(asciiOf(text, language)).toBe(ascii)
})
