import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyInstance } from 'fastify'
import { createJsonParser, isDeeperThan, maxJsonDepth } from '#requests/parse-json.ts'
import { tokenMember } from './auth.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that a form held, which is no member of its body. */
    formToken: string | null
  }
}

/** Members that are texts whatever they look like: an `about` of "[1]" is no list. */
const texts = new Set([
  'about',
  'address',
  'biz_opaque_callback_data',
  'description',
  'email',
  'message_id',
  'name',
  'recipient',
  'to',
])

/**
 * Bodies of `application/x-www-form-urlencoded`, in which Meta takes the same members: what is no text, as an object, a list,
 * a number or a boolean, stands there as JSON. They are read by the parser of JSON bodies, with its rules. A key among
 * them is taken out, so that it gets no further.
 */
export function acceptFormBodies(app: FastifyInstance): void {
  const parse = createJsonParser(app)
  app.decorateRequest('formToken', null)
  app.addContentTypeParser<Buffer>(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (body.length === 0) return done(null, undefined)
      if (hasMoreMembers(body, maxMembers))
        return done(new GatewayError('invalid_request', `The form has more than ${maxMembers} members.`))
      const { rest, token } = takeToken(body.toString('latin1')) // what is not ASCII is percent-encoded
      request.formToken = token
      if (request.headers['idempotency-key'] !== undefined) request.rawBody = Buffer.from(rest, 'latin1')
      const json = toJsonText(rest)
      if (json === null) return done(new GatewayError('invalid_request', 'The body is not a form of valid UTF-8.'))
      return parse(request, json, done)
    },
  )
}

const maxMembers = 1000
const ampersand = 0x26

function hasMoreMembers(form: Uint8Array, most: number): boolean {
  let members = 1
  for (let at = form.indexOf(ampersand); at >= 0; at = form.indexOf(ampersand, at + 1)) {
    members++
    if (members > most) return true
  }
  return false
}

/** The form without its key. Of two keys none counts. */
function takeToken(form: string): { rest: string; token: string | null } {
  const pairs = form.split('&')
  const tokens = pairs.filter(isToken)
  if (tokens.length === 0) return { rest: form, token: null }
  const [, token = ''] = /=(.*)/s.exec(tokens[0] ?? '') ?? []
  return {
    rest: pairs.filter((pair) => !isToken(pair)).join('&'),
    token: tokens.length > 1 ? null : decodeOrNull(token),
  }
}

const isToken = (pair: string): boolean => decodeOrNull(pair.split('=', 1)[0] ?? '') === tokenMember

function decodeOrNull(text: string): string | null {
  try {
    return decode(text)
  } catch {
    return null
  }
}

/** Null: no form, or bytes that are not UTF-8. Of a member that is there twice the last counts. */
export function toJsonText(form: string): string | null {
  try {
    const members = withSpaces(form).split('&').filter(Boolean).map(toMember)
    return `{${members.join(',')}}`
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function toMember(pair: string): string {
  const at = pair.indexOf('=')
  const name = decode(at < 0 ? pair : pair.slice(0, at))
  const value = at < 0 ? '' : decode(pair.slice(at + 1))
  return `${JSON.stringify(name)}:${!texts.has(name) && isJson(value) ? value : JSON.stringify(value)}`
}

/** On bytes, since `replaceAll` of a megabyte of plus signs holds the event loop. The form is ASCII. */
function withSpaces(form: string): string {
  const bytes = Buffer.from(form, 'latin1')
  for (let at = bytes.indexOf(plus); at >= 0 && at < bytes.length; at++) if (bytes[at] === plus) bytes[at] = space
  return bytes.toString('latin1')
}

const plus = 0x2b
const space = 0x20

const decode = (text: string): string => decodeURIComponent(text)

/** Long digits are ids, which as numbers would lose their end. What is nested too deep is left to the parser of the whole. */
function isJson(value: string): boolean {
  if (!/^\s*(?:[[{]|(?:true|false|null|-?\d{1,15})\s*$)/.test(value)) return false
  if (isDeeperThan(value, maxJsonDepth)) return true
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
