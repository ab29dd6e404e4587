/** What a statement answers as the engine’s own text, piece by piece. */
export { streamOf as stream } from '../../stores/events/statements.ts'
