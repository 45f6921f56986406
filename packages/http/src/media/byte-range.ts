import type { ByteRange } from '@dawk/core/messaging/media/stores/media-store.ts'

/**
 * What a `Range` header asks for of so many bytes (RFC 9110, 14.2). Null: all of it, also for several parts at once and
 * for units that nobody knows, which a server may ignore.
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  return start >= sizeBytes || (first === '' && Number(last) === 0) ? 'unsatisfiable' : { start, end }
}
