import { z } from 'zod'

// One @, no white space, no brackets or quotes, a dot in the domain: what mail systems deliver in practice.
const emailPattern =
  // oxlint-disable-next-line no-control-regex -- the pattern is about control characters
  /^[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff]{1,64}@[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff.]+(\.[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff.]+)+$/u

const longest = 254

/** Whether {@link email} takes the text, and as it is. */
export function isPlainEmail(text: string): boolean {
  return text.length <= longest && emailPattern.test(text) && text === text.toLowerCase()
}

/** An e-mail address, trimmed and in lower case; at most 254 characters (RFC 5321 section 4.5.3.1.3). */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(longest)
  .regex(emailPattern, 'is not an e-mail address')
