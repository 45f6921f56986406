import { bareType, maxStillStickerBytes, mediaRules, stickerPixels } from '@dawk/cloud-api/media-formats.ts'
import { readWebpHeader } from '@dawk/cloud-api/webp.ts'

const startsWith = (...bytes: number[]) => Buffer.from(bytes)
const at = (head: Buffer, offset: number, text: string) =>
  head.subarray(offset, offset + text.length).equals(Buffer.from(text, 'latin1'))

const zip = (head: Buffer) => at(head, 0, 'PK\x03\x04')
const compound = (head: Buffer) =>
  head.subarray(0, 8).equals(startsWith(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))
const box = (head: Buffer) => at(head, 4, 'ftyp')

const marks: Readonly<Record<string, (head: Buffer) => boolean>> = {
  'image/jpeg': (head) => head.subarray(0, 3).equals(startsWith(0xff, 0xd8, 0xff)),
  'image/png': (head) => at(head, 0, '\x89PNG\r\n\x1a\n'),
  'image/webp': (head) => at(head, 0, 'RIFF') && at(head, 8, 'WEBP'),
  'video/mp4': box,
  'video/3gpp': box,
  'audio/mp4': box,
  'audio/aac': (head) => head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0,
  'audio/mpeg': (head) => at(head, 0, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0),
  'audio/amr': (head) => at(head, 0, '#!AMR'),
  'audio/ogg': (head) => at(head, 0, 'OggS') && at(head, 28, 'OpusHead'),
  'application/pdf': (head) => at(head, 0, '%PDF-'),
  'application/msword': compound,
  'application/vnd.ms-excel': compound,
  'application/vnd.ms-powerpoint': compound,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': zip,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': zip,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': zip,
  'text/plain': (head) => !head.includes(0),
}

/** Whether the first bytes fit the type that was claimed: Meta finds out after it has taken the message. */
export const looksLike = (mimeType: string, head: Buffer): boolean => marks[bareType(mimeType)]?.(head) ?? false

/** Of the pixels that every sticker has, and no longer than one that moves, or that does not, may be. */
export function isSticker({ head, size }: { head: Buffer; size: number }): boolean {
  const webp = readWebpHeader(head)
  if (webp?.width !== stickerPixels || webp.height !== stickerPixels) return false
  return size <= (webp.animated ? mediaRules.sticker.maxBytes : maxStillStickerBytes)
}
