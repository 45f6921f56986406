import { isObject } from '@dawk/cloud-api/json.ts'
import { isMediaKind } from '@dawk/cloud-api/media-formats.ts'
import { isId } from '@dawk/core/platform/ids.ts'

/*
 * Meta's ids of files are decimal digits, and clients hold them to that. Ours are UUIDs, that is, numbers of 128 bits: on this
 * surface they are written in decimal. Those of Meta have at most 20 digits, ours 37, so each is known by its length.
 */

const decimalId = /^\d{33,39}$/

export const toDecimalId = (id: string): string => BigInt(`0x${id.replaceAll('-', '')}`).toString()

/** Our id, from decimal digits or a UUID; null: the text is an id of Meta's, or no id. */
export function ownIdOf(text: string): string | null {
  if (isId(text)) return text.toLowerCase()
  if (!decimalId.test(text)) return null
  const hex = BigInt(text).toString(16).padStart(32, '0')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return isId(id) ? id : null
}

/** The content of a message with our ids of files as the core writes them; `name` is that of its member. */
export function withOwnMediaIds(content: unknown, name: string): unknown {
  if (Array.isArray(content)) return content.map((one) => withOwnMediaIds(one, ''))
  if (!isObject(content)) return content
  const members = Object.entries(content).map(([member, value]) => [member, withOwnMediaIds(value, member)])
  const { id } = content
  const ownId = isMediaKind(name) && typeof id === 'string' ? ownIdOf(id) : null
  return { ...Object.fromEntries(members), ...(ownId && { id: ownId }) }
}
