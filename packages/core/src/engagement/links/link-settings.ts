import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import { defaultLinkSettings, type LinkRules, type LinkSettings, linkPrefix, newTag } from './link.ts'
import { insertTag, selectLinkSettings, updateLinkSettings } from './link-store.ts'

/** What making links needs from its surroundings. */
export interface LinkContext extends Pick<CoreContext, 'secrets'> {
  /** How the outside reaches this host. */
  publicUrl(): string
}

/** What holds for the links of the account. */
export const getLinkSettings = (ctx: Pick<CoreContext, 'read'>, { accountId }: Reader): Promise<LinkSettings> =>
  ctx.read({ accountId }, (db) => readLinkSettings(db, accountId))

export async function readLinkSettings(db: Queryable, accountId: string): Promise<LinkSettings> {
  const stored = await selectLinkSettings(db, accountId)
  if (stored === null) return defaultLinkSettings
  const { tag: _, ...settings } = stored
  return settings
}

/** For links that are made from now on. @throws GatewayError `invalid_request` */
export async function changeLinkSettings(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  change: Partial<LinkSettings>,
): Promise<LinkSettings> {
  assertScope(caller, 'campaigns:write')
  if (change.baseUrl) assertHost(change.baseUrl)
  return ctx.transaction(caller, async (tx) => {
    await ensureTag(tx, caller.accountId)
    const before = await readLinkSettings(tx, caller.accountId)
    const after = { ...before, ...change }
    await updateLinkSettings(tx, caller.accountId, after)
    await tx.audit('link_settings.changed', caller.accountId, { before, after })
    return after
  })
}

function assertHost(baseUrl: string): void {
  const url = URL.parse(baseUrl)
  if (url?.protocol === 'https:' && url.origin === baseUrl.replace(/\/$/, '')) return
  throw new GatewayError('invalid_request', 'Validation failed.', {
    details: [{ field: 'baseUrl', message: `must be an origin such as https://go.example.com (given: ${baseUrl})` }],
  })
}

/** Two accounts that draw the same tag are as likely as two keys that are the same; the second draws again. */
async function ensureTag(tx: Queryable, accountId: string): Promise<void> {
  while (!(await insertTag(tx, accountId, newTag())));
}

/** How the links of an account are made from now on. */
export async function openLinkRules(
  tx: Queryable,
  { secrets, publicUrl }: LinkContext,
  accountId: string,
  now = Date.now(),
): Promise<LinkRules> {
  await ensureTag(tx, accountId)
  const settings = await selectLinkSettings(tx, accountId)
  if (settings === null) throw new Error('The account has a tag')
  return {
    prefix: linkPrefix(publicUrl(), settings),
    tag: settings.tag,
    utm: settings.utm,
    expiresAt: new Date(now + settings.expiresDays * 24 * 3600_000).toISOString(),
    pepper: secrets.pepper('links'),
  }
}
