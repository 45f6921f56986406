import { maxMediaBytes } from '@dawk/cloud-api/media-formats.ts'
import type { Media } from '@dawk/core/messaging/media/media.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ownerOfUpload } from '../auth/restricted-keys.ts'
import type { OperationContext } from '../context.ts'
import { partsOf, readForm } from './form-parts.ts'
import { maxParts } from './guard-parts.ts'

/**
 * Lets routes of this scope take forms; what is too long is read to its end and thrown away, so that the answer arrives.
 * `unnamedFiles`: a part named `file` is one also without a file name, as some clients send it.
 */
export async function acceptForms(app: FastifyInstance, { unnamedFiles = false } = {}): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: 2 * maxMediaBytes, files: 1, fields: 20, fieldSize: 4096, parts: maxParts },
    ...(unnamedFiles && { isPartAFile }),
  })
  app.decorateRequest('partsAhead', null)
}

function isPartAFile(name: string | undefined, type: string | undefined, filename: string | undefined): boolean {
  return name === 'file' || type === 'application/octet-stream' || filename !== undefined
}

export interface Upload {
  media: Media
  /** The other members of the form that came before the file or after it. */
  fields: Readonly<Record<string, string>>
}

const missing = (name: string, message: string) =>
  new GatewayError('invalid_request', `${name}: ${message}`, { details: [{ field: name, message }] })

/**
 * Takes the file named `file` out of a form, streamed into the account's store. `number`: the one that the request names.
 * @throws GatewayError `invalid_request`, `media_refused`
 */
export async function receiveUpload(
  { media: library }: Pick<OperationContext, 'media'>,
  principal: Principal,
  request: FastifyRequest,
  number: { id: string } | null = null,
): Promise<Upload> {
  if (!request.isMultipart?.()) throw missing('file', 'send a form (multipart/form-data) with a part named file.')
  const fields: Record<string, string> = {}
  let stored: Media | null = null
  for await (const part of partsOf(request)) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else if (part.fieldname !== 'file') {
      part.file.resume()
      throw missing(part.fieldname.slice(0, 100), 'is not a known file; the part is named file.')
    } else {
      const file = {
        accountId: principal.account.id,
        numberId: ownerOfUpload(principal, number),
        filename: part.filename === undefined ? null : nameOf(part.filename),
        declaredType: declaredOf(part.mimetype, fields),
      }
      stored = await library.upload({ ...file, source: readForm(part.file) }).finally(() => part.file.resume())
    }
  }
  if (!stored) throw missing('file', 'is required: a part named file, with a file name.')
  return { media: stored, fields }
}

/** As forms escape names: https://html.spec.whatwg.org/#multipart-form-data */
const nameOf = (escaped: string): string => escaped.replaceAll(/%22|%0D|%0A/g, (one) => decodeURIComponent(one))

/** A field `type`, as Meta's form has, counts where the part itself says nothing. */
function declaredOf(partType: string, fields: Readonly<Record<string, string>>): string | null {
  if (partType !== '' && partType !== 'application/octet-stream') return partType
  return fields['type'] ?? null
}
