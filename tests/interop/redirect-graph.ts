import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'

const graphHost = 'graph.facebook.com'

type Callback = (response: http.IncomingMessage) => void

/**
 * Most published clients have Meta's host written into them. While this is in force, what they send there goes to `base`:
 * below the client, where a proxy would do it, so that the client itself runs unchanged. Returns what ends it.
 */
export function redirectGraph(base: string): () => void {
  const target = new URL(base)
  const path = (given: string) => target.pathname.replace(/\/$/, '') + given
  const { request, get } = https
  const { fetch } = globalThis
  const redirected = (...given: unknown[]): http.ClientRequest => {
    const { options, callback } = readArguments(given)
    const host = String(options.hostname ?? options.host).replace(/:\d+$/, '')
    if (host !== graphHost) return Reflect.apply(request, https, given) as http.ClientRequest
    const { agent: _, ...rest } = options
    const headers = Object.entries((options.headers ?? {}) as http.OutgoingHttpHeaders)
    const sent = http.request(
      {
        ...rest,
        protocol: 'http:',
        host: target.hostname,
        hostname: target.hostname,
        port: target.port,
        path: path(options.path ?? '/'),
        headers: Object.fromEntries(headers.filter(([name]) => name.toLowerCase() !== 'host')),
      },
      callback,
    )
    // A client that waits for the handshake of TLS writes nothing before it.
    sent.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => socket.emit('secureConnect'))
    })
    return sent
  }
  Object.assign(https, {
    request: redirected,
    get: (...given: unknown[]) => redirected(...given).end(),
  })
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    if (url.hostname !== graphHost) return fetch(input, init)
    const there = new URL(path(url.pathname) + url.search, target)
    return fetch(input instanceof Request ? new Request(there, input) : there, init)
  }
  syncBuiltinESMExports()
  return () => {
    Object.assign(https, { request, get })
    globalThis.fetch = fetch
    syncBuiltinESMExports()
  }
}

/** `(url, options, callback)`, any of which may be left out. */
function readArguments(given: readonly unknown[]): { options: http.RequestOptions; callback: Callback | undefined } {
  const [first, second] = given
  const callback = given.find((one) => typeof one === 'function') as Callback | undefined
  const options = (typeof first === 'string' || first instanceof URL ? second : first) as http.RequestOptions
  if (typeof first !== 'string' && !(first instanceof URL)) return { options, callback }
  const { hostname, pathname, search } = new URL(first)
  return { options: { ...(typeof options === 'object' ? options : {}), hostname, path: pathname + search }, callback }
}
