/** Spreads a wait over its second half, so that many clients do not come back at the same moment. */
export function spread(waitMs: number): number {
  return waitMs * (0.5 + Math.random() / 2)
}
