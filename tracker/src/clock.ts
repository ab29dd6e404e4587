/** The browser's time, which may be wrong; the server sets it right by what it hears of it with each batch. */
export function now(): Date {
  return new Date()
}
