import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Drip, DripDefinition, DripState } from './drip.ts'

const differs = `not exists (select 1 from drip_versions v where v.account_id = drips.account_id and v.drip_id = drips.id
  and v.version = drips.version and v.definition = drips.definition) as has_unpublished_changes`
const columns = `id, name, state, definition, version, created_at, updated_at, ${differs}`

export const selectDrip = (tx: Queryable, accountId: string, id: string): Promise<Drip | null> =>
  tx.maybe<Drip>(`select ${columns} from drips where account_id = $1 and id = $2::uuid`, [accountId, id])

/** Until the transaction ends nobody else changes it, and nobody enters it. */
export const lockDrip = (tx: Queryable, accountId: string, id: string): Promise<Drip | null> =>
  tx.maybe<Drip>(`select ${columns} from drips where account_id = $1 and id = $2::uuid for update`, [accountId, id])

/** Latest first. */
export const selectDrips = (
  tx: Queryable,
  accountId: string,
  { before, limit, state }: { before: string | null; limit: number; state: DripState | null },
): Promise<Drip[]> =>
  tx.many<Drip>(
    `select ${columns} from drips where account_id = $1 and ($2::uuid is null or id < $2::uuid) and ($4::text is null or state = $4)
      order by id desc limit $3`,
    [accountId, before, limit, state],
  )

const stored = recordset({
  id: 'uuid',
  name: 'text',
  state: 'text',
  definition: 'jsonb',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
})

/** Returns the drip as it is stored. */
export const writeDrip = (tx: Queryable, accountId: string, drip: Omit<Drip, 'hasUnpublishedChanges'>): Promise<Drip> =>
  tx.one<Drip>(
    `insert into drips (account_id, ${stored.columns}) select $1, ${stored.columns} from ${stored.from('$2')}
     on conflict (account_id, id) do update set name = excluded.name, state = excluded.state, definition = excluded.definition,
       version = excluded.version, updated_at = excluded.updated_at returning ${columns}`,
    [accountId, stored.json([drip])],
  )

export async function insertVersion(
  tx: Queryable,
  accountId: string,
  { id, version, definition }: Pick<Drip, 'id' | 'version' | 'definition'>,
  at: string,
): Promise<void> {
  await tx.run(
    `insert into drip_versions (account_id, drip_id, version, definition, published_at)
     values ($1, $2::uuid, $3, $4::jsonb, $5::timestamptz)`,
    [accountId, id, version, JSON.stringify(definition), at],
  )
}

export const selectVersions = (
  tx: Queryable,
  accountId: string,
  dripId: string,
): Promise<{ version: number; definition: DripDefinition; publishedAt: string }[]> =>
  tx.many(
    'select version, definition, published_at from drip_versions where account_id = $1 and drip_id = $2::uuid order by version',
    [accountId, dripId],
  )

/** What a version does; null: there is no such version. */
export async function selectDefinition(
  tx: Queryable,
  accountId: string,
  { dripId, version }: { dripId: string; version: number },
): Promise<DripDefinition | null> {
  const row = await tx.maybe<{ definition: DripDefinition }>(
    'select definition from drip_versions where account_id = $1 and drip_id = $2::uuid and version = $3::int',
    [accountId, dripId, version],
  )
  return row?.definition ?? null
}

/** A drip that people enter, on the version that new ones get. */
export interface ActiveDrip {
  accountId: string
  id: string
  version: number
  definition: DripDefinition
}

/** Of the accounts; those that are paused take people in as well, who wait. */
export const selectActiveDrips = (tx: Queryable, accountIds: readonly string[]): Promise<ActiveDrip[]> =>
  tx.many<ActiveDrip>(
    `select d.account_id, d.id, d.version, v.definition from json_array_elements_text($1::json) as asked(id)
       join drips d on d.account_id = asked.id::uuid and d.state in ('active', 'paused')
       join drip_versions v on v.account_id = d.account_id and v.drip_id = d.id and v.version = d.version order by 1, 2`,
    [JSON.stringify(accountIds)],
  )

/** Which accounts have drips that were published. */
export async function selectUsingDrips(db: Queryable, accountIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.many<{ accountId: string }>(
    `select distinct d.account_id from json_array_elements_text($1::json) as asked(id)
       join drips d on d.account_id = asked.id::uuid where d.version > 0 and d.state <> 'archived'`,
    [JSON.stringify(accountIds)],
  )
  return new Set(rows.map(({ accountId }) => accountId))
}

const ofDrip = ['drip_steps', 'enrollments', 'drip_versions'] as const

export async function deleteDripRows(tx: Queryable, accountId: string, id: string): Promise<void> {
  for (const table of ofDrip)
    await tx.run(`delete from ${table} where account_id = $1 and drip_id = $2::uuid`, [accountId, id])
  await tx.run('delete from drips where account_id = $1 and id = $2::uuid', [accountId, id])
}
