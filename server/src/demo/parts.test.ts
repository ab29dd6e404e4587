import { describe, expect, test } from 'vitest'
import { demoContracts } from './demo-contracts.ts'
import { partsOf } from './parts.ts'
import type { FamilyText, ProductRange } from './product-text.ts'
import { automationRanges } from './products-automation.ts'
import { bearingRanges } from './products-bearings.ts'
import { linearRanges } from './products-linear.ts'
import { pneumaticRanges } from './products-pneumatics.ts'

const ranges: Readonly<Record<string, ProductRange>> = {
  ...bearingRanges,
  ...linearRanges,
  ...pneumaticRanges,
  ...automationRanges,
}
const families: readonly FamilyText[] = Object.values(ranges).flatMap((range) => range.families)

test('a family has every combination of its options', () => {
  const family = {
    name: 'Bush',
    category: 'Bearings/Bushes',
    weight: 1,
    number: 'B{#size}{#seal}-{L}',
    options: { '#size:d:D': '06:6:8|08:8:10', '#seal:seal': ':open|-P:one side', L: '5' },
  }
  expect(partsOf(family).map(({ number }) => number)).toEqual(['B06-5', 'B06-P-5', 'B08-5', 'B08-P-5'])
  expect(partsOf(family)[1]).toEqual({
    number: 'B06-P-5',
    family: 'Bush',
    category: 'Bearings/Bushes',
    configuration: { d: '6', D: '8', seal: 'one side', L: '5' },
  })
})

describe('the product ranges', () => {
  test('are those of the demo contracts', () => {
    const keys = demoContracts.flatMap(({ catalogs }) => catalogs.map(({ key }) => key))
    expect(Object.keys(ranges).toSorted()).toEqual(keys.toSorted())
  })

  test('have a launch and a campaign in each contract', () => {
    for (const { catalogs } of demoContracts) {
      const own = catalogs.map(({ key }) => ranges[key])
      expect(own.filter((range) => range?.launch !== undefined)).toHaveLength(1)
      expect(own.filter((range) => range?.campaign === true)).toHaveLength(1)
    }
  })

  test.each(families)('$name: every number is complete and names one part', (family) => {
    const parts = partsOf(family)
    const numbers = parts.map(({ number }) => number ?? '')
    expect(new Set(numbers).size).toBe(parts.length)
    expect(numbers.filter((number) => /[{}#|\s]{2}|[{}#|]|^\s|\s$/.test(number))).toEqual([])
    expect(
      parts
        .flatMap(({ configuration }) => Object.values(configuration ?? {}))
        .filter((value) => value.trim() !== value || value === ''),
    ).toEqual([])
  })

  test('include the numbers that spreadsheets spoil', () => {
    const numbers = new Set(families.flatMap(partsOf).map(({ number }) => number))
    for (const number of ['6204-2RS', '00123', '1-2', '12E3', 'DSNU-25-80-P-A', '0 820 022 024']) {
      expect(numbers).toContain(number)
    }
  })
})
