import { isStorable, storableRule } from '@dawk/cloud-api/json.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Three times the depth of the deepest template there is. Functions that walk a body may be recursive. */
export const maxJsonDepth = 64
/** Of one object. */
const maxJsonMembers = 1000
/** Members and items of a body in all; of one whose items are checked by themselves, twenty for each of 5,000 messages. */
const maxJsonValues = { whole: 20_000, itemsApart: 100_000 }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Each item of the body is checked by itself. */
    itemsApart?: true
  }
}

type Done = (error: Error | null, value?: unknown) => void

/**
 * Parses the JSON of a body under the rules of every surface: no `__proto__`, at most 64 levels, 1,000 members of an object and
 * 20,000 values in all (whoever made more would make validators wait for each other), and no text that cannot be
 * stored, so that no handler meets one but those that check each item by itself. Work grows with the size of the body alone.
 */
export function createJsonParser(app: FastifyInstance): (request: FastifyRequest, text: string, done: Done) => void {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, text, done) => {
    if (isDeeperThan(text, maxJsonDepth)) return done(tooDeep(text))
    const excess = findExcess(text, maxJsonValues[request.routeOptions.config.itemsApart ? 'itemsApart' : 'whole'])
    if (excess !== null) return done(tooLarge(excess))
    const checked: Done = (error, value) => {
      const { itemsApart } = request.routeOptions.config
      const problem = error || itemsApart || !mayBeUnstorable.test(text) ? null : findUnstorable(value)
      done(problem === null ? error : unstorable(problem), value)
    }
    void parse(request, text, checked)
  }
}

function tooDeep(text: string): GatewayError {
  const field = deepMemberOf(text)
  const details = field === null ? [] : [{ field, message: `must not be nested deeper than ${maxJsonDepth} levels` }]
  return new GatewayError('invalid_request', `The body is nested deeper than ${maxJsonDepth} levels.`, { details })
}

const tooLarge = (excess: 'members' | 'values') =>
  new GatewayError(
    'invalid_request',
    excess === 'members'
      ? `An object of the body has more than ${maxJsonMembers} members.`
      : 'The body has too many values. Send it in several requests.',
  )

/** What stands in JSON for U+0000 and for halves of surrogate pairs; whole pairs too, which the values then tell apart. */
const mayBeUnstorable = /\\u(?:0000|[dD][89a-fA-F])/

function unstorable(path: string): GatewayError {
  const details = [{ field: path, message: storableRule }]
  return new GatewayError(
    'invalid_request',
    path === '' ? `A text of the body ${storableRule}.` : 'Validation failed.',
    {
      details: path === '' ? [] : details,
    },
  )
}

/** Where the first text is that PostgreSQL cannot store, with dots between; null: nowhere. For the name of a member this is the path of its object. */
function findUnstorable(body: unknown): string | null {
  const waiting: [path: string, value: unknown][] = [['', body]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, value] = next
    if (typeof value === 'string' && !isStorable(value)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [name, member] of Object.entries(value)) {
      if (!isStorable(name)) return path
      if (typeof member === 'string' || typeof member === 'object')
        waiting.push([path === '' ? name : `${path}.${name}`, member])
    }
  }
  return null
}

/** By the brackets outside of texts, in one pass that stops at the first one too many; the text need not be JSON. */
export function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfText(text, at)
    else if (code === 0x5b || code === 0x7b) {
      depth++
      if (depth > levels) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

/** By the commas outside of texts, as above; the text is not deeper than is allowed. Null: nothing is too many. */
function findExcess(text: string, maxValues: number): 'members' | 'values' | null {
  const members: number[] = [0]
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfText(text, at)
    else if (code === 0x7b) members.push(1)
    else if (code === 0x5b)
      members.push(Number.NEGATIVE_INFINITY) // items are counted with all values alone
    else if (code === 0x5d || code === 0x7d) members.pop()
    else if (code === 0x2c) {
      const last = members.length - 1
      members[last] = (members[last] ?? 0) + 1
      if ((members[last] ?? 0) > maxJsonMembers) return 'members'
      if (++values > maxValues) return 'values'
    }
  }
  return null
}

/** The name of the outermost member that is nested too deep, as it is written; null: it has none. */
function deepMemberOf(text: string): string | null {
  let depth = 0
  let name: string | null = null
  for (let at = 0; at < text.length && depth <= maxJsonDepth; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      const end = endOfText(text, at)
      if (depth === 1 && /^\s*:/.test(text.slice(end + 1, end + 20))) name = text.slice(at + 1, Math.min(end, at + 101))
      at = end
    } else if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
  }
  return name
}

/** The index of the quote that ends the text which begins at `start`; where none does, that of the last character. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at
    if (code === 0x5c) at++
  }
  return text.length
}
