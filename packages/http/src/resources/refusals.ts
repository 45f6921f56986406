import type { Operation } from '#operations/operation.ts'
import { errorRules } from './errors.ts'
import { Problem } from './schemas.ts'

const descriptions: Record<number, string> = {
  400: 'The request is not valid',
  401: 'No valid API key',
  402: 'The balance of the wallet is too low',
  403: 'The key may not do this',
  404: 'There is no such object in this account',
  409: 'The object is in a state in which this cannot be done',
  413: 'The body is too large',
  415: 'The content type is not accepted',
  416: 'The range cannot be answered',
  422: 'Understood and refused, by a rule of WhatsApp or of Meta',
  429: 'Too many requests',
  500: 'A mistake of the server',
  503: 'Not possible at present; nothing was stored unless the detail says otherwise',
}
const always = [400, 401, 403, 429, 500, 503]

/** For the document: the refusals that an operation of one of Dawk's own APIs may answer with, by status. */
export function refusals({ route, body, refuses: declared = [] }: Operation) {
  // whatever a path names may not exist, and a part of a path may be too long
  const refuses = route.includes('/:') ? [...new Set([...declared, 'not_found' as const])] : declared
  const own = refuses.map((code) => (typeof code === 'number' ? code : errorRules[code].status))
  const statuses = [...always, ...(body ? [413, 415] : []), ...own]
  return Object.fromEntries(statuses.map((status) => [status, toProblem(status)]))
}

const toProblem = (status: number) => ({
  description: descriptions[status],
  content: { 'application/problem+json': { schema: Problem } },
})
