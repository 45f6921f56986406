import type { Media } from '@dawk/core/messaging/media/media.ts'
import type { MediaLinks } from '@dawk/core/messaging/media/media-links.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import Type from 'typebox'
import { mayUseMedia } from '#auth/restricted-keys.ts'
import type { OperationContext } from '#context.ts'
import { orNotFound } from '#operations/known-id.ts'
import { Id, NullableString, nullable } from '#resources/schemas.ts'

export const MediaView = Type.Object({
  id: Id,
  direction: Type.String({ description: '`out`: uploaded; `in`: sent by a person.' }),
  kind: nullable(Type.String({ description: 'image, video, audio, document or sticker.' })),
  mimeType: Type.String({ description: 'As the bytes tell; of inbound media as Meta says.' }),
  filename: NullableString,
  sizeBytes: Type.Number(),
  sha256: Type.String({ description: 'Hexadecimal.' }),
  voice: Type.Boolean({ description: 'May be sent as a voice note: Opus in Ogg, one channel.' }),
  messageId: nullable(Type.String({ format: 'uuid', description: 'The message that brought it.' })),
  url: Type.String({ description: 'A link to the bytes that needs no key and lives an hour.' }),
  urlExpiresAt: Type.String({ format: 'date-time' }),
  createdAt: Type.String({ format: 'date-time' }),
})

export function toMediaView(media: Media, links: MediaLinks) {
  const { id, direction, kind, mimeType, filename, sizeBytes, sha256, voice, messageId, createdAt } = media
  const { url, expiresAt } = links.linkTo(id)
  return {
    id,
    direction,
    kind,
    mimeType,
    filename,
    sizeBytes,
    sha256,
    voice,
    messageId,
    url,
    urlExpiresAt: expiresAt,
    createdAt,
  }
}

/** @throws GatewayError `not_found` */
export const findOwnMedia = async (
  { media }: Pick<OperationContext, 'media'>,
  principal: Principal,
  id: string,
): Promise<Media> => {
  const own = await media.find({ accountId: principal.account.id }, id)
  return orNotFound(own && mayUseMedia(principal, own) ? own : null, 'media')
}
