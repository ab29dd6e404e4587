import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether a host's name or address means the machine that asks (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3). */
export function isOwnMachine(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const version = isIP(bare)
  if (version === 0) return /^(.+\.)?localhost$/i.test(bare)
  return loopback.check(bare, version === 4 ? 'ipv4' : 'ipv6')
}
