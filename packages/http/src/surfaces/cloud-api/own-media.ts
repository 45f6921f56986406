import { setTimeout as sleep } from 'node:timers/promises'
import { findDownloadNumber } from '@dawk/core/messaging/media/download/media-downloads.ts'
import type { Media } from '@dawk/core/messaging/media/media.ts'
import type { FastifyRequest } from 'fastify'
import { principalOf } from '#auth/authentication.ts'
import { mayUseMedia } from '#auth/restricted-keys.ts'
import type { OperationContext } from '#context.ts'
import { GraphRefusal, unsupported } from './errors.ts'
import { ownIdOf } from './media-ids.ts'

/** As Meta's; inbound files are copied within seconds, so a client that asks at once waits a little. */
const linkSeconds = 300
const longestWaitMs = 8000
const askEveryMs = 250

/** Meta's node of a file; the link needs no key, and none does harm. */
export async function mediaNode(ctx: OperationContext, request: FastifyRequest, mediaId: string) {
  const { id, mimeType, sha256, sizeBytes } = await ownMedia(ctx, request, mediaId)
  const { url } = ctx.media.links.linkTo(id, linkSeconds)
  return { messaging_product: 'whatsapp', url, mime_type: mimeType, sha256, file_size: sizeBytes, id: mediaId }
}

/** By our id, or by the one that Meta's webhook told. @throws GraphRefusal also when it is another account's */
export async function ownMedia(ctx: OperationContext, request: FastifyRequest, mediaId: string): Promise<Media> {
  const principal = principalOf(request)
  const accountId = principal.account.id
  const ownId = ownIdOf(mediaId)
  const media = ownId ? await ctx.media.find({ accountId }, ownId) : await awaitInbound(ctx, accountId, mediaId)
  if (media && mayUseMedia(principal, media)) return media
  throw unsupported(request.method, mediaId.slice(0, 64))
}

async function awaitInbound(
  ctx: Pick<OperationContext, 'core' | 'media'>,
  accountId: string,
  metaId: string,
): Promise<Media | null> {
  if (!/^\d{1,32}$/.test(metaId)) return null
  const deadline = Date.now() + longestWaitMs
  for (;;) {
    const stored = await ctx.media.findByMetaId({ accountId }, metaId)
    if (stored) return stored
    const isComing = (await ctx.core.read({ accountId }, (db) => findDownloadNumber(db, accountId, metaId))) !== null
    if (!isComing) return ctx.media.findByMetaId({ accountId }, metaId) // it may have come between the two looks
    if (Date.now() > deadline) throw notYet()
    await sleep(askEveryMs)
  }
}

const notYet = () =>
  new GraphRefusal(503, {
    message: '(#2) Service temporarily unavailable',
    type: 'OAuthException',
    code: 2,
    is_transient: true,
    error_data: { messaging_product: 'whatsapp', details: 'The file is still being fetched from Meta. Try again.' },
  })
