/** What somebody sent, as it may stand in a sentence: it may be as long as they like, and not even text. */
export function shortened(text: string): string {
  const whole = text.toWellFormed()
  return whole.length > 100 ? `${whole.slice(0, 100)}…` : whole
}
