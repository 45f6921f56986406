import type { FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badToken, noToken, unknownObject } from '../graph-error.ts'
import { asObject } from '../json.ts'
import type { BusinessNumber } from '../numbers.ts'

/** The token of a request: the bearer of the header, or the `access_token` parameter. */
export function readToken(request: FastifyRequest): string {
  const header = request.headers.authorization
  const token = header ? /^(?:Bearer|OAuth) +(\S+)$/i.exec(header)?.[1] : asObject(request.query)['access_token']
  if (header && !token) throw badToken()
  if (typeof token !== 'string' || token === '') throw noToken()
  return token
}

/** The number a call is about. A token of another number sees nothing there; a token of nobody is no token. */
export function requireNumber({ numbers }: SimulatorContext, request: FastifyRequest, id: string): BusinessNumber {
  const token = readToken(request)
  const number = numbers.get(id)
  if (number?.accessToken === token) return number
  if (!numbers.hasToken(token)) throw badToken()
  throw unknownObject(request.method, id)
}

/** The numbers of the business account a call is about: at least one, and the token fits one of them. */
export function requireWaba({ numbers }: SimulatorContext, request: FastifyRequest, id: string): BusinessNumber[] {
  const token = readToken(request)
  const owned = numbers.ofWaba(id)
  if (owned.some((number) => number.accessToken === token)) return owned
  if (!numbers.hasToken(token)) throw badToken()
  throw unknownObject(request.method, id)
}
