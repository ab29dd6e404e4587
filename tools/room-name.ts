/** The name of a room in the forms in which code has it. */
export type RoomName = {
  /** `saved-views` */
  readonly kebab: string
  /** `savedViews` */
  readonly camel: string
  /** `SavedViews` */
  readonly pascal: string
  /** `Saved views` */
  readonly words: string
}

/** @throws RangeError for what is no name of a room */
export function roomName(kebab: string): RoomName {
  if (!/^[a-z]{2,}(-[a-z]{2,})*$/.test(kebab))
    throw new RangeError(
      `"${kebab}" is no name of a room: small letters, words joined by "-", as saved-views`,
    )
  const pascal = kebab
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
  const camel = pascal.slice(0, 1).toLowerCase() + pascal.slice(1)
  const words = kebab.slice(0, 1).toUpperCase() + kebab.slice(1).replaceAll('-', ' ')
  return { kebab, camel, pascal, words }
}
