import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { Agent } from 'undici'
import type { CallOutcome, Refusal } from '../call-outcome.ts'
import { describeFailure, type GraphTransport, readRefusal, toCallOutcome } from '../graph-transport.ts'
import { isObject } from '../json.ts'

/** Reference: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
interface MediaDetails {
  readonly id: string
  /** Lives for five minutes and wants the token. */
  readonly url: string
  readonly mime_type: string
  /** Hex in Meta's sample, base64 in captured traffic. */
  readonly sha256: string
  /** A number; a string in older answers. */
  readonly file_size: number | string
  readonly messaging_product?: string
}

interface MediaUpload {
  readonly phoneNumberId: string
  readonly token: string
  /** Read once, from its beginning. */
  readonly content: AsyncIterable<Uint8Array>
  readonly sizeBytes: number
  readonly mimeType: string
  readonly filename: string
}

type Download =
  /** `body` must be read to its end or destroyed. */
  | { readonly ok: true; readonly body: Readable; readonly mimeType: string; readonly sizeBytes: number | null }
  | ({ readonly ok: false; readonly unreachable: false } & Refusal)
  /** `httpStatus` null: no answer came. 404: the link has died, or never lived. */
  | { readonly ok: false; readonly unreachable: true; readonly httpStatus: number | null; readonly cause: string }

type MediaRequest = { readonly mediaId: string; readonly token: string; readonly phoneNumberId?: string }

export interface MediaCalls {
  /** Streamed: the file is never whole in memory. The id lives 30 days. */
  uploadMedia(upload: MediaUpload): Promise<CallOutcome<{ readonly id: string }>>
  /** `phoneNumberId` must not be given for inbound media: Meta may refuse it. */
  getMedia(request: MediaRequest): Promise<CallOutcome<MediaDetails>>
  /** The bytes behind the `url` of `getMedia`. */
  downloadMedia(request: { readonly url: string; readonly token: string }): Promise<Download>
  deleteMedia(request: MediaRequest): Promise<CallOutcome<{ readonly success: boolean }>>
}

/** For 100 MB over a slow line. */
const uploadTimeoutMs = 600_000
const maxRedirects = 3
/** Some default user agents of HTTP clients are refused by the media host. */
const userAgent = 'dawk/0.1'

export function createMediaCalls(transport: GraphTransport): MediaCalls & { closeDownloads(): Promise<void> } {
  const agent = new Agent({ connections: 16, headersTimeout: 15_000, bodyTimeout: 30_000, allowH2: false })
  const toNode = ({ mediaId, phoneNumberId, token }: MediaRequest) => ({
    path: encodeURIComponent(mediaId),
    query: { phone_number_id: phoneNumberId },
    token,
  })

  async function uploadMedia(upload: MediaUpload) {
    return toCallOutcome<{ id: string }>(
      await transport.exchange({
        method: 'POST',
        path: `${encodeURIComponent(upload.phoneNumberId)}/media`,
        token: upload.token,
        bytes: toForm(upload),
        headersTimeoutMs: uploadTimeoutMs,
      }),
    )
  }

  async function downloadMedia({ url, token }: { url: string; token: string }): Promise<Download> {
    try {
      return await follow(new URL(url), token, maxRedirects)
    } catch (error) {
      return unreadable(null, describeFailure(error))
    }
  }

  async function follow(url: URL, token: string | null, redirects: number): Promise<Download> {
    if (url.protocol !== 'https:' && url.origin !== transport.origin)
      return unreadable(null, 'the link of the media is not https')
    const reply = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { 'user-agent': userAgent, ...(token !== null && { authorization: `Bearer ${token}` }) },
    })
    const { statusCode, headers, body } = reply
    if (statusCode === 200) {
      const length = Number(headers['content-length'] ?? Number.NaN)
      const mimeType = [headers['content-type'] ?? ''].flat()[0] ?? ''
      return { ok: true, body, mimeType, sizeBytes: Number.isFinite(length) ? length : null }
    }
    const location = [headers['location'] ?? ''].flat()[0]
    if (statusCode >= 300 && statusCode < 400 && location && redirects > 0) {
      await body.dump()
      const next = new URL(location, url)
      return follow(next, next.origin === url.origin ? token : null, redirects - 1)
    }
    return toRefused(statusCode, headers, await readShort(body))
  }

  return {
    uploadMedia,
    downloadMedia,
    getMedia: (request) => transport.call({ method: 'GET', ...toNode(request) }),
    deleteMedia: (request) => transport.call({ method: 'DELETE', ...toNode(request) }),
    closeDownloads: () => agent.destroy(),
  }
}

/** Multipart by hand: the length is known before, so nothing has to be gathered first. */
function toForm({ content, sizeBytes, mimeType, filename }: MediaUpload) {
  const boundary = `dawk-${randomBytes(18).toString('hex')}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = Buffer.from(
    `${field('messaging_product', 'whatsapp')}${field('type', mimeType)}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${toHeaderText(filename)}"\r\ncontent-type: ${mimeType}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    data: Readable.from(joined(head, content, tail), { objectMode: false }),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + sizeBytes + tail.length),
    },
  }
}

async function* joined(head: Buffer, content: AsyncIterable<Uint8Array>, tail: Buffer) {
  yield head
  yield* content
  yield tail
}

/** As browsers escape names of files in forms. */
const toHeaderText = (text: string): string =>
  text.replace(/["\r\n]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)

async function readShort(body: Readable): Promise<string> {
  let text = ''
  for await (const chunk of body) {
    text += chunk
    if (text.length > 16_384) break
  }
  return text
}

function toRefused(httpStatus: number, headers: Record<string, string | string[] | undefined>, text: string): Download {
  const refusal = readRefusal({ httpStatus, headers, json: parseObject(text) })
  if (refusal) return { ok: false, unreachable: false, ...refusal }
  return unreadable(httpStatus, `HTTP ${httpStatus} from the media host`)
}

const unreadable = (httpStatus: number | null, cause: string): Download => ({
  ok: false,
  unreachable: true,
  httpStatus,
  cause,
})

function parseObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
