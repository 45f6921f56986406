import type { Readable } from 'node:stream'
import { maxMediaBytes } from '@dawk/cloud-api/media-formats.ts'
import type { Egress } from '#platform/egress.ts'
import { refused, sizeRefusal } from './media-format.ts'

export interface FetchedFile {
  body: Readable
  /** The last part of the path. */
  filename: string | null
}

const maxRedirects = 3
const totalMs = 120_000

/**
 * Opens a file on an address that a customer chose; each hop goes through the guard.
 * @throws GatewayError `media_refused`
 */
export async function openUrl(
  { agent, checkUrl }: Pick<Egress, 'agent' | 'checkUrl'>,
  text: string,
  maxBytes = maxMediaBytes,
): Promise<FetchedFile> {
  const signal = AbortSignal.timeout(totalMs)
  let url = text
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const wrong = checkUrl(url)
    if (wrong !== null) throw refused(`The URL ${wrong}.`, 'url')
    const { origin, pathname, search } = new URL(url)
    const reply = await agent
      .request({
        origin,
        path: pathname + search,
        method: 'GET',
        headers: { 'user-agent': 'dawk/0.1', accept: '*/*' },
        headersTimeout: 15_000,
        bodyTimeout: 15_000,
        signal,
      })
      .catch((cause) => {
        throw refused(`The URL could not be fetched: ${reasonOf(cause)}.`, 'url', cause)
      })
    const location = [reply.headers['location'] ?? ''].flat()[0]
    if (reply.statusCode === 200) return { body: checkLength(reply, maxBytes), filename: nameIn(pathname) }
    await reply.body.dump().catch(() => undefined)
    if (reply.statusCode < 300 || reply.statusCode > 399 || !location)
      throw refused(`The URL answered HTTP ${reply.statusCode}.`, 'url')
    url = new URL(location, url).href
  }
  throw refused(`The URL leads on more than ${maxRedirects} times.`, 'url')
}

/** Known to be too long before it is read. */
function checkLength(
  { headers, body }: { headers: Record<string, unknown>; body: Readable },
  maxBytes: number,
): Readable {
  const length = Number(headers['content-length'])
  if (!(length > maxBytes)) return body
  body.destroy()
  throw sizeRefusal('A file', length, maxBytes)
}

function nameIn(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname.split('/').at(-1) ?? '') || null
  } catch {
    return null
  }
}

/** In words that may be shown: no address that the name resolved to. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'EGRESS_REFUSED') return cause instanceof Error ? cause.message : ''
  if (/TIMEOUT/i.test(code) || (cause instanceof Error && cause.name === 'TimeoutError')) return 'it took too long'
  return code === '' ? 'the connection failed' : code
}
