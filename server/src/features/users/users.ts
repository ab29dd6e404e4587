/*
 * Users: who they are, where they are signed in and from where they come, and what they are told of their own account.
 */

export { resetLetter } from './users.letters.ts'
export { notify, recordEverywhere, type Visitor } from './users.notices.ts'
export { attemptFrom, rememberOrigin, type AttemptFrom } from './users.origins.ts'
export { deleteOriginsOf } from './users.origins.store.ts'
export type { Origin } from './users.room.ts'
export {
  deleteEndedSessions,
  deleteSession,
  deleteSessionsOf,
  insertSession,
  sessionByHash,
  sessionsOf,
  touchSession,
} from './users.sessions.store.ts'
export {
  allUsers,
  bySetUp,
  clearSecret,
  confirmSecret,
  hasUsers,
  holdPassword,
  insertUser,
  lockUser,
  operator,
  proveEmail,
  setPendingSecret,
  takeStep,
  updatePassword,
  updateUser,
  userByEmail,
  userById,
  type User,
} from './users.store.ts'
