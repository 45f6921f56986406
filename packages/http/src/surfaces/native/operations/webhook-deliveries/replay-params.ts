import Type from 'typebox'
import { IdParams, knownId } from '#operations/known-id.ts'

export const Queued = Type.Object(
  {
    queued: Type.Boolean({ description: 'false: it waits for an attempt already.' }),
  },
  { examples: [{ queued: true }] },
)

/** Of a replay below its endpoint. */
export const ReplayParams = Type.Object({ ...IdParams.properties, replayId: Type.String({ maxLength: 256 }) })

export const idsOf = ({ id, replayId }: { id: string; replayId: string }) =>
  [knownId(id, 'webhook endpoint'), knownId(replayId, 'replay')] as const
