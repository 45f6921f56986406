import { createHmac } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { assertScope, type Caller, trustedCaller } from '../access/caller.ts'
import { system } from '../audit/actor.ts'
import { createToken, hashToken } from '../sign-in/opaque-token.ts'
import { getChild, lockChild } from './change-child.ts'
import { notifyPartner } from './notify-partner.ts'
import {
  claimLink,
  findLink,
  insertLink,
  markOpened,
  type OnboardingLink,
  releaseLink,
  revokeLink,
  selectLinks,
} from './onboarding-store.ts'
import { lockPartner } from './partner-store.ts'

type Context = Pick<CoreContext, 'transaction' | 'read' | 'worker' | 'secrets'>

export interface NewLink {
  expiresInSeconds: number
  successUrl: string | null
  failureUrl: string | null
  state: string | null
  language: string | null
}

/** The token is shown here and never again; `redirectSecret` signs what the browser brings back. */
export interface ShownLink {
  link: OnboardingLink
  token: string
  redirectSecret: string
}

/** @throws GatewayError `not_found` */
export async function createOnboardingLink(
  ctx: Context,
  caller: Caller,
  childId: string,
  { expiresInSeconds, language, ...wanted }: NewLink,
): Promise<ShownLink> {
  assertScope(caller, 'partner:write')
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, childId)
      const { token, hash } = createToken()
      const [id, now] = [newId(), Date.now()]
      const times = {
        createdAt: new Date(now).toISOString(),
        expiresAt: new Date(now + expiresInSeconds * 1000).toISOString(),
      }
      const made = { ...wanted, ...times, id, accountId: childId, partnerId: child.partnerId }
      const link = await insertLink(tx, { ...made, language: language ?? child.language }, hash)
      await tx.audit('onboarding_link.created', id, { before: null, after: { expiresAt: link.expiresAt } })
      return { link, token, redirectSecret: redirectSecretOf(ctx.secrets, id) }
    },
    [childId],
  )
}

const redirectSecretOf = (secrets: SecretBox, linkId: string): string =>
  createHmac('sha256', secrets.pepper('onboarding-redirects')).update(linkId).digest('base64url')

/** @throws GatewayError `not_found` */
export async function listOnboardingLinks(
  ctx: Context,
  caller: Caller,
  childId: string,
  page: { limit: number; after: string | null },
): Promise<OnboardingLink[]> {
  await getChild(ctx, caller, childId)
  return ctx.read({ accountId: childId }, (db) => selectLinks(db, childId, page))
}

/** One that was used stays used. @throws GatewayError `not_found` */
export async function revokeOnboardingLink(
  ctx: Context,
  caller: Caller,
  childId: string,
  id: string,
): Promise<OnboardingLink> {
  assertScope(caller, 'partner:write')
  return ctx.transaction(
    caller,
    async (tx) => {
      await lockChild(tx, childId)
      const link = isId(id) ? await revokeLink(tx, childId, id) : null
      if (!link) throw new GatewayError('not_found', 'There is no such onboarding link.')
      await tx.audit('onboarding_link.revoked', id, { before: { expiresAt: link.expiresAt }, after: null })
      return link
    },
    [childId],
  )
}

/** A link as the browser that has its token sees it. */
export type OpenedLink = NonNullable<Awaited<ReturnType<typeof findLink>>>

/** @throws GatewayError `not_found`; `conflict` saying why it is over */
export async function readOnboardingLink({ worker }: Pick<Context, 'worker'>, token: string): Promise<OpenedLink> {
  const hash = hashToken(token)
  const link = hash && (await findLink(worker, hash))
  if (!link) throw new GatewayError('not_found', 'There is no such link.')
  if (link.status !== 'open')
    throw new GatewayError('conflict', `The link is ${link.status}.`, { reason: `link_${link.status}` })
  return link
}

/** Tells the partner that somebody has begun. */
export async function noteOpened({ worker }: Pick<Context, 'worker'>, link: OpenedLink): Promise<void> {
  if (link.openedAt !== null) return
  await worker.transaction(async (tx) => {
    await lockPartner(tx, link.partnerId)
    if (await markOpened(tx, link.accountId, link.id))
      await notifyPartner(tx, { ...link, id: link.accountId }, 'account.onboarding_started', {
        onboardingLinkId: link.id,
      })
  })
}

/** Meta is asked meanwhile, which takes seconds; whoever dies with the link leaves it to others after so long. */
const busySeconds = 120

/**
 * Connects a number by the link: once. Of two at once one gets `conflict`; where it fails, the link may be used again. `connect` asks Meta,
 * so no transaction is open meanwhile.
 * @throws GatewayError `not_found`; `conflict`; what `connect` throws
 */
export async function useOnboardingLink(
  ctx: Context,
  token: string,
  connect: (caller: Caller) => Promise<{ id: string; wabaId: string | null }>,
): Promise<{ redirectUrl: string | null }> {
  const link = await readOnboardingLink(ctx, token)
  const { accountId, id } = link
  const caller = trustedCaller(accountId, { ...system, name: `onboarding link ${id}` })
  assertScope(caller, 'numbers:write')
  if (!(await claimLink(ctx.worker, accountId, id, busySeconds)))
    throw new GatewayError('conflict', 'Somebody else uses this link at this moment.', { reason: 'link_busy' })
  try {
    const number = await connect(caller)
    await ctx.transaction(caller, async (tx) => {
      await releaseLink(tx, accountId, id, number.id)
      await tx.audit('onboarding_link.used', id, { before: null, after: { numberId: number.id } })
    })
    return { redirectUrl: redirectUrlOf(ctx.secrets, link, number.wabaId) }
  } catch (error) {
    await notifyFailed(ctx, link, error)
    throw error
  }
}

async function notifyFailed({ worker }: Pick<Context, 'worker'>, link: OpenedLink, error: unknown): Promise<void> {
  const known = error instanceof GatewayError ? error : null
  await worker.transaction(async (tx) => {
    await lockPartner(tx, link.partnerId)
    await releaseLink(tx, link.accountId, link.id, null)
    const data = {
      onboardingLinkId: link.id,
      code: known?.code ?? 'internal',
      help: known?.message ?? 'Try again later.',
    }
    await notifyPartner(tx, { ...link, id: link.accountId }, 'account.onboarding_failed', data)
  })
}

/** The members in alphabetical order are what `sig` signs: hex HMAC-SHA256 under the secret of the link. */
function redirectUrlOf(secrets: SecretBox, { id, successUrl, accountId, state }: OpenedLink, wabaId: string | null) {
  if (successUrl === null) return null
  const members = {
    account_id: accountId,
    ...(state !== null && { state }),
    status: 'connected',
    ...(wabaId !== null && { waba_id: wabaId }),
  }
  const query = new URLSearchParams(members).toString()
  const sig = createHmac('sha256', redirectSecretOf(secrets, id)).update(query).digest('hex')
  const url = new URL(successUrl)
  url.search = url.search === '' ? `${query}&sig=${sig}` : `${url.search.slice(1)}&${query}&sig=${sig}`
  return url.toString()
}
