import {
  type MediaKind,
  maxStillStickerBytes,
  mediaKindOf,
  mediaRules,
  stickerPixels,
} from '@dawk/cloud-api/media-formats.ts'
import { GatewayError } from '#platform/errors.ts'
import { type SniffedType, toMetaType } from './sniff-type.ts'

/** What a file is to WhatsApp. */
export interface MediaFormat {
  kind: MediaKind
  mimeType: string
  voice: boolean
  maxBytes: number
  /** For messages: `An image (image/png)`. */
  what: string
}

const names: Readonly<Record<MediaKind, string>> = {
  image: 'An image',
  video: 'A video',
  audio: 'An audio file',
  document: 'A document',
  sticker: 'A sticker',
}

const generic = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

/**
 * The format of a file by its bytes; `sniffed` null: it has none.
 * @param declared what the sender claims; a claim that the bytes contradict is a mistake somewhere, and is told
 * @throws GatewayError `media_refused`
 */
export function toFormat(sniffed: SniffedType | null, declared: string | null): MediaFormat {
  if (sniffed === null) throw refused('The file is empty.')
  const claimed = declared === null ? '' : toMetaType(declared)
  const sniffedType = sniffed.mimeType
  if (sniffedType === null) throw refused(`The bytes of the file are of no format that is known. ${accepted}`)
  const mimeType = claimed === 'audio/mp4' && sniffedType === 'video/mp4' ? 'audio/mp4' : sniffedType // the box of both is the same
  const kind = mediaKindOf(mimeType)
  if (kind === null || mimeType === 'audio/ogg') throw refused(`The file is ${wordsOf(mimeType)}. ${accepted}`)
  if (!generic.has(claimed) && claimed !== toMetaType(mimeType))
    throw refused(`The file was sent as ${claimed.slice(0, 100)}, and its bytes are ${mimeType}.`)
  if (kind === 'sticker') checkPixels(sniffed)
  const still = kind === 'sticker' && !sniffed.webp?.animated
  return {
    kind,
    mimeType,
    voice: sniffed.voice,
    maxBytes: still ? maxStillStickerBytes : mediaRules[kind].maxBytes,
    what: `${names[kind]} (${mimeType}${still ? ', still' : ''})`,
  }
}

function checkPixels({ webp }: SniffedType): void {
  if (webp?.width === stickerPixels && webp.height === stickerPixels) return
  const given = webp ? `${webp.width} x ${webp.height}` : 'none that its header tells'
  throw refused(`A sticker (image/webp) has ${stickerPixels} x ${stickerPixels} pixels; this one has ${given}.`)
}

/** Meta's `audio/ogg` is Opus alone. */
const wordsOf = (mimeType: string) => (mimeType === 'audio/ogg' ? 'audio/ogg without Opus' : mimeType)

const accepted = `WhatsApp takes: ${Object.values(mediaRules)
  .flatMap(({ types }) => types)
  .join(', ')}; audio/ogg with Opus only.`

/** @param sizeBytes null: it was not read to its end */
export function sizeRefusal(what: string, sizeBytes: number | null, maxBytes: number): GatewayError {
  const given = sizeBytes === null ? 'more' : `${sizeBytes} bytes`
  return refused(`${what} has at most ${maxBytes} bytes; this one has ${given}.`)
}

export const refused = (message: string, field = 'file', cause?: unknown) =>
  new GatewayError('media_refused', message, { details: [{ field, message }], cause })
