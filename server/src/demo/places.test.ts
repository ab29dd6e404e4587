import { expect, test } from 'vitest'
import { placesOf } from './places.ts'

// Written down by hand: the states as ISO 3166-2 names them (DE-BW, DE-BY, …), the towns as the states' own lists of municipalities do.
const germanTowns = {
  Stuttgart: 'Baden-Württemberg',
  'Schwäbisch Gmünd': 'Baden-Württemberg',
  München: 'Bayern',
  Nürnberg: 'Bayern',
  Schweinfurt: 'Bayern',
  Dortmund: 'Nordrhein-Westfalen',
  Bielefeld: 'Nordrhein-Westfalen',
  Köln: 'Nordrhein-Westfalen',
  Hannover: 'Niedersachsen',
  Chemnitz: 'Sachsen',
  Dresden: 'Sachsen',
  Kassel: 'Hessen',
  Hamburg: 'Hamburg',
  Jena: 'Thüringen',
  Saarbrücken: 'Saarland',
}

// The first two digits of the postal codes of each town, from the same lists.
const germanCodes = {
  Stuttgart: '70',
  'Schwäbisch Gmünd': '73',
  München: '80',
  Nürnberg: '90',
  Schweinfurt: '97',
  Dortmund: '44',
  Bielefeld: '33',
  Köln: '50',
  Hannover: '30',
  Chemnitz: '09',
  Dresden: '01',
  Kassel: '34',
  Hamburg: '22',
  Jena: '07',
  Saarbrücken: '66',
}

test('every German town lies in its state and has its postal codes', () => {
  const places = placesOf('DE')

  expect(Object.fromEntries(places.map(({ city, state }) => [city, state]))).toEqual(germanTowns)
  expect(Object.fromEntries(places.map(({ city, postalCode }) => [city, postalCode.slice(0, 2)]))).toEqual(
    germanCodes,
  )
})
