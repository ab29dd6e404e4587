import { describe, expect, test } from 'vitest'
import { countryCodes } from '@catalytics/contract/countries.ts'
import { countryCodeOf } from './country-names.ts'

describe('countries by name', () => {
  test.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    [' GBR ', 'GB'],
    ['United Kingdom', 'GB'],
    ['UK', 'GB'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['États-Unis', 'US'],
    ['etats unis', 'US'],
    ['Allemagne', 'DE'],
    ['DEUTSCHLAND', 'DE'],
    ['Grossbritannien', 'GB'],
    ['Österreich', 'AT'],
    ['Oesterreich', 'AT'],
    ['Tschechien', 'CZ'],
    ['Czech Republic', 'CZ'],
    ['Hong Kong', 'HK'],
    ['Türkei', 'TR'],
    ["Cote d'Ivoire", 'CI'],
    ['Kosovo', 'XK'],
  ])('%s is %s', (name, code) => {
    expect(countryCodeOf(name)).toBe(code)
  })

  test.each([
    'EIRE',
    'RSA',
    'European Community',
    'Channel Islands',
    'Unspecified',
    'Congo',
    'XX',
    'ZZZ',
    '',
    '-',
    '49',
  ])('%s is not guessed', (name) => {
    expect(countryCodeOf(name)).toBeNull()
  })

  test('every country is known by its code and by its name in each language', () => {
    for (const locale of ['en', 'fr', 'de']) {
      const names = new Intl.DisplayNames([locale], { type: 'region' })
      for (const code of countryCodes) {
        expect(countryCodeOf(code)).toBe(code)
        expect(countryCodeOf(names.of(code) ?? ''), `${locale} ${code}`).toBe(code)
      }
    }
  })
})
