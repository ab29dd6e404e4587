import type { Segment } from '@catalytics/contract/segments.ts'

/** The limits of an account as a form has them. */
export type Limits = {
  readonly segments: readonly Segment[]
  /** One network a line, as typed. */
  readonly networks: string
  /** A day as `<input type="date">` has it; empty: never. */
  readonly expiry: string
}

export const emptyLimits: Limits = { segments: [], networks: '', expiry: '' }

/** As the API takes them. The account works until the end of the day that was picked, on the clock of the browser. */
export function limitsInput({ segments, networks, expiry }: Limits) {
  return {
    segments: [...segments],
    networks: networks.split(/[\s,]+/).filter((text) => text !== ''),
    expires_at: expiry === '' ? null : new Date(`${expiry}T23:59:59`).toISOString(),
  }
}

type Told = {
  readonly segments: readonly Segment[]
  readonly networks: readonly string[]
  readonly expires_at: string | null
}

export function limitsOf({ segments, networks, expires_at: expiry }: Told): Limits {
  return {
    segments,
    networks: networks.join('\n'),
    expiry: expiry === null ? '' : localDay(new Date(expiry)),
  }
}

function localDay(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
