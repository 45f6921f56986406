import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AuthenticateKey } from '#auth/authentication.ts'
import type { ReadKey } from '#auth/identify.ts'
import { readAhead, throwAway } from '#media/form-parts.ts'

/** The member in which Meta takes the key beside the header. */
export const tokenMember = 'access_token'

/** In the header, or as `?access_token=`, which Meta takes as well; the header wins. */
export const readKey: ReadKey = (header, query) => (header ? tokenOf(header) : textOf(Object(query)[tokenMember]))

/** Clients of the resumable upload say `OAuth`, as Meta demands there. */
const tokenOf = (header: string): string | null => /^(?:Bearer|OAuth) +(\S+) *$/i.exec(header)?.[1] ?? null

const textOf = (token: unknown): string | null => (typeof token === 'string' && token !== '' ? token : null)

/** Or as a member of a form, as Meta's clients and its own examples send it. */
export const keyMayFollow = ({ method, headers }: FastifyRequest): boolean =>
  method === 'POST' &&
  /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(headers['content-type'] ?? '')

/** The hook that looks for the key in a body that was read, or in the fields of a form before its file. */
export function authenticateByBody(authenticateKey: AuthenticateKey) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!request.keyFollows) return
    if (request.isMultipart?.() !== true) return authenticateKey(textOf(request.formToken), request, reply)
    const key = textOf(await readAhead(request, tokenMember))
    await authenticateKey(key, request, reply).catch((error: unknown) => {
      throwAway(request)
      throw key === null && error instanceof GatewayError && error.code === 'unauthenticated' ? missingKey : error
    })
  }
}

/** Nothing is stored for strangers, and the file may be large. */
const missingKey = new GatewayError(
  'unauthenticated',
  'Missing API key. Send the header Authorization: Bearer sk_live_…, or in the form a field access_token before its file.',
)
