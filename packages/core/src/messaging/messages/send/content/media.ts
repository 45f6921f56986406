import { isId } from '#platform/ids.ts'
import { type Check, type Findings, isAbsent, type Json, shown } from './findings.ts'

const captionMax = 1024
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** Kinds under which WhatsApp shows a text. */
const captioned = new Set<MediaKind>(['image', 'video', 'document'])

export function mediaCheck(kind: MediaKind): Check {
  return (value, field, find) => {
    const media = find.object(value, field)
    if (!media) return
    checkSource(media, field, find)
    if (captioned.has(kind)) find.optionalText(media['caption'], `${field}.caption`, captionMax)
    else find.absent(media['caption'], `${field}.caption`, `is not shown with ${kind}: send a text after it`)
    if (kind === 'document') find.optionalText(media['filename'], `${field}.filename`)
    if (kind === 'audio') find.optionalBoolean(media['voice'], `${field}.voice`)
  }
}

/** As a header of an interactive message: no caption, its body is that. */
export function checkMediaHeader(kind: MediaKind, value: unknown, field: string, find: Findings): void {
  const media = find.object(value, field)
  if (!media) return
  checkSource(media, field, find)
  if (kind === 'document') find.optionalText(media['filename'], `${field}.filename`)
}

/** Exactly one of `id`, which is Meta's (digits) or ours, and `link`. */
function checkSource({ id, link }: Json, field: string, find: Findings): void {
  if (isAbsent(id) && isAbsent(link)) {
    find.problems.push({ field, message: 'needs one of id and link', rule: 'required' })
    return
  }
  if (!isAbsent(id) && !isAbsent(link)) find.add(field, 'must have only one of id and link, has both')
  if (!isAbsent(link)) find.link(link, `${field}.link`)
  if (!isAbsent(id)) checkId(id, `${field}.id`, find)
}

function checkId(id: unknown, field: string, find: Findings): void {
  const text = typeof id === 'number' ? String(id) : id
  if (typeof text === 'string' && (/^\d{1,32}$/.test(text) || isId(text))) return
  find.problems.push({ field, message: `must be the id of an uploaded medium, got ${shown(id)}`, rule: 'media_id' })
}
