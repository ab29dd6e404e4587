import { describe, expect, test } from 'vitest'
import { readText } from './tree.ts'

const sheet = readText('web/src/ui/tokens.css')
const tokens = new Map(
  [...sheet.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)

/** WCAG 2.2: 4.5 for text (1.4.3), 3 for what one has to see to use a control (1.4.11). */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ...['paper', 'surface', 'raised'].flatMap((back) =>
    ['ink', 'ink-2', 'accent', 'good', 'warn', 'bad'].map((front) => [front, back, 4.5] as const),
  ),
  ...['good', 'warn', 'bad'].map((meaning) => [meaning, `${meaning}-weak`, 4.5] as const),
  ...['ink', 'ink-2', 'accent'].map((front) => [front, 'accent-weak', 4.5] as const),
  ...['good-weak', 'warn-weak', 'bad-weak'].map((back) => ['ink', back, 4.5] as const),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-bad', 'bad', 4.5],
  ['on-bad', 'bad-strong', 4.5],
  ['line-strong', 'paper', 3],
  ['line-strong', 'surface', 3],
  ['accent', 'paper', 3],
]

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each(pairs)('%s on %s has a contrast of %d at least', (front, back, least) => {
    expect(contrast(colour(front, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(least)
  })
})

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

function colour(name: string, scheme: 'light' | 'dark'): string {
  const found = tokens.get(name)
  if (found === undefined) throw new Error(`tokens.css has no ${name} for both schemes`)
  return found[scheme]
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
