import { maxImportBytes } from '@dawk/core/engagement/imports/import.ts'
import { openUrl } from '@dawk/core/messaging/media/receive/fetch-file.ts'
import { discardFile, type ReceivedFile } from '@dawk/core/messaging/media/receive/receive-file.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'
import { partsOf, readForm } from '#media/form-parts.ts'

/** What is too long is read to its end and thrown away, so that the answer arrives. */
export async function acceptImportForms(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: 2 * maxImportBytes, files: 1, fields: 5, fieldSize: 4096, parts: 6 },
  })
}

interface Received {
  file: ReceivedFile
  filename: string | null
}

/** The file of a form, or what lies under its `url`. @throws GatewayError `invalid_request`, `media_refused` */
export async function receiveImport(
  ctx: Pick<OperationContext, 'files' | 'egress'>,
  request: FastifyRequest,
): Promise<Received> {
  if (!request.isMultipart?.()) return fetchImport(ctx, urlIn(request.body))
  let received: Received | null = null
  let url: unknown
  try {
    for await (const part of partsOf(request)) {
      if (part.type === 'field' && part.fieldname === 'url') url = part.value
      else if (part.type === 'field') throw wrong(part.fieldname, 'is not a member of this form')
      else if (part.fieldname !== 'file') {
        part.file.resume()
        throw wrong(part.fieldname, 'is not a known file; the part is named file')
      } else {
        const file = await ctx.files.receive(readForm(part.file), maxImportBytes).finally(() => part.file.resume())
        received = { file, filename: part.filename || null }
      }
    }
    return received ?? (await fetchImport(ctx, urlIn({ url })))
  } catch (error) {
    if (received) await discardFile(received.file)
    throw error
  }
}

const wrong = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: field.slice(0, 100), message }] })

function urlIn(body: unknown): string {
  const url = typeof body === 'object' && body !== null && 'url' in body ? body.url : undefined
  if (typeof url === 'string' && url.length > 0 && url.length <= 2048) return url
  throw wrong(
    url === undefined ? 'file' : 'url',
    url === undefined ? 'is required: a part named file, or a url' : 'must be a public https address',
  )
}

async function fetchImport(ctx: Pick<OperationContext, 'files' | 'egress'>, url: string): Promise<Received> {
  const { body, filename } = await openUrl(ctx.egress, url, maxImportBytes)
  return { file: await ctx.files.receive(body, maxImportBytes), filename }
}
