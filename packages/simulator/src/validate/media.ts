import { invalid, missing, sendError } from '../graph-error.ts'
import type { Json } from '../json.ts'
import { optionalText, requireObject } from './limits.ts'

export type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const captioned = new Set<string>(['image', 'video', 'document'])

/** Exactly one of `id` and `link`, and a caption only where WhatsApp shows one. */
export function checkMedia(type: string, value: unknown, path = type): void {
  const media = requireObject(value, path)
  checkSource(media, path)
  if (media['caption'] !== undefined && !captioned.has(type))
    throw invalid(`Unexpected key "caption" on param "${path}".`)
  optionalText(media['caption'], `${path}.caption`, 1024)
  optionalText(media['filename'], `${path}.filename`)
  if (media['voice'] !== undefined && typeof media['voice'] !== 'boolean')
    throw invalid(`Param ${path}.voice must be a boolean.`)
}

function checkSource({ id, link }: Json, path: string): void {
  if (id === undefined && link === undefined) throw missing(`${path}.id or ${path}.link`)
  if (id !== undefined && link !== undefined) throw invalid(`Only one of ${path}.id and ${path}.link can be given.`)
  if (link !== undefined) checkLink(link, `${path}.link`)
  else if ((typeof id !== 'string' && typeof id !== 'number') || !/^\d{1,32}$/.test(String(id)))
    throw sendError(100, `Param ${path}.id is not a valid whatsapp business account media attachment ID`)
}

export function checkLink(link: unknown, path: string): void {
  if (typeof link !== 'string' || !/^https?:\/\/[^\s/]+/i.test(link))
    throw invalid(`Param ${path} must be a valid URL.`)
}
