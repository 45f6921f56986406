import type { Queryable } from '#platform/database/queryable.ts'

/** Tokens that ended so long ago say nothing that the audit log does not say. */
const keptDays = 30
/** Keys and tokens of a partner that are good at once. */
export const mostDelegated = 200

export const countDelegatedKeys = async (tx: Queryable, accountId: string): Promise<number> =>
  (
    await tx.one<{ count: number }>(
      `select count(*)::int as count from api_keys where account_id = $1 and delegation is not null and revoked_at is null
          and (expires_at is null or expires_at > now())`,
      [accountId],
    )
  ).count

export const deleteOldTokens = (tx: Queryable, accountId: string) =>
  tx.run(
    `delete from api_keys where account_id = $1 and delegation->>'kind' = 'token'
        and expires_at < now() - make_interval(days => ${keptDays})`,
    [accountId],
  )

/** Those that are not revoked. */
export const selectDelegatedScopes = (tx: Queryable, accountId: string): Promise<{ id: string; scopes: string[] }[]> =>
  tx.many('select id, scopes from api_keys where account_id = $1 and delegation is not null and revoked_at is null', [
    accountId,
  ])

export const endDelegatedKeys = (tx: Queryable, accountId: string, ids: readonly string[]) =>
  tx.run(
    `update api_keys set revoked_at = now(), previous_hash = null, previous_display = null, previous_until = null
      where account_id = $1 and delegation is not null and revoked_at is null and id = any ($2::uuid[])`,
    [accountId, ids],
  )

/** Which of these partners there are, by name. */
export const selectPartnerName = (worker: Queryable, partnerId: string): Promise<{ id: string; name: string } | null> =>
  worker.maybe('select a.id, a.name from partners p join accounts a on a.id = p.account_id where p.account_id = $1', [
    partnerId,
  ])
