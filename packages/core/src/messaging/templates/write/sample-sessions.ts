import { createReadStream } from 'node:fs'
import type { CallOutcome, CloudApiClient } from '@dawk/cloud-api/client.ts'
import type { CoreContext } from '#context.ts'
import { discardFile, receiveFile } from '#messaging/media/receive/receive-file.ts'
import type { NumberDirectory, OwnedNumber } from '#messaging/numbers/number-directory.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { toUpstreamError } from '#platform/upstream-error.ts'
import { maxSampleBytes, sampleTypes } from './upload-sample.ts'

/**
 * Meta's resumable upload for clients that speak it themselves: what they send goes on to Meta's own session, which alone
 * knows how far it is. Nothing of it is kept here, so it outlives a restart and may go on in any process.
 */
export interface SampleSession {
  /** By the token of one of its numbers Meta is spoken to. */
  wabaId: string
  /** Meta's name of it, `upload:…?sig=…`. */
  uploadId: string
}

export interface SampleFile {
  fileName: string
  fileBytes: number
  fileType: string
}

type SessionContext = Pick<CoreContext, 'graph'> & { numbers: Pick<NumberDirectory, 'ofWaba'> }

/**
 * Opens a session of the app that is named, by the token of a number that belongs to it. Where no number does, it is the one
 * app behind all numbers, beside a sandbox: a client knows its own app, and may not know through which one it was connected.
 * @param wabaIds the business accounts that may be asked
 * @returns null when there is none, or several
 * @throws GatewayError `invalid_request` naming the members of `file`, `upstream_refused`, `upstream_unavailable`
 */
export async function openSampleSession(
  ctx: SessionContext,
  accountId: string,
  { wabaIds, app, file }: { wabaIds: readonly string[]; app: string; file: SampleFile },
): Promise<CallOutcome<SampleSession> | null> {
  refuseUnfit(file)
  const ownApp = await findApp(ctx, accountId, wabaIds, app)
  if (!ownApp) return null
  const { number, appId } = ownApp
  const opened = await ctx.graph(number.sandbox).openUpload({ appId, token: number.token, ...file })
  return opened.ok ? { ok: true, data: { wabaId: number.wabaId, uploadId: opened.data.id } } : opened
}

/** As Meta names them; `image/jpg` is none, and Meta takes it. */
const uploadTypes = [...sampleTypes, 'image/jpg']

function refuseUnfit({ fileBytes, fileType }: SampleFile): void {
  const details: FieldProblem[] = []
  if (!Number.isInteger(fileBytes) || fileBytes < 1 || fileBytes > maxSampleBytes)
    details.push({ field: 'file_length', message: `must be 1 to ${maxSampleBytes} bytes.` })
  if (!uploadTypes.includes(fileType))
    details.push({ field: 'file_type', message: `must be one of ${uploadTypes.join(', ')}.` })
  if (details.length > 0)
    throw new GatewayError('invalid_request', 'The file cannot be the sample of a template.', { details })
}

interface AppNumber {
  number: OwnedNumber
  appId: string
}

async function findApp(ctx: SessionContext, accountId: string, wabaIds: readonly string[], app: string) {
  const numbers: AppNumber[] = []
  let failure: unknown = null
  for (const wabaId of wabaIds) {
    const number = await ctx.numbers.ofWaba(accountId, wabaId)
    const debugged = number && (await readToken(ctx.graph(number.sandbox), number))
    if (!number || !debugged) continue
    const appId = debugged.ok ? debugged.data.data.app_id : undefined
    if (appId === app) return { number, appId }
    if (appId !== undefined) numbers.push({ number, appId })
    else if (!debugged.ok) failure = toUpstreamError(debugged, () => 'token')
  }
  if (numbers.length === 0 && failure) throw failure
  return theOnlyApp(numbers)
}

/** Every account has a sandbox, so it counts only where there is nothing else. */
function theOnlyApp(numbers: readonly AppNumber[]): AppNumber | null {
  const real = numbers.filter(({ number }) => !number.sandbox)
  const [first, ...others] = real.length > 0 ? real : numbers
  return first && others.every(({ appId }) => appId === first.appId) ? first : null
}

const readToken = (client: CloudApiClient, { token }: OwnedNumber) => client.debugToken({ inputToken: token, token })

/**
 * Hands bytes on from `offset` on; the last ones are answered with the handle. They come to rest on disk first, so that a
 * slow client holds no connection to Meta: what does not arrive whole is not handed on, and Meta's offset stays.
 * @returns null when the account has no number there
 * @throws GatewayError `media_refused` when they are too many
 */
export async function continueSampleSession(
  ctx: SessionContext,
  accountId: string,
  { wabaId, uploadId }: SampleSession,
  chunk: { offset: number; source: AsyncIterable<Uint8Array>; directory: string },
) {
  const number = await ctx.numbers.ofWaba(accountId, wabaId)
  if (!number) return null
  const { path, sizeBytes } = await receiveFile(chunk.directory, chunk.source, async () => limit)
  const stream = createReadStream(path)
  try {
    const bytes = { stream, sizeBytes }
    return await ctx
      .graph(number.sandbox)
      .continueUpload({ uploadId, token: number.token, offset: chunk.offset, bytes })
  } finally {
    stream.destroy()
    await discardFile({ path })
  }
}

const limit = { maxBytes: maxSampleBytes, what: 'A sample' }

/** How far Meta is. Null as above. */
export async function readSampleSession(
  ctx: SessionContext,
  accountId: string,
  { wabaId, uploadId }: SampleSession,
): Promise<CallOutcome<{ readonly file_offset: number }> | null> {
  const number = await ctx.numbers.ofWaba(accountId, wabaId)
  return number && ctx.graph(number.sandbox).readUpload({ uploadId, token: number.token })
}
