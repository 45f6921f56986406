import { isObject } from '@dawk/cloud-api/json.ts'
import { isMediaKind, type MediaKind } from '@dawk/cloud-api/media-formats.ts'
import { isId } from '#platform/ids.ts'

type Json = Record<string, unknown>

/** A place in a message that names a file by id: `image: {"id": …}`, also in headers and templates. */
export interface NamedMedia {
  /** Path of the id, e.g. `interactive.header.image.id`. */
  field: string
  kind: MediaKind
  /** The object that holds the id. */
  holder: Json
  id: string
}

/** An id of ours, as JSON writes it; what does not hold one need not be looked at. */
const ownIdInJson = /"id": ?"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"/i

/** A quick look at JSON text: false is certain, true is not. */
export const mayNameOwnMedia = (json: string): boolean => ownIdInJson.test(json)

/** Every file of ours that the content of a message names. Ids of Meta's, which are digits, are not ours to look up. */
export function ownMediaIn(content: unknown, field = ''): NamedMedia[] {
  if (Array.isArray(content)) return content.flatMap((one, index) => ownMediaIn(one, `${field}.${index}`))
  if (!isObject(content)) return []
  return Object.entries(content).flatMap(([name, value]) => {
    const path = field === '' ? name : `${field}.${name}`
    if (!isMediaKind(name) || !isObject(value)) return ownMediaIn(value, path)
    const { id } = value
    return typeof id === 'string' && isId(id)
      ? [{ field: `${path}.id`, kind: name, holder: value, id: id.toLowerCase() }]
      : []
  })
}
