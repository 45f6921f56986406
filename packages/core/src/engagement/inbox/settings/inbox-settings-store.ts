import type { Queryable } from '#platform/database/database.ts'
import { defaultInboxSettings, type InboxSettings } from './inbox-settings.ts'

/** Of the accounts that have set anything; the rest are left out. */
export async function selectInboxSettings(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, InboxSettings>> {
  const rows = await db.many<{ accountId: string; settings: Partial<InboxSettings> }>(
    'select account_id, settings from inbox_settings where account_id = any ($1::uuid[])',
    [accountIds],
  )
  return new Map(rows.map(({ accountId, settings }) => [accountId, { ...defaultInboxSettings, ...settings }]))
}

export const selectInboxSettingsOf = async (db: Queryable, accountId: string): Promise<InboxSettings> =>
  (await selectInboxSettings(db, [accountId])).get(accountId) ?? defaultInboxSettings

/** Until the transaction ends nobody else changes the settings, or hands out conversations of this account. */
export async function lockInbox(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('inbox|' || $1, 0))`, [accountId])
}

/** The same without waiting. False: somebody else has it. */
export async function tryLockInbox(tx: Queryable, accountId: string): Promise<boolean> {
  const { taken } = await tx.one<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('inbox|' || $1, 0)) as taken`,
    [accountId],
  )
  return taken
}

export async function upsertInboxSettings(tx: Queryable, accountId: string, settings: InboxSettings): Promise<void> {
  await tx.run(
    `insert into inbox_settings (account_id, settings, updated_at) values ($1, $2::jsonb, $3::timestamptz)
     on conflict (account_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`,
    [accountId, JSON.stringify(settings), new Date().toISOString()],
  )
}
