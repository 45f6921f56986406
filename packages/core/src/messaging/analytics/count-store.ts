import type { Queryable } from '#platform/database/database.ts'

/** What messages are counted by, as columns of `message_counts`. */
const columns = 'quarter, number_id, direction, type, template, category, status, error_code'

/** The same, of a row of `messages` as `m`. What has not left yet waits, for whatever reason. */
const columnsOfMessage = `uuid_v7_quarter(m.id) as quarter, m.number_id, m.direction, m.type,
  case when m.type = 'template' then coalesce(m.content->'template'->>'name', '') else '' end as template,
  coalesce(m.pricing->>'category', '') as category,
  case when m.direction = 'in' then 'received' when m.state in ('scheduled', 'queued', 'retrying') then 'waiting' else m.state::text end as status,
  case when m.state = 'failed' then coalesce(m.error->>'code', '') else '' end as error_code`

/** Messages of an account between two ids, each as SQL, counted. A dry run is no message. */
export const countsOf = ({ account, from, to }: { account: string; from: string; to: string }): string =>
  `select ${columnsOfMessage}, count(*) as count from messages m
    where m.account_id = ${account} and m.id >= ${from} and m.id < ${to} and not m.dry_run
    group by 1, 2, 3, 4, 5, 6, 7, 8`

/** Of several processes one counts at a time, until the transaction ends. */
export async function lockCounting(tx: Queryable): Promise<string> {
  const { countedBefore } = await tx.one<{ countedBefore: string }>(
    'select counted_before from message_counting for update',
  )
  return countedBefore
}

/** When the first message at or after an instant was made; null: there is none. */
export async function findFirstMessage(tx: Queryable, from: string): Promise<string | null> {
  const { quarter } = await tx.one<{ quarter: string | null }>(
    `select min(uuid_v7_quarter(first.id)) as quarter from accounts a cross join lateral (
       select m.id from messages m where m.account_id = a.id and m.id >= uuid_v7_floor($1::timestamptz) order by m.id limit 1) first`,
    [from],
  )
  return quarter
}

/** Counts an hour of every account; an account is an index range. */
export async function insertHour(tx: Queryable, from: string, to: string): Promise<void> {
  await tx.run(
    `insert into message_counts (account_id, ${columns}, count)
     select a.id, d.* from accounts a cross join lateral (
       ${countsOf({ account: 'a.id', from: 'uuid_v7_floor($1::timestamptz)', to: 'uuid_v7_floor($2::timestamptz)' })}) d`,
    [from, to],
  )
}

export async function setCountedBefore(tx: Queryable, at: string): Promise<void> {
  await tx.run('update message_counting set counted_before = $1::timestamptz', [at])
}

export interface ChangedHour {
  accountId: string
  hour: string
  /** The notes of its changes. */
  ids: string[]
}

/** Hours with changed messages from before an instant, the first ones; `accountId` null: of every account. */
export const selectChangedHours = (
  db: Queryable,
  { accountId, before, limit }: { accountId: string | null; before: string | null; limit: number },
): Promise<ChangedHour[]> =>
  db.many<ChangedHour>(
    `select account_id, hour, json_agg(id) as ids from changed_message_hours
      where ($1::uuid is null or account_id = $1::uuid) and ($2::timestamptz is null or hour < $2::timestamptz)
      group by account_id, hour order by account_id, hour limit $3`,
    [accountId, before, limit],
  )

/** Counts an hour of an account again, unless it is not counted yet or its messages are deleted, and forgets the notes. */
export async function recountHour(
  tx: Queryable,
  { accountId, hour, ids }: ChangedHour,
  countedBefore: string,
): Promise<void> {
  const floor = await tx.maybe<{ keptFrom: string }>(
    'select kept_from from message_count_floors where account_id = $1',
    [accountId],
  )
  if (hour < countedBefore && (floor === null || hour >= floor.keptFrom)) {
    await tx.run(
      `delete from message_counts where account_id = $1 and quarter >= $2::timestamptz and quarter < $2::timestamptz + interval '1 hour'`,
      [accountId, hour],
    )
    await tx.run(
      `insert into message_counts (account_id, ${columns}, count) select $1::uuid, d.* from (
         ${countsOf({ account: '$1::uuid', from: 'uuid_v7_floor($2::timestamptz)', to: "uuid_v7_floor($2::timestamptz + interval '1 hour')" })}) d`,
      [accountId, hour],
    )
  }
  await tx.run(
    `delete from changed_message_hours where account_id = $1 and hour = $2::timestamptz and id = any ($3::uuid[])`,
    [accountId, hour, ids],
  )
}

/** From now on what was counted of earlier hours stands; `accountId` null: of every account. */
export async function raiseFloors(tx: Queryable, keptFrom: string, accountId: string | null): Promise<void> {
  await tx.run(
    `insert into message_count_floors as f (account_id, kept_from) select a.id, $1::timestamptz from accounts a
      where $2::uuid is null or a.id = $2::uuid
     on conflict (account_id) do update set kept_from = greatest(f.kept_from, excluded.kept_from)`,
    [keptFrom, accountId],
  )
}
