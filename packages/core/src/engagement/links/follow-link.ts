import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import { splitCode } from './link.ts'
import { countClick, countRobot, selectAccountOfTag, selectTarget } from './link-store.ts'

/** Follows links. A target is always one that was stored; nothing of the request becomes a part of it. */
export interface LinkFollower {
  /** Where a link leads, and the click counted; null: there is none, or its time is over. */
  follow(text: string, click: { isRobot: boolean }): Promise<string | null>
}

const maxTags = 50_000
const unknownMs = 10_000

export function createLinkFollower({ worker, log }: Pick<CoreContext, 'worker' | 'log'>): LinkFollower {
  const accounts = createCache<{ accountId: string | null }>({ max: maxTags })

  async function accountOf(tag: string): Promise<string | null> {
    const known = accounts.get(tag)
    if (known) return known.accountId
    const accountId = (await selectAccountOfTag(worker, tag))?.accountId ?? null
    accounts.set(tag, { accountId }, accountId === null ? { ttl: unknownMs } : {})
    return accountId
  }

  async function count(accountId: string, code: string, isRobot: boolean): Promise<void> {
    if (isRobot) return countRobot(worker, accountId, code)
    const at = new Date().toISOString()
    await worker.transaction(async (tx) => {
      const clicked = await countClick(tx, { accountId, code, at })
      if (!clicked?.isFirst || clicked.seq === 0) return
      const { origin, originId, seq, contactId, name, target } = clicked
      const of =
        origin === 'campaign'
          ? { campaignId: originId, enrollmentId: null }
          : { campaignId: null, enrollmentId: origin === 'drip' ? originId : null }
      tx.emit({ accountId, type: 'link.clicked', at, data: { ...of, recipientId: seq, contactId, name, target } })
    })
  }

  return {
    async follow(text, { isRobot }) {
      const parts = splitCode(text)
      const accountId = parts && (await accountOf(parts.tag))
      if (!parts || !accountId) return null
      const link = await selectTarget(worker, accountId, parts.code)
      if (link === null || Date.parse(link.expiresAt) <= Date.now()) return null
      await count(accountId, parts.code, isRobot).catch((error: unknown) => {
        if (!isDatabaseUnavailable(error)) throw error
        log.warn({ accountId, err: error }, 'a click was not counted') // the person gets where they want to go
      })
      return link.target
    },
  }
}
