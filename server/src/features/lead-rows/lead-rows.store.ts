/** What a statement answers as the engine’s own text, piece by piece. */
export { bytesOf as bytes, streamOf as stream } from '../../stores/events/statements.ts'
