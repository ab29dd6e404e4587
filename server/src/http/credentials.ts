/** What a request shows in its Authorization header. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly clientId: string; readonly password: string }

/** Reads an Authorization header: Bearer (RFC 6750 section 2.1) or Basic (RFC 7617). */
export function credentialsOf(header: string | undefined): Credentials {
  if (header === undefined) return { kind: 'none' }
  const bearer = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header)?.[1]
  if (bearer !== undefined) return { kind: 'bearer', token: bearer }
  const basic = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1]
  if (basic === undefined) return { kind: 'malformed' }
  const text = Buffer.from(basic, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return { kind: 'malformed' }
  return { kind: 'basic', clientId: text.slice(0, colon), password: text.slice(colon + 1) }
}
