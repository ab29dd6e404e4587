import { z } from 'zod'

// One @, no white space, no brackets or quotes, a dot in the domain: what mail systems deliver in practice.
const emailPattern =
  // oxlint-disable-next-line no-control-regex -- the pattern is about control characters
  /^[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff]{1,64}@[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff.]+(\.[^\s@<>()[\],;:\\"\u0000-\u001f\u007f-\u009f\ud800-\udfff.]+)+$/u

/** An e-mail address, trimmed and in lower case; at most 254 characters (RFC 5321 section 4.5.3.1.3). */
export const email = z.string().trim().toLowerCase().max(254).regex(emailPattern, 'is not an e-mail address')
