import { isIPv6 } from 'node:net'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Quota } from '@dawk/core/tenancy/accounts/plans.ts'
import type { Limiter, Verdict } from '@dawk/core/tenancy/limits/limiter.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '../context.ts'

/** What the headers say where there is no limit: the largest number that every client can read. */
const unlimited = 2 ** 31 - 1
const quotaSeconds: Record<Quota['per'], number> = { day: 86_400, month: 2_592_000 }

/** Where headers are set. */
interface Headed {
  header(name: string, value: string | number): unknown
}

/** The headers of the seeds, `X-RateLimit-*`, and those of the IETF draft beside them. */
export function showBurst(verdict: Verdict, reply: Headed): void {
  showWindow(verdict, reply)
  reply.header('ratelimit-policy', `"burst";q=${verdict.limit};w=60`)
  reply.header('ratelimit', `"burst";r=${verdict.remaining};t=${toSeconds(verdict.resetInMs)}`)
}

/** Beside what `showBurst` has shown; a quota that is used up is also what `X-RateLimit-*` tells of. */
export function showQuota(verdict: Verdict, { per }: Quota, reply: FastifyReply): void {
  const name = per === 'day' ? 'daily' : 'monthly'
  join(reply, 'ratelimit-policy', `"${name}";q=${verdict.limit};w=${quotaSeconds[per]}`)
  join(reply, 'ratelimit', `"${name}";r=${verdict.remaining};t=${toSeconds(verdict.resetInMs)}`)
  if (!verdict.allowed) showWindow(verdict, reply)
}

export function showUnlimited(windowMs: number, reply: FastifyReply): void {
  reply.removeHeader('ratelimit-policy') // of the address, while the key was still to come
  reply.removeHeader('ratelimit')
  reply.header('x-ratelimit-limit', unlimited)
  reply.header('x-ratelimit-remaining', unlimited)
  reply.header('x-ratelimit-reset', Math.ceil((Date.now() + windowMs) / 1000))
}

function showWindow({ limit, remaining, resetInMs }: Verdict, reply: Headed): void {
  reply.header('x-ratelimit-limit', limit)
  reply.header('x-ratelimit-remaining', remaining)
  reply.header('x-ratelimit-reset', Math.ceil((Date.now() + resetInMs) / 1000))
}

function join(reply: FastifyReply, name: string, item: string): void {
  const present = reply.getHeader(name)
  reply.header(name, present === undefined ? item : `${String(present)}, ${item}`)
}

const toSeconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000))

/** @throws GatewayError `rate_limited` */
export function rejectBurst({ allowed, resetInMs }: Verdict): void {
  if (allowed) return
  const retryAfterSeconds = Math.max(1, toSeconds(resetInMs))
  throw new GatewayError('rate_limited', `Rate limit hit. Try again in ${retryAfterSeconds} s.`, { retryAfterSeconds })
}

/** @throws GatewayError `quota_exceeded` */
export function rejectQuota({ allowed, limit, resetInMs }: Verdict, { per }: Quota): void {
  if (allowed) return
  const retryAfterSeconds = Math.max(1, toSeconds(resetInMs))
  const until = new Date(Date.now() + resetInMs).toISOString()
  const words = `The quota of ${limit} requests a ${per} is used up. It starts anew at ${until}.`
  throw new GatewayError('quota_exceeded', words, { retryAfterSeconds })
}

/** Whose requests count together: an IPv4 address, or the /64 of an IPv6 one, which is one customer's. */
export function addressKey(ip: string): string {
  if (!isIPv6(ip)) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped?.[1]) return mapped[1]
  const [head = '', tail] = ip.split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  const whole = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ? tail.split(':') : [])]
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** The hook of what needs no key: so many requests a minute from one address, over all processes. */
export function limitAddress({ limiter }: Pick<HttpContext, 'limiter'>, name: string, perMinute: number) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const verdict = await takeFor(limiter, name, request.ip, perMinute)
    showBurst(verdict, reply)
    rejectBurst(verdict)
  }
}

const takeFor = (limiter: Limiter, name: string, ip: string, perMinute: number): Verdict | Promise<Verdict> =>
  limiter.take(`${name}|${addressKey(ip)}`, perMinute)
