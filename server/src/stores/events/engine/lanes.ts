/**
 * What a statement competes with. chDB runs one statement of a session after the other, so each lane has sessions of
 * its own: a long ALTER holds up no insert, and neither holds up a view.
 */
export type Lane = 'read' | 'insert' | 'change'

export const lanes = ['read', 'insert', 'change'] as const

/** Two inserts at a time take a fifth off the time of one after the other; downloads hold a session while they last. */
export const sessionsOf = { read: 8, insert: 2, change: 1 } as const satisfies Record<Lane, number>

/** Sessions of all lanes and the one that kills: so many calls can be inside chDB at once, each on a libuv thread. */
export const sessionCount = sessionsOf.read + sessionsOf.insert + sessionsOf.change + 1
