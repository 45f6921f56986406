import { bearerOf, type ReadKey } from '../../authentication.ts'

/** In the header, or as `?access_token=`, which Meta takes as well; the header wins. */
export const readKey: ReadKey = (header, query) => (header ? bearerOf(header) : tokenIn(query))

function tokenIn(query: unknown): string | null {
  const token = Object(query)['access_token'] as unknown
  return typeof token === 'string' && token !== '' ? token : null
}
