import type { SampleSession } from '@dawk/core/messaging/templates/write/sample-sessions.ts'
import type { FastifyRequest } from 'fastify'
import { unsupported } from './errors.ts'
import { textOf } from './own-templates.ts'
import { pathOf, queryOf, said } from './shapes.ts'

export const ofSession = pathOf('session', 'What stands between `upload:` and `?` in the id of the session.')
export const sig = queryOf({ sig: said('As the id of the session has it.') }, ['sig'])
export const offset = { type: 'integer', description: 'Where to go on.' }

/** The path names whose session it is, `sig` what Meta calls it: together the `upload:…?sig=…` that clients take for one id. */
export const nameOf = ({ wabaId, uploadId }: SampleSession) => `upload:${encode(wabaId)}?sig=${encode(uploadId)}`
const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (text: string) => Buffer.from(text, 'base64url').toString()

export function readSession(request: FastifyRequest): SampleSession {
  const wabaId = decode(sessionOf(request))
  const uploadId = decode(textOf(request.query, 'sig') ?? '')
  if (!/^\d{1,32}$/.test(wabaId) || !uploadId.startsWith('upload:')) throw unknownSession(request)
  return { wabaId, uploadId }
}

export const unknownSession = (request: FastifyRequest) =>
  unsupported(request.method, `upload:${sessionOf(request).slice(0, 64)}`)

const sessionOf = ({ params }: FastifyRequest): string => (params as { session: string }).session
