import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { LinkSettings } from './link.ts'

const settingsColumns = 'base_url, allowed_domains, utm, expires_days'

export const selectLinkSettings = (
  tx: Queryable,
  accountId: string,
): Promise<(LinkSettings & { tag: string }) | null> =>
  tx.maybe(`select tag, ${settingsColumns} from link_settings where account_id = $1`, [accountId])

/** The account gets a tag, unless it has one. False: another account has this one. */
export async function insertTag(tx: Queryable, accountId: string, tag: string): Promise<boolean> {
  await tx.run('insert into link_settings (account_id, tag) values ($1, $2) on conflict do nothing', [accountId, tag])
  return (await selectLinkSettings(tx, accountId)) !== null
}

export async function updateLinkSettings(
  tx: Queryable,
  accountId: string,
  { baseUrl, allowedDomains, utm, expiresDays }: LinkSettings,
): Promise<void> {
  await tx.run(
    `update link_settings set base_url = $2, allowed_domains = $3::jsonb, utm = $4::jsonb, expires_days = $5 where account_id = $1`,
    [accountId, baseUrl, JSON.stringify(allowedDomains), JSON.stringify(utm), expiresDays],
  )
}

/** Whose links begin with a tag; null: nobody's. */
export const selectAccountOfTag = (db: Queryable, tag: string): Promise<{ accountId: string } | null> =>
  db.maybe('select account_id from link_settings where tag = $1', [tag])

export interface LinkRow {
  code: string
  origin: 'campaign' | 'drip' | 'event'
  originId: string
  seq: number
  contactId: string | null
  name: string
  target: string
  createdAt: string
  expiresAt: string
}

const links = recordset({
  code: 'text',
  origin: 'text',
  originId: 'uuid',
  seq: 'int',
  contactId: 'uuid',
  name: 'text',
  target: 'text',
  createdAt: 'timestamptz',
  expiresAt: 'timestamptz',
})

/** A link that is there already stays as it is. */
export async function insertLinks(tx: Queryable, accountId: string, rows: readonly LinkRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(
    `insert into links (account_id, ${links.columns}) select $1, ${links.columns} from ${links.from('$2')} order by code on conflict do nothing`,
    [accountId, links.json(rows)],
  )
}

export const selectTarget = (
  tx: Queryable,
  accountId: string,
  code: string,
): Promise<{ target: string; expiresAt: string } | null> =>
  tx.maybe('select target, expires_at from links where account_id = $1 and code = $2', [accountId, code])

/** The links of some people of a campaign. */
export const selectLinksOf = (
  tx: Queryable,
  accountId: string,
  { originId, seqs }: { originId: string; seqs: readonly number[] },
): Promise<{ seq: number; code: string; name: string; target: string }[]> =>
  tx.many(
    'select seq, code, name, target from links where account_id = $1 and origin_id = $2::uuid and seq = any ($3::int[]) order by seq, code',
    [accountId, originId, seqs],
  )

export interface ClickedLink extends Omit<LinkRow, 'createdAt' | 'expiresAt'> {
  /** Nobody had opened it before. */
  isFirst: boolean
}

/** Counts a click of a person. */
export const countClick = (
  tx: Queryable,
  { accountId, code, at }: { accountId: string; code: string; at: string },
): Promise<ClickedLink | null> =>
  tx.maybe<ClickedLink>(
    `update links set clicks = clicks + 1, clicked_at = coalesce(clicked_at, $3::timestamptz) where account_id = $1 and code = $2
     returning code, origin, origin_id, seq, contact_id, name, target, clicks = 1 as is_first`,
    [accountId, code, at],
  )

export async function countRobot(tx: Queryable, accountId: string, code: string): Promise<void> {
  await tx.run('update links set robot_clicks = robot_clicks + 1 where account_id = $1 and code = $2', [
    accountId,
    code,
  ])
}

export interface LinkCount {
  name: string
  /** How many people got one. */
  people: number
  /** How many of them opened it. */
  clicked: number
  clicks: number
  robotClicks: number
}

/** What became of the links of a campaign, by name. */
export const selectLinkCounts = (tx: Queryable, accountId: string, originId: string): Promise<LinkCount[]> =>
  tx.many<LinkCount>(
    `select name, count(*)::int as people, count(clicked_at)::int as clicked, sum(clicks)::int as clicks, sum(robot_clicks)::int as robot_clicks
       from links where account_id = $1 and origin_id = $2::uuid and seq > 0 group by 1 order by 1`,
    [accountId, originId],
  )

/** Targets may hold what names a person. Returns how many were erased. */
export const eraseLinksOf = (tx: Queryable, accountId: string, contactId: string | null): Promise<number> =>
  tx.run('delete from links where account_id = $1 and contact_id = $2::uuid', [accountId, contactId])

export const reassignLinks = (
  tx: Queryable,
  accountId: string,
  { survivorId, absorbedId }: { survivorId: string; absorbedId: string },
): Promise<number> =>
  tx.run('update links set contact_id = $2::uuid where account_id = $1 and contact_id = $3::uuid', [
    accountId,
    survivorId,
    absorbedId,
  ])
