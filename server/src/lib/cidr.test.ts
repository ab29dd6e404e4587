import { describe, expect, test } from 'vitest'
import { canonicalNetwork, isInside, neighbourhood, plainAddress } from './cidr.ts'

describe('canonicalNetwork', () => {
  test.each([
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['10.255.255.255/9', '10.128.0.0/9'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:db8:1:2:3::/33', '2001:db8::/33'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['::/0', '::/0'],
    ['::ffff:10.1.2.3/104', '10.0.0.0/8'],
    ['::ffff:10.1.2.3', '10.1.2.3/32'],
  ])('%s is %s', (text, expected) => {
    expect(canonicalNetwork(text)).toBe(expected)
  })

  test.each([
    '',
    'example.com',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.1',
    '0x7f.0.0.1',
    '010.0.0.1',
    '256.0.0.1',
    '2001:db8::/129',
    '::ffff:10.0.0.0/90',
    'fe80::1%eth0/64',
    ' 10.0.0.0/8',
  ])('"%s" is none', (text) => {
    expect(canonicalNetwork(text)).toBeNull()
  })
})

describe('isInside', () => {
  test.each([
    ['203.0.113.255', ['203.0.113.0/24'], true],
    ['203.0.114.0', ['203.0.113.0/24'], false],
    ['::ffff:203.0.113.1', ['203.0.113.0/24'], true],
    ['::ffff:cb00:7101', ['203.0.113.0/24'], true],
    ['203.0.113.1', ['2001:db8::/32', '203.0.113.1/32'], true],
    ['2001:db8:ffff::1', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    ['fe80::1%eth0', ['fe80::/10'], true],
    // Everything of IPv4 is not everything of IPv6.
    ['2001:db8::1', ['0.0.0.0/0'], false],
    ['203.0.113.1', ['::/0'], false],
    ['unknown', ['0.0.0.0/0', '::/0'], false],
    ['203.0.113.1', [], false],
  ])('%s in %j: %s', (address, networks, expected) => {
    expect(isInside(address, networks)).toBe(expected)
  })
})

test('an address is shown as people write it', () => {
  expect(['::ffff:127.0.0.1', 'FE80::1%lo', '192.0.2.1', 'x'.repeat(100)].map(plainAddress)).toEqual([
    '127.0.0.1',
    'fe80::1',
    '192.0.2.1',
    'x'.repeat(64),
  ])
})

test('an IPv6 neighbourhood is a /64, an IPv4 one a single address', () => {
  expect(neighbourhood('2001:db8:1:2:aaaa::1')).toBe(neighbourhood('2001:db8:1:2:bbbb::2'))
  expect(neighbourhood('2001:db8:1:3::1')).not.toBe(neighbourhood('2001:db8:1:2::1'))
  expect(neighbourhood('::ffff:192.0.2.1')).toBe('192.0.2.1')
})
