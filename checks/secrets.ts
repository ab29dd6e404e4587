/** A password of a service account: 43 base62 characters and 6 of check sum, made to be found by such a search. */
const password = /\bcat_pw_[0-9A-Za-z]{49}(?![0-9A-Za-z])/

/**
 * Lines that hold a service account's password. In a test a line may show one when it says `example`: a password that
 * was made up and opens nothing.
 */
export function secretsIn(path: string, text: string): readonly string[] {
  const isTest = /\.test\.tsx?$/.test(path)
  return text.split('\n').flatMap((line, index) => {
    const isExample = isTest && /\bexample\b/i.test(line)
    return password.test(line) && !isExample ? [`${path}:${index + 1}`] : []
  })
}
