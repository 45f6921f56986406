import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * `X-Forwarded-For` as far as it can be believed, before anybody reads it: some proxies add the client's port, and what
 * a client itself put in front may be any text. Read from the right, it ends where something is no address.
 */
export function cleanForwardedFor(header: string): string {
  const believed: string[] = []
  for (const part of header.split(',').toReversed()) {
    const address = addressOf(part.trim())
    if (address === null) break
    believed.unshift(address)
  }
  return believed.join(', ')
}

/** `192.0.2.1`, `192.0.2.1:5678`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:5678`; null: none of these. */
function addressOf(text: string): string | null {
  if (isIP(text) !== 0) return text
  const address = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1]
  return address !== undefined && isIP(address) !== 0 ? address : null
}

const warnEveryMs = 3_600_000

/**
 * Behind a proxy that is not trusted everybody has the proxy's address, and shares its limits: an operator has to know. Said
 * at the first such request, and at most once an hour.
 */
export function warnOfUntrustedProxies(app: FastifyInstance, now: () => number = Date.now): void {
  let warnAt = 0
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.headers['x-forwarded-for'] !== undefined && now() >= warnAt) {
      const peer = request.socket.remoteAddress
      if (request.ip === peer) {
        warnAt = now() + warnEveryMs
        request.log.warn(
          { peer },
          'X-Forwarded-For comes from an address that is not trusted, so all clients behind it count as one: if it is your proxy, set DAWK_TRUST_PROXY',
        )
      }
    }
    done()
  })
}

/** To come before every hook that reads `request.ip`. */
export function cleanForwardedAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const given = headers['x-forwarded-for']
    if (given !== undefined) headers['x-forwarded-for'] = cleanForwardedFor(String(given))
    done()
  })
}
