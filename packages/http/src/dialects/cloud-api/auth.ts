import type { ReadKey } from '../../authentication.ts'

/** In the header, or as `?access_token=`, which Meta takes as well; the header wins. */
export const readKey: ReadKey = (header, query) => (header ? tokenOf(header) : tokenIn(query))

/** Clients of the resumable upload say `OAuth`, as Meta demands there. */
const tokenOf = (header: string): string | null => /^(?:Bearer|OAuth) +(\S+) *$/i.exec(header)?.[1] ?? null

function tokenIn(query: unknown): string | null {
  const token = Object(query)['access_token'] as unknown
  return typeof token === 'string' && token !== '' ? token : null
}
