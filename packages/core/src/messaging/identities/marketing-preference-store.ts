import type { Queryable } from '#platform/database/database.ts'

export interface MarketingPreference {
  accountId: string
  contactId: string
  preference: 'stop' | 'resume'
  /** ISO 8601: when the person said so. */
  at: string
}

/** Keeps what people told WhatsApp about marketing messages, unless something later is known. Returns those that count. */
export async function updateMarketingPreferences<Change extends MarketingPreference>(
  tx: Queryable,
  changes: readonly Change[],
): Promise<Change[]> {
  const counted: Change[] = []
  for (const change of changes.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const { rowCount } = await tx.query(
      `update contacts set marketing_preference = $3, marketing_preference_at = $4::timestamptz
        where account_id = $1 and id = $2::uuid and (marketing_preference_at is null or marketing_preference_at < $4::timestamptz)`,
      [change.accountId, change.contactId, change.preference, change.at],
    )
    if (rowCount > 0) counted.push(change)
  }
  return counted
}
