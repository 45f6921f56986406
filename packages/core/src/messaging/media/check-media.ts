import type { MediaKind } from '@dawk/cloud-api/media-formats.ts'
import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import type { SendCheck, SendRequest } from '../messages/send/send-request.ts'
import type { Media } from './media.ts'
import { findMedia } from './media-record-store.ts'
import { type NamedMedia, ownMediaIn } from './named-media.ts'

/** Types that may name a file. */
const mayHold = new Set(['image', 'video', 'audio', 'document', 'sticker', 'interactive', 'template'])

/**
 * A file of ours that a message names must be the account's, for a caller that is restricted to some numbers also that
 * number's, and of the kind that it is sent as. Links and Meta's own
 * ids are left to Meta.
 */
export function createMediaCheck({ read }: Pick<CoreContext, 'read'>): SendCheck {
  async function check({ accountId, number }: SendRequest, named: readonly NamedMedia[]): Promise<undefined> {
    const ids = [...new Set(named.map(({ id }) => id))]
    const files = await read({ accountId }, (db) => findMedia(db, accountId, ids))
    const usable = number.bound ? files.filter(({ numberId }) => numberId === number.id) : files
    const byId = new Map(usable.map((media) => [media.id, media]))
    for (const one of named) checkOne(one, byId.get(one.id))
  }
  return (request) => {
    if (!mayHold.has(request.type)) return undefined
    const named = ownMediaIn(request.content)
    return named.length === 0 ? undefined : check(request, named)
  }
}

function checkOne({ field, id, kind, holder }: NamedMedia, media: Media | undefined): void {
  if (!media) throw refuse('invalid_request', { field, message: `${id} is no media of this account`, rule: 'media_id' })
  if (media.direction === 'out' && !canBeSentAs(kind, media))
    throw refuse('media_refused', {
      field,
      message: `must name a file of the kind ${kind}; this one is ${describe(media)}`,
    })
  if (holder['voice'] === true && !media.voice)
    throw refuse('media_refused', {
      field: field.replace(/id$/, 'voice'),
      message: `needs audio/ogg with Opus and one channel; this file is ${describe(media)}`,
    })
}

/** Any file can be sent as a document: WhatsApp then offers it for download. */
const canBeSentAs = (kind: MediaKind, media: Media) => kind === 'document' || media.kind === kind

const describe = ({ kind, mimeType }: Media) => `${mimeType}${kind === null ? '' : ` (${kind})`}`

const refuse = (code: 'invalid_request' | 'media_refused', problem: FieldProblem) =>
  new GatewayError(code, `${problem.field} ${problem.message}.`, { details: [problem] })
