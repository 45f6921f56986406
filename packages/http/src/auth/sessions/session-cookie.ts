import { lifeSeconds } from '@dawk/core/tenancy/sign-in/sessions/session.ts'
import { fastifyCookie } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'

type Where = Pick<OperationContext, 'publicUrl'>

const isSecure = ({ publicUrl }: Where): boolean => publicUrl().startsWith('https:')

/** With `__Host-` a browser takes the cookie from this very host alone, over https; plain http is for trial. */
const nameOf = (where: Where): string => (isSecure(where) ? '__Host-dawk_session' : 'dawk_session')

/** Null: the request brings no session. Parsed only here: what authenticates by a key has no cookies to read. */
export function readSessionToken({ headers }: FastifyRequest, where: Where): string | null {
  const { cookie } = headers
  return cookie === undefined ? null : (fastifyCookie.parse(cookie)[nameOf(where)] ?? null)
}

export function setSession(reply: FastifyReply, where: Where, token: string): void {
  writeCookie(reply, where, token, lifeSeconds)
}

export function clearSession(reply: FastifyReply, where: Where): void {
  writeCookie(reply, where, '', 0)
}

function writeCookie(reply: FastifyReply, where: Where, value: string, maxAge: number): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', maxAge, secure: isSecure(where) } as const
  reply.header('set-cookie', fastifyCookie.serialize(nameOf(where), value, options))
  reply.header('cache-control', 'no-store')
}
