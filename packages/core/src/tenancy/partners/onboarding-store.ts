import type { Queryable } from '#platform/database/queryable.ts'

type OnboardingStatus = 'open' | 'used' | 'revoked' | 'expired'

/** A link by which one number is connected, once. Instants are ISO 8601. */
export interface OnboardingLink {
  id: string
  accountId: string
  partnerId: string
  successUrl: string | null
  failureUrl: string | null
  state: string | null
  language: string
  status: OnboardingStatus
  openedAt: string | null
  usedAt: string | null
  numberId: string | null
  createdAt: string
  expiresAt: string
}

const columns = `l.id, l.account_id, l.partner_id, l.success_url, l.failure_url, l.state, l.language, l.opened_at, l.used_at, l.number_id,
  l.created_at, l.expires_at, case when l.status = 'open' and l.expires_at <= now() then 'expired' else l.status end as status`

export const insertLink = (
  tx: Queryable,
  link: Omit<OnboardingLink, 'status' | 'openedAt' | 'usedAt' | 'numberId'>,
  tokenHash: Buffer,
): Promise<OnboardingLink> =>
  tx.one(
    `insert into onboarding_links as l (id, account_id, partner_id, token_hash, success_url, failure_url, state, language, status,
                                        created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9::timestamptz, $10::timestamptz) returning ${columns}`,
    [
      ...[link.id, link.accountId, link.partnerId, tokenHash, link.successUrl, link.failureUrl, link.state],
      ...[link.language, link.createdAt, link.expiresAt],
    ],
  )

/** Newest first. `after` is the last id of the page before. */
export const selectLinks = (
  db: Queryable,
  accountId: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<OnboardingLink[]> =>
  db.many(
    `select ${columns} from onboarding_links l where l.account_id = $1 and ($2::uuid is null or l.id < $2::uuid)
      order by l.id desc limit $3::int`,
    [accountId, after, limit],
  )

export const revokeLink = (tx: Queryable, accountId: string, id: string): Promise<OnboardingLink | null> =>
  tx.maybe(
    `update onboarding_links l set status = case when l.status = 'open' then 'revoked' else l.status end
      where l.account_id = $1 and l.id = $2 returning ${columns}`,
    [accountId, id],
  )

/** Whose link it is, found by what the browser shows. */
export const findLink = (
  worker: Queryable,
  tokenHash: Buffer,
): Promise<(OnboardingLink & { accountName: string; externalId: string; partnerName: string }) | null> =>
  worker.maybe(
    `select ${columns}, a.name as account_name, p.name as partner_name, c.external_id from onboarding_links l
       join accounts a on a.id = l.account_id
       join partner_accounts c on c.account_id = l.account_id and c.partner_id = l.partner_id
       join accounts p on p.id = l.partner_id
      where l.token_hash = $1`,
    [tokenHash],
  )

/** True: it was opened for the first time. */
export const markOpened = async (tx: Queryable, accountId: string, id: string): Promise<boolean> =>
  (await tx.run(
    'update onboarding_links set opened_at = now() where account_id = $1 and id = $2 and opened_at is null',
    [accountId, id],
  )) > 0

/** False: it is over, or somebody connects by it at this moment. Whoever dies with it gives it free after the seconds. */
export const claimLink = async (tx: Queryable, accountId: string, id: string, seconds: number): Promise<boolean> =>
  (await tx.run(
    `update onboarding_links set busy_until = now() + make_interval(secs => $3::int)
      where account_id = $1 and id = $2 and status = 'open' and expires_at > now() and (busy_until is null or busy_until <= now())`,
    [accountId, id, seconds],
  )) > 0

/** `numberId` null: it may be used again. */
export const releaseLink = (tx: Queryable, accountId: string, id: string, numberId: string | null) =>
  tx.run(
    `update onboarding_links set busy_until = null, number_id = $3, used_at = case when $3::uuid is not null then now() end,
            status = case when $3::uuid is not null then 'used' else status end
      where account_id = $1 and id = $2`,
    [accountId, id, numberId],
  )

/** The numbers of a business account that the account has, oldest first, and by which link one of them came. */
export async function selectWaba(
  tx: Queryable,
  accountId: string,
  { wabaId, numberId }: { wabaId: string; numberId: string },
) {
  const numbers = await tx.many<{ id: string; displayPhoneNumber: string | null }>(
    `select id, display_phone_number from numbers where account_id = $1 and waba_id = $2 and proven_at is not null and not sandbox
      order by proven_at, id`,
    [accountId, wabaId],
  )
  const link = await tx.maybe<{ id: string }>(
    `select id from onboarding_links where account_id = $1 and status = 'open' and busy_until > now()
      union all select id from onboarding_links where account_id = $1 and number_id = $2 limit 1`,
    [accountId, numberId],
  )
  return { numbers, linkId: link?.id ?? null }
}
