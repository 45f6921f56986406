import { isUtf8 } from 'node:buffer'
import { isObject, toStorable } from '@dawk/cloud-api/json.ts'
import { GatewayError } from '#platform/errors.ts'
import { maxEventsAtOnce } from '../sources/event-source.ts'

const maxDepth = 32

/**
 * The events of a request: of a JSON array each item is one, and a form is an object. They come back as JSON, in which nothing is left
 * that a database cannot store.
 * @throws GatewayError `invalid_request`
 */
export function readBodies(body: Buffer, contentType: string): string[] {
  if (!isUtf8(body)) throw refuse('The body is not UTF-8.')
  const text = body.toString('utf8').replace(/^\ufeff/, '')
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return [formOf(text)]
  if (text.trim() === '') throw refuse('The body is empty: send a JSON object.')
  if (isDeeperThan(text, maxDepth)) throw refuse(`The body is nested deeper than ${maxDepth} levels.`)
  const value = parse(text)
  const items = Array.isArray(value) ? value : [value]
  if (items.length > maxEventsAtOnce) throw refuse(`A request has at most ${maxEventsAtOnce} events.`)
  if (!items.every(isObject)) throw refuse('The body must be a JSON object, or an array of them.')
  return items.map((item) => JSON.stringify(storable(item)))
}

const refuse = (message: string, cause?: unknown) => new GatewayError('invalid_request', message, { cause })

function parse(text: string): unknown {
  try {
    return JSON.parse(text, exactly as never)
  } catch (cause) {
    throw refuse('The body is not JSON.', cause)
  }
}

/** Ids of 17 digits and more are no numbers to JavaScript: they stay what was written, as texts. */
function exactly(_name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isRounded && source !== undefined && /^-?\d+$/.test(source) ? source : value
}

const formOf = (text: string): string =>
  JSON.stringify(storable(Object.fromEntries([...new URLSearchParams(text)].slice(0, 1000))))

function storable(value: unknown): unknown {
  if (typeof value === 'string') return toStorable(value)
  if (Array.isArray(value)) return value.map(storable)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [toStorable(name), storable(one)]))
}

/** By the brackets outside of texts, in one pass that stops at the first one too many. */
function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inText) {
      if (code === 0x5c) at++
      else if (code === 0x22) inText = false
    } else if (code === 0x22) inText = true
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > levels) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}
