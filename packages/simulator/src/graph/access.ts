import type { FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badToken, noToken, unknownObject } from '../graph-error.ts'
import { asObject } from '../json.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'

/** The token of a request: the bearer of the header, or the `access_token` parameter. */
export function readToken(request: FastifyRequest): string {
  const header = request.headers.authorization
  const token = header ? /^(?:Bearer|OAuth) +(\S+)$/i.exec(header)?.[1] : asObject(request.query)['access_token']
  if (header && !token) throw badToken()
  if (typeof token !== 'string' || token === '') throw noToken()
  return token
}

/** The number a call is about. A token of another number sees nothing there; a token of nobody is no token. */
export function requireNumber(ctx: SimulatorContext, request: FastifyRequest, id: string): BusinessNumber {
  const token = readToken(request)
  const number = ctx.numbers.get(id)
  if (number && (number.accessToken === token || ctx.tokens.wabaOf(token) === number.wabaId)) return number
  if (!isKnown(ctx, token)) throw badToken()
  throw unknownObject(request.method, id)
}

/** The numbers of the business account a call is about: at least one, and the token fits one of them. */
export function requireWaba(ctx: SimulatorContext, request: FastifyRequest, id: string): BusinessNumber[] {
  if (tokenSees(ctx, readToken(request), id)) return ctx.numbers.ofWaba(id)
  throw unknownObject(request.method, id)
}

/** Whether the token is of the business account; @throws GraphError when it is nobody's */
export function tokenSees(ctx: SimulatorContext, token: string, wabaId: string): boolean {
  if (!isKnown(ctx, token)) throw badToken()
  if (ctx.tokens.wabaOf(token) === wabaId) return true
  return ctx.numbers.ofWaba(wabaId).some((number) => number.accessToken === token)
}

/** @throws GraphError the token is nobody's */
export function requireKnownToken(ctx: SimulatorContext, token: string): void {
  if (!isKnown(ctx, token)) throw badToken()
}

const isKnown = ({ numbers, tokens }: Pick<SimulatorContext, 'numbers' | 'tokens'>, token: string) =>
  numbers.hasToken(token) || tokens.wabaOf(token) !== undefined
