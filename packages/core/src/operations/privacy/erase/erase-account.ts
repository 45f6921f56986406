import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { notifyClosed } from '#tenancy/partners/notify-partner.ts'
import { liftAllOfPartner } from '#tenancy/partners/partner-store.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type AccountTableName, accountColumnOf, accountTableNames, tableOf } from '../account-tables.ts'
import type { ErasureJob, StepResult } from './erasure-store.ts'
import { scrubJournal } from './scrub-journal.ts'

/** What the journal names of it, remembered from before its numbers are gone. */
export interface AccountKeys {
  phoneNumberIds: string[]
  /** Business accounts that no other account here has a number of. */
  wabaIds: string[]
}
type Job = ErasureJob<AccountKeys>

export const firstStepOfAccount = 'begin'
const rowsAtATime = 1000
const blocksAtATime = 2000
const waitMs = 1000

/** One batch of the erasure of an account whose grace is over: table by table, and the journal before the account itself. */
export async function stepAccount(tx: WorkerTransaction, job: Job): Promise<StepResult> {
  if (job.step === 'begin') return begin(tx, job)
  if (job.step === 'journal') return journalStep(tx, job)
  const table = accountTableNames.find((name) => name === job.step)
  if (table === undefined) throw new Error(`There is no step ${job.step}`)
  return tableStep(tx, job, table)
}

/** The keys and the numbers go first: from then on nothing comes in for it. */
async function begin(tx: Queryable, { accountId }: Job): Promise<StepResult> {
  const { rows } = await tx.query<AccountKeys>(
    `select array(select phone_number_id from numbers where account_id = $1 and proven_at is not null) as "phoneNumberIds",
            array(select distinct waba_id from numbers n where account_id = $1 and waba_id is not null
                    and not exists (select from numbers o where o.waba_id = n.waba_id and o.account_id <> $1)) as "wabaIds"`,
    [accountId],
  )
  await tx.query('delete from parked_statuses where number_id in (select id from numbers where account_id = $1)', [
    accountId,
  ])
  return { step: accountTableNames[0] ?? null, position: null, keys: rows[0] }
}

async function tableStep(tx: WorkerTransaction, job: Job, table: AccountTableName): Promise<StepResult> {
  tx.notify('accounts', job.accountId) // forgets what was read before its row went
  if (table === 'erasures') return next(table, await eraseOtherErasures(tx, job))
  if (table === 'media_blobs') return blobStep(tx, job)
  if (table === 'partner_accounts') await notifyClosed(tx, job.accountId)
  if (table === 'partners') await liftAllOfPartner(tx, job.accountId)
  if (tableOf(table).scattered) return scatteredStep(tx, job, table)
  const gone = isAppendOnly(table) ? await eraseRecords(tx, job, table) : await deleteRows(tx, job, table)
  return gone < rowsAtATime ? next(table, gone) : { step: table, position: null, counts: { [table]: gone } }
}

function next(table: AccountTableName, gone: number): StepResult {
  const following = accountTableNames[accountTableNames.indexOf(table) + 1] ?? null
  return { step: following === 'accounts' ? 'journal' : following, position: null, counts: { [table]: gone } }
}

async function deleteRows(tx: Queryable, { accountId }: Job, table: AccountTableName): Promise<number> {
  const account = accountColumnOf(table)
  const key = tableOf(table)
    .key.map(([column]) => column)
    .join(', ')
  const { rows, rowCount } = await tx.query<{ personId?: string }>(
    `delete from ${table} where ${account} = $1 and (${key}) in (
       select ${key} from ${table} where ${account} = $1 order by ${key} limit ${rowsAtATime}) ${table === 'members' ? 'returning person_id' : ''}`,
    [accountId],
  )
  if (table === 'members')
    await forgetPeople(
      tx,
      rows.flatMap((row) => row.personId ?? []),
    )
  return rowCount
}

/** Who was a member here and is one nowhere else cannot sign in to anything any more. */
async function forgetPeople(tx: Queryable, personIds: readonly string[]): Promise<void> {
  await tx.query(
    'delete from people p where p.id = any ($1::uuid[]) and not exists (select from members m where m.person_id = p.id)',
    [personIds],
  )
}

const appendOnly = ['audit_log', 'consent_events', 'ledger_lines', 'ledger_references', 'ledger_transactions'] as const
const isAppendOnly = (table: AccountTableName): table is (typeof appendOnly)[number] =>
  appendOnly.some((name) => name === table)

/** No role may delete from these tables; one function of their owner does, which knows their keys. */
async function eraseRecords(tx: Queryable, { accountId }: Job, table: (typeof appendOnly)[number]): Promise<number> {
  const { gone } = await tx.one<{ gone: number }>('select erase_append_only($1, $2, $3) as gone', [
    table,
    accountId,
    rowsAtATime,
  ])
  return gone
}

/** Its own record stays, without anything of the account but its id. */
async function eraseOtherErasures(tx: Queryable, { accountId, id }: Job): Promise<number> {
  const { rowCount } = await tx.query('delete from erasures where account_id = $1 and id <> $2', [accountId, id])
  return rowCount
}

/** The bytes go with the sweeper, which then deletes the rows: until that is done the erasure waits. */
async function blobStep(tx: Queryable, { accountId }: Job): Promise<StepResult> {
  await tx.query(
    `update media_blobs set state = 'deleting', changed_at = now() where account_id = $1 and state = 'stored'`,
    [accountId],
  )
  const { rows } = await tx.query('select 1 from media_blobs where account_id = $1 limit 1', [accountId])
  return rows.length === 0 ? next('media_blobs', 0) : { step: 'media_blobs', position: null, waitMs }
}

async function scatteredStep(tx: Queryable, job: Job, table: AccountTableName): Promise<StepResult> {
  const block = Number(job.position ?? 0)
  const { rows } = await tx.query<{ blocks: number }>(
    `select (pg_relation_size('${table}') / current_setting('block_size')::int)::int as blocks`,
  )
  const { rowCount } = await tx.query(
    `delete from ${table} where ctid >= format('(%s,0)', $2::int)::tid and ctid < format('(%s,0)', $3::int)::tid and account_id = $1`,
    [job.accountId, block, block + blocksAtATime],
  )
  if (block + blocksAtATime > (rows[0]?.blocks ?? 0)) return next(table, rowCount)
  return { step: table, position: String(block + blocksAtATime), counts: { [table]: rowCount } }
}

async function journalStep(tx: Queryable, job: Job): Promise<StepResult> {
  const { phoneNumberIds, wabaIds } = job.keys
  const position = await scrubJournal(tx, job.position, {
    accountId: job.accountId,
    mentions: [...phoneNumberIds, ...wabaIds],
    before: newId(),
    scrub: ({ phoneNumberId, wabaId, value }) =>
      (phoneNumberId === null ? wabaIds.includes(wabaId) : phoneNumberIds.includes(phoneNumberId)) ? undefined : value,
  })
  return position === null ? { step: 'accounts', position: null } : { step: 'journal', position }
}
