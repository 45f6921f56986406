import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hostNameOf, isLoopback, isSafeHost } from './addresses.ts'

export interface GuardOptions {
  /** Whoever uses the control API or the handset has to show it; undefined: the simulator is open to this machine. */
  token: string | undefined
  /** Names under which browsers and clients reach the simulator, beside addresses and `localhost`. */
  allowedHosts: readonly string[]
}

export const cookieName = 'dawk_simulator'

/** An open simulator gives its tokens and secrets to everybody who reaches it, so it is reached from this machine alone. */
export function assertMayListen({ host, token }: { host: string; token: string | undefined }): void {
  if (token !== undefined && token.length < 16)
    throw new Error('The token of the simulator (SIMULATOR_TOKEN) must have at least 16 characters.')
  if (token === undefined && !isLoopback(host))
    throw new Error(
      `The simulator does not listen on ${host} without a token: set SIMULATOR_TOKEN (or the option token), or listen on 127.0.0.1.`,
    )
}

/** A refusal of the guard; the reply has its message. */
class GuardError extends Error {
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

export interface Guard {
  /** @throws GuardError the request came through a rebound name or from a page of another site */
  assertOwnSite(request: FastifyRequest): void
  /** Whether the request shows the token, as bearer or as the handset's cookie. */
  hasToken(request: FastifyRequest): boolean
  isToken(given: string): boolean
}

export function createGuard({ token, allowedHosts }: GuardOptions): Guard {
  const hosts = allowedHosts.map(hostNameOf)
  const expected = token === undefined ? undefined : digest(token)
  const isToken = (given: string) => expected !== undefined && timingSafeEqual(digest(given), expected)
  return {
    assertOwnSite({ headers }) {
      if (!isSafeHost(headers.host, hosts))
        throw new GuardError(
          403,
          `The simulator is not reached as ${headers.host}: add the name to SIMULATOR_ALLOWED_HOSTS`,
        )
      if (headers.origin !== undefined && !isSameOrigin(headers.origin, headers.host ?? ''))
        throw new GuardError(403, `Pages of ${headers.origin} may not use the simulator`)
      if (headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate')
        throw new GuardError(403, 'Pages of another site may not use the simulator')
    },
    hasToken: (request) => expected === undefined || shownTokens(request).some(isToken),
    isToken,
  }
}

/** Every route of the scope is for this site alone, and only for those who know the token. */
export function guardScope(scope: FastifyInstance, guard: Guard): void {
  scope.addHook('onRequest', async (request: FastifyRequest, _reply: FastifyReply) => {
    guard.assertOwnSite(request)
    if (!guard.hasToken(request))
      throw new GuardError(401, 'The control API wants the token of the simulator: Authorization: Bearer <token>')
  })
}

function shownTokens({ headers }: FastifyRequest): string[] {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const cookie = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([name]) => name === cookieName)?.[1]
  return [bearer ?? '', decodeOrEmpty(cookie ?? '')].filter((one) => one !== '')
}

function decodeOrEmpty(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function isSameOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

const digest = (text: string) => createHash('sha256').update(text).digest()
