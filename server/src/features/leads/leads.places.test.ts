import { expect, test } from 'vitest'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { openPlaces, type Places } from './leads.places.ts'

function start(places: Places, contract: number, account = 'one'): () => void {
  return places.take(contractNumber.parse(contract), `${contract}/${account}`)
}

test('an account, and a contract, have two streams at once; one that ends makes room', () => {
  const places = openPlaces()
  const first = start(places, 1)
  start(places, 1)

  expect(() => start(places, 1)).toThrow('2 streams of this account are under way.')
  expect(() => start(places, 1, 'other')).toThrow('2 streams of this contract are under way.')
  first()
  start(places, 1, 'other')
  // A second time it is nobody's place.
  first()
  expect(() => start(places, 1)).toThrow('2 streams of this contract are under way.')
})

test('two contracts with slow readers leave places for two others', () => {
  const places = openPlaces()
  start(places, 1)
  start(places, 1, 'other')
  start(places, 2)

  expect(() => start(places, 2, 'other')).toThrow('leave no place for a second')
  start(places, 3)
  start(places, 4)
  expect(() => start(places, 5)).toThrow('As many streams as this server sends at once')
})
