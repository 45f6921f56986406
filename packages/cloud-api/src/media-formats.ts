/** What WhatsApp takes, and how much of it. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const kilobyte = 1024
const megabyte = 1024 * kilobyte

interface MediaRule {
  readonly types: readonly string[]
  readonly maxBytes: number
}

export const mediaRules: Readonly<Record<MediaKind, MediaRule>> = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * megabyte },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * megabyte },
  audio: {
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    maxBytes: 16 * megabyte,
  },
  document: {
    types: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * megabyte,
  },
  /** Animated ones; a still one is smaller. */
  sticker: { types: ['image/webp'], maxBytes: 500 * kilobyte },
}

/** A still sticker has less than an animated one. */
export const maxStillStickerBytes = 100 * kilobyte
/** Of every sticker: its width, and its height. */
export const stickerPixels = 512
/** Of anything. */
export const maxMediaBytes = 100 * megabyte

export const isMediaKind = (type: string): type is MediaKind => Object.hasOwn(mediaRules, type)

/** `audio/ogg; codecs=opus` → `audio/ogg` */
export const bareType = (mimeType: string): string => (mimeType.split(';')[0] ?? '').trim().toLowerCase()

/** The kind that a format belongs to; null: WhatsApp does not take it. */
export function mediaKindOf(mimeType: string): MediaKind | null {
  const bare = bareType(mimeType)
  for (const [kind, { types }] of Object.entries(mediaRules)) if (types.includes(bare)) return kind as MediaKind
  return null
}
