import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { ConnectionError } from 'fastify'
import { pathOf } from '#requests/path-of.ts'
import { addressKey, showBurst } from '../auth/rate-limit.ts'
import type { Dialect, RenderedError } from '../surfaces/surface.ts'
import { TransportRefusal, transportStatus } from './failures.ts'

/** What Node's parser found. */
function toRefusal(code: string): GatewayError {
  const refuse = (status: number, words: string) => new TransportRefusal(status, 'invalid_request', words)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refuse(408, 'The request did not come whole in time.')
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return refuse(413, 'The chunk extensions of the body are too large.')
  if (code === 'HPE_HEADER_OVERFLOW') return refuse(431, 'The headers are too large.')
  const words = code === 'HPE_INVALID_METHOD' ? 'The method is not one of HTTP.' : 'The request is not valid HTTP.'
  return new GatewayError('invalid_request', words)
}

/** Answers on the bare connection what the parser gave up on, in the shape of the surface it was meant for, and ends it. */
export function createBrokenRequestHandler(failures: FailedAttempts, dialectAt: (url: string) => Dialect) {
  return (error: ConnectionError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    if (socket.writable && !isAnswering(socket)) socket.write(toResponse(error, socket.remoteAddress ?? ''))
    socket.destroy(error)
  }

  function toResponse(error: ConnectionError, ip: string): string {
    const refusal = toRefusal(error.code)
    const { method, url, requestId } = readHead(error.rawPacket)
    const operation = { method, path: pathOf(url), requestId, transportStatus: transportStatus(refusal) }
    const rendered = dialectAt(url).renderError(refusal, operation)
    const headers = new Map<string, unknown>([['x-request-id', requestId]])
    showBurst(failures.usage(addressKey(ip)), { header: (name, value) => headers.set(name, value) })
    return serialize(operation.transportStatus ?? rendered.status, headers, rendered)
  }
}

/** Of the packet at which the parser stopped, which is the first of its request unless that is long. */
function readHead(packet: unknown): { method: string; url: string; requestId: string } {
  const text = Buffer.isBuffer(packet) ? packet.toString('latin1') : ''
  const [, method = 'GET', url = '/'] = /^([A-Za-z-]{1,20}) (\/[^\s?]{0,1000})/.exec(text) ?? []
  const [, requestId = randomUUID()] = /^x-request-id:[ \t]*([\w.-]{1,128})[ \t]*\r?$/im.exec(text) ?? []
  return { method, url, requestId }
}

function serialize(status: number, headers: Map<string, unknown>, { body, headers: own }: RenderedError): string {
  const text = JSON.stringify(body)
  headers.set('content-type', 'application/json; charset=utf-8')
  for (const [name, value] of Object.entries(own ?? {})) headers.set(name, value)
  headers.set('content-length', Buffer.byteLength(text)).set('connection', 'close')
  const lines = [...headers].map(([name, value]) => `${name}: ${String(value)}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`
}

/** Half an answer may be out already, as when a body breaks off. Node's own handler asks the same. */
const isAnswering = (socket: Socket): boolean =>
  (socket as { _httpMessage?: { _headerSent?: boolean } })._httpMessage?._headerSent === true
