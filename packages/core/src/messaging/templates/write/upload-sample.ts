import type { CloudApiClient } from '@dawk/cloud-api/client.ts'
import type { CoreContext } from '#context.ts'
import type { Media } from '#messaging/media/media.ts'
import type { MediaLibrary } from '#messaging/media/media-library.ts'
import type { NumberDirectory, OwnedNumber } from '#messaging/numbers/number-directory.ts'
import { GatewayError } from '#platform/errors.ts'
import { toUpstreamError } from '#platform/upstream-error.ts'

type SampleContext = Pick<CoreContext, 'graph'> & {
  numbers: Pick<NumberDirectory, 'ofWaba'>
  media: Pick<MediaLibrary, 'find' | 'open'>
}

export const sampleTypes: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png', 'video/mp4'])
/** A sample of our own files is held in memory while it goes up. */
export const maxSampleBytes = 16 * 1024 * 1024
const maxTries = 3

/**
 * Puts one of the account's files up as the sample of a template's header, by Meta's resumable upload: when the connection
 * breaks it goes on from where Meta says. Returns the handle for `header_handle`; it is of the token's app.
 * @throws GatewayError `not_found`, `media_refused`, `number_not_connected`, `upstream_refused`, `upstream_unavailable`
 */
export async function uploadSample(
  ctx: SampleContext,
  accountId: string,
  { wabaId, mediaId }: { wabaId: string; mediaId: string },
): Promise<string> {
  const file = await ctx.media.find({ accountId }, mediaId)
  if (!file) throw new GatewayError('not_found', 'Media not found.')
  refuseUnfit(file)
  const number = await ctx.numbers.ofWaba(accountId, wabaId)
  if (!number)
    throw new GatewayError('number_not_connected', 'No number of this WhatsApp Business Account is connected.')
  const client = ctx.graph(number.sandbox)
  const uploadId = await openSession(client, number, file)
  return sendBytes(client, number, uploadId, await readAll(ctx, file))
}

function refuseUnfit({ mimeType, sizeBytes }: Media): void {
  const problem = !sampleTypes.has(mimeType)
    ? `must be one of ${[...sampleTypes].join(', ')} (given: ${mimeType})`
    : sizeBytes > maxSampleBytes
      ? `must have at most ${maxSampleBytes} bytes (given: ${sizeBytes})`
      : null
  if (problem === null) return
  throw new GatewayError('media_refused', 'The file cannot be the sample of a template.', {
    details: [{ field: 'mediaId', message: problem }],
  })
}

async function openSession(client: CloudApiClient, { token }: OwnedNumber, file: Media): Promise<string> {
  const debugged = await client.debugToken({ inputToken: token, token })
  if (!debugged.ok) throw toUpstreamError(debugged, () => 'token')
  const appId = debugged.data.data.app_id
  if (appId === undefined)
    throw new GatewayError('upstream_refused', 'Meta does not say to which app the access token belongs.')
  const { filename, sizeBytes, mimeType } = file
  const opened = await client.openUpload({
    appId,
    token,
    fileName: filename ?? 'sample',
    fileBytes: sizeBytes,
    fileType: mimeType,
  })
  if (!opened.ok) throw toUpstreamError(opened, () => 'mediaId')
  return opened.data.id
}

async function readAll({ media }: SampleContext, file: Media): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await media.open(file)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function sendBytes(
  client: CloudApiClient,
  { token }: OwnedNumber,
  uploadId: string,
  bytes: Buffer,
): Promise<string> {
  let offset = 0
  for (let attempt = 1; ; attempt += 1) {
    const sent = await client.continueUpload({ uploadId, token, offset, bytes: bytes.subarray(offset) })
    if (sent.ok && typeof sent.data.h === 'string') return sent.data.h
    if (attempt >= maxTries || (!sent.ok && !sent.unreachable)) throw notTaken(sent)
    const state = await client.readUpload({ uploadId, token })
    offset = state.ok && Number.isInteger(state.data.file_offset) ? Math.min(state.data.file_offset, bytes.length) : 0
  }
}

function notTaken(sent: Awaited<ReturnType<CloudApiClient['continueUpload']>>): GatewayError {
  if (!sent.ok) return toUpstreamError(sent, () => 'mediaId')
  return new GatewayError('upstream_unavailable', 'Meta did not take the whole file.', { retryAfterSeconds: 10 })
}
