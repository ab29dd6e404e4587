import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.parse>

/**
 * A network in its one canonical form: `203.0.113.7/24` becomes `203.0.113.0/24`, one address becomes a network of
 * one, an IPv4 network in IPv6 clothes (`::ffff:10.0.0.0/104`) becomes IPv4. Null for anything else, such as the
 * octal and one-part forms that some programs take for IPv4.
 */
export function canonicalNetwork(text: string): string | null {
  const [address, prefix, ...rest] = text.split('/')
  if (address === undefined || rest.length > 0 || address.includes('%')) return null
  const parsed = parse(address)
  if (parsed === null) return null
  const written = ipaddr.parse(address)
  const bits = prefix === undefined ? widthOf(written) : prefixLength(prefix, widthOf(written))
  const kept = bits === null ? -1 : bits - (widthOf(written) - widthOf(parsed))
  // A mapped network shorter than /96 would be more than IPv4: nobody means that.
  return kept < 0 ? null : `${masked(parsed, kept).toString()}/${kept}`
}

/** Whether the address lies in one of the (canonical) networks. What is no address lies in none. */
export function isInside(address: string, networks: readonly string[]): boolean {
  const parsed = parse(address)
  if (parsed === null) return false
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match([base, bits])
  })
}

/** The address as people write it: an IPv4-mapped one as IPv4, no zone. Unreadable text stays, cut at 64 characters. */
export function plainAddress(address: string): string {
  return isIPv4(address) ? address : (parse(address)?.toString() ?? address.slice(0, 64))
}

/** Whom one caller's addresses belong to: an IPv4 address, or the /64 that a household gets of IPv6. */
export function neighbourhood(address: string): string {
  const parsed = parse(address)
  if (parsed === null) return address.slice(0, 64)
  return parsed.kind() === 'ipv4' ? parsed.toString() : `${masked(parsed, 64).toString()}/64`
}

function parse(text: string): Address | null {
  const address = text.replace(/%.*$/, '')
  const valid = address.includes(':')
    ? ipaddr.IPv6.isValid(address)
    : ipaddr.IPv4.isValidFourPartDecimal(address)
  return valid ? ipaddr.process(address) : null
}

function widthOf(address: Address): number {
  return address.kind() === 'ipv4' ? 32 : 128
}

function prefixLength(text: string, most: number): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null
}

function masked(address: Address, bits: number): Address {
  const bytes = address
    .toByteArray()
    .map((byte, index) => byte & (0xff << Math.min(8, Math.max(0, 8 - (bits - index * 8)))))
  return ipaddr.fromByteArray(bytes)
}
