import { isOwnMachine } from './own-machine.ts'

/** A server that takes mails, as an `smtp://` or `smtps://` URL says it. */
export type SmtpServer = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (RFC 8314), by STARTTLS (RFC 3207) or else not at all, or never. */
  readonly tls: 'at_once' | 'starttls' | 'never'
  readonly login: { readonly user: string; readonly password: string } | undefined
}

/**
 * Reads `smtps://user:password@host:465` or `smtp://user:password@host:587`. With `smtp:` STARTTLS is demanded, but for
 * a relay on this very machine; `?tls=starttls` and `?tls=never` say it. A password never goes over the network in the
 * clear.
 *
 * @returns what is wrong where the URL is not right; without what is in it, which may be a password
 */
export function smtpServerOf(text: string): SmtpServer | string {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    return 'must be an smtp:// or smtps:// URL with a host'
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') return 'has a path: write smtp://host:port'
  const asked = url.searchParams.get('tls')
  const others = [...url.searchParams.keys()].some((key) => key !== 'tls')
  if (others || (asked !== null && asked !== 'starttls' && asked !== 'never'))
    return 'has a parameter that is none: there is ?tls=starttls and ?tls=never'
  const atOnce = url.protocol === 'smtps:'
  if (atOnce && asked !== null) return 'says ?tls= although smtps:// is TLS from the start'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const tls = atOnce ? 'at_once' : (asked ?? (isOwnMachine(host) ? 'never' : 'starttls'))
  const login = loginOf(url)
  if (login === 'malformed') return 'has a user or password with a % that is no escape: write %25'
  if (login !== undefined && tls === 'never' && !isOwnMachine(host))
    return 'would send the password in the clear: leave ?tls=never out'
  return { host, port: url.port === '' ? (atOnce ? 465 : 587) : Number(url.port), tls, login }
}

function loginOf({ username, password }: URL): SmtpServer['login'] | 'malformed' {
  if (username === '' && password === '') return undefined
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
  } catch {
    return 'malformed'
  }
}
