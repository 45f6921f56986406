import { badRequest, graphPath, invalid, missing, unknownMedia } from '../graph-error.ts'
import type { Json } from '../json.ts'
import { optionalText, requireObject } from './limits.ts'

/** Exactly one of `id` and `link`. What else may stand there: `known-members.ts`. */
export function checkMedia(type: string, value: unknown, path = type): void {
  const media = requireObject(value, path)
  checkSource(media, path)
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
    throw unknownMedia(`${path}.id`)
}

export function checkLink(link: unknown, path: string): void {
  if (typeof link !== 'string' || !/^https?:\/\/[^\s/]+/i.test(link))
    throw badRequest(`Param ${graphPath(path)} is not a valid URI.`)
}
