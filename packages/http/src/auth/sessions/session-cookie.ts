import { lifeSeconds } from '@dawk/core/tenancy/sign-in/sessions/session.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '#context.ts'

type Where = Pick<HttpContext, 'publicUrl'>

const isSecure = ({ publicUrl }: Where): boolean => publicUrl().startsWith('https:')

/** With `__Host-` a browser takes the cookie from this very host alone, over https; plain http is for trial. */
const nameOf = (where: Where): string => (isSecure(where) ? '__Host-dawk_session' : 'dawk_session')

/** Null: the request brings no session. */
export function readSessionToken({ headers }: FastifyRequest, where: Where): string | null {
  const { cookie } = headers
  if (cookie === undefined) return null
  const start = `${nameOf(where)}=`
  const pair = cookie.split(';').find((one) => one.trimStart().startsWith(start))
  return pair === undefined ? null : pair.trim().slice(start.length)
}

export function setSession(reply: FastifyReply, where: Where, token: string): void {
  writeCookie(reply, where, token, lifeSeconds)
}

export function clearSession(reply: FastifyReply, where: Where): void {
  writeCookie(reply, where, '', 0)
}

function writeCookie(reply: FastifyReply, where: Where, value: string, maxAge: number): void {
  const secure = isSecure(where) ? '; Secure' : ''
  reply.header('set-cookie', `${nameOf(where)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`)
  reply.header('cache-control', 'no-store')
}
