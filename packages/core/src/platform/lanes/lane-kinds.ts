import type { Queryable } from '../database/database.ts'

export type LaneKind = 'number' | 'endpoint'

export async function findLaneKinds(
  worker: Queryable,
  laneIds: readonly string[],
): Promise<{ id: string; kind: LaneKind }[]> {
  const { rows } = await worker.query<{ id: string; kind: LaneKind }>(
    'select id::text, kind from lanes where id in (select value::bigint from jsonb_array_elements_text($1::jsonb))',
    [JSON.stringify(laneIds)],
  )
  return rows
}
