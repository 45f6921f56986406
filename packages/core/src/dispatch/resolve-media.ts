import type { CoreContext } from '../context.ts'
import { blobKey } from '../media/media.ts'
import { type FileForMeta, findFilesForMeta, forgetMetaId, rememberMetaId } from '../media/media-at-meta.ts'
import { mayNameOwnMedia, ownMediaIn } from '../media/named-media.ts'
import { MediaMissing, type MediaStore } from '../media/stores/media-store.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { JudgedOutcome } from './send-outcome.ts'

/** A message that names files of ours, with what is known of them. */
export interface MediaInMessage {
  /** By id; what is not here is gone. */
  files: ReadonlyMap<string, FileForMeta>
  ids: readonly string[]
}

export type Resolved =
  /** Every file has an id at Meta: the content that may leave. */
  | { kind: 'ready'; content: string }
  /** Files are on their way to Meta: the message has not left, and is to be asked about again then. */
  | { kind: 'wait'; afterMs: number }
  /** As if Meta had answered the message with it. */
  | { kind: 'failed'; outcome: JudgedOutcome }

interface MessageOfNumber {
  id: string
  numberId: string
  /** JSON text. */
  content: string
}

export interface MediaResolver {
  /** One query for all, and none when no message names a file of ours. Keys are message ids. */
  load(
    messages: readonly MessageOfNumber[],
    numbers: ReadonlyMap<string, NumberRow>,
  ): Promise<Map<string, MediaInMessage>>
  /** At once: an upload that is needed runs beside the lane, one for all messages that need it. */
  resolve(itemId: string, content: string, media: MediaInMessage, number: NumberRow): Resolved
  /** Looks whether Meta refused because an id of ours is gone there: then the message is to be tried again. */
  renewed(outcome: JudgedOutcome, media: MediaInMessage, number: NumberRow): Promise<JudgedOutcome>
  /** Uploads under way end. */
  stop(): Promise<void>
}

type ResolverDeps = Pick<CoreContext, 'db' | 'log' | 'graph'> & { store: MediaStore }

interface Upload {
  startedAt: number
  /** Null while it runs. */
  result: { metaId: string } | { failed: JudgedOutcome } | null
}

/** Meta's ids live 30 days. */
const renewAfterMs = 29 * 86_400_000
const firstWaitMs = 100
const longestWaitMs = 5000
/** Finished uploads that a waiting message may still ask about. */
const keptMs = 600_000
const maxUploads = 8

/** Turns ids of ours into ids of Meta's, right before a message leaves. */
export function createMediaResolver({ db, log, graph, store }: ResolverDeps): MediaResolver {
  /** By content, type and number. */
  const uploads = new Map<string, Upload>()
  /** What an item waits for, so that it hears the end of just that upload. */
  const awaited = new Map<string, Upload[]>()
  const underWay = new Set<Promise<void>>()

  const load: MediaResolver['load'] = async (messages, numbers) => {
    const wanted = messages.flatMap(({ id, numberId, content }) => {
      const ids = mayNameOwnMedia(content) ? [...new Set(ownMediaIn(JSON.parse(content)).map((one) => one.id))] : []
      const number = numbers.get(numberId)
      return ids.length > 0 && number ? [{ messageId: id, numberId, accountId: number.accountId, ids }] : []
    })
    if (wanted.length === 0) return new Map()
    const files = await findFilesForMeta(
      db.worker,
      wanted.flatMap(({ ids, ...rest }) => ids.map((id) => ({ ...rest, id }))),
    )
    return new Map(
      wanted.map(({ messageId, numberId, ids }) => [messageId, { ids, files: pick(files, ids, numberId) }]),
    )
  }

  const resolve: MediaResolver['resolve'] = (itemId, content, { ids, files }, number) => {
    const waited = awaited.get(itemId) ?? []
    awaited.delete(itemId)
    const metaIds = new Map<string, string>()
    const pending: Upload[] = []
    for (const upload of waited)
      if (upload.result && 'failed' in upload.result) return { kind: 'failed', outcome: upload.result.failed }
    for (const id of ids) {
      const file = files.get(id)
      if (!file) return { kind: 'failed', outcome: gone(id) }
      const known = knownMetaId(file, number)
      if (known !== null) metaIds.set(id, known)
      else pending.push(uploadFor(file, number))
    }
    if (pending.length === 0) return { kind: 'ready', content: withMetaIds(content, metaIds) }
    awaited.set(itemId, pending)
    return { kind: 'wait', afterMs: waitMs(pending) }
  }

  /** Of the database, or of an upload that ended after the database was asked. */
  function knownMetaId({ blobId, mimeType, metaId, ageMs }: FileForMeta, number: NumberRow): string | null {
    const done = uploads.get(keyOf({ blobId, mimeType }, number))?.result
    if (done && 'metaId' in done) return done.metaId
    return metaId !== null && ageMs !== null && ageMs < renewAfterMs ? metaId : null
  }

  function uploadFor(file: FileForMeta, number: NumberRow): Upload {
    const key = keyOf(file, number)
    const running = uploads.get(key)
    if (running && running.result === null) return running
    forgetOld()
    const upload: Upload = { startedAt: Date.now(), result: null }
    if (underWay.size >= maxUploads) return upload // its turn comes when the message is asked about again
    uploads.set(key, upload)
    const work = send(file, number)
      .then((result) => {
        upload.result = result
      })
      .finally(() => underWay.delete(work))
    underWay.add(work)
    return upload
  }

  async function send(file: FileForMeta, number: NumberRow): Promise<NonNullable<Upload['result']>> {
    try {
      const outcome = await graph(number.sandbox).uploadMedia({
        phoneNumberId: number.phoneNumberId,
        token: number.token,
        content: await store.open(blobKey(file)),
        sizeBytes: file.sizeBytes,
        mimeType: file.mimeType,
        filename: file.filename ?? 'file',
      })
      if (!outcome.ok) return { failed: outcome.unreachable ? notSent(outcome.cause) : { ...outcome, kind: 'refused' } }
      const { id: metaId } = outcome.data
      await rememberMetaId(db.worker, file, number.id, metaId).catch((error) =>
        log.warn({ err: error }, "Meta's id of a file was not stored: it is uploaded again another time"),
      )
      return { metaId }
    } catch (error) {
      if (error instanceof MediaMissing) return { failed: gone(file.id) }
      log.warn({ err: error, mediaId: file.id }, 'a file did not reach Meta')
      return { failed: notSent(error instanceof Error ? error.message : String(error)) }
    }
  }

  /** Only what has just been used can be gone: a message that waits gets another id, and counts as one more attempt. */
  const renewed: MediaResolver['renewed'] = async (outcome, { files }, number) => {
    if (!saysGone(outcome)) return outcome
    for (const file of files.values()) {
      const key = keyOf(file, number)
      const held = uploads.get(key)?.result
      const metaId = held && 'metaId' in held ? held.metaId : file.metaId
      uploads.delete(key)
      if (metaId !== null)
        await forgetMetaId(db.worker, { ...file, metaId }, number.id).catch((error) =>
          log.warn({ err: error }, "Meta's id of a file was not forgotten"),
        )
    }
    return outcome.kind === 'refused' ? { ...outcome, policy: againPolicy } : outcome
  }

  function forgetOld(): void {
    const before = Date.now() - keptMs
    for (const [key, { startedAt, result }] of uploads) if (result && startedAt < before) uploads.delete(key)
    for (const [itemId, pending] of awaited)
      if (pending.every(({ startedAt }) => startedAt < before)) awaited.delete(itemId)
  }

  return {
    load,
    resolve,
    renewed,
    async stop() {
      await Promise.allSettled(underWay)
    },
  }
}

const keyOf = ({ blobId, mimeType }: Pick<FileForMeta, 'blobId' | 'mimeType'>, { id }: NumberRow) =>
  `${blobId} ${mimeType} ${id}`

function pick(files: ReadonlyMap<string, FileForMeta>, ids: readonly string[], numberId: string) {
  const found = new Map<string, FileForMeta>()
  for (const id of ids) {
    const file = files.get(`${id} ${numberId}`)
    if (file) found.set(id, file)
  }
  return found
}

/** As long again as the upload has taken already, so that few questions are asked of a long one. */
function waitMs(pending: readonly Upload[]): number {
  const longest = Math.max(...pending.map(({ startedAt }) => Date.now() - startedAt))
  return Math.min(longestWaitMs, Math.max(firstWaitMs, longest))
}

function withMetaIds(content: string, metaIds: ReadonlyMap<string, string>): string {
  const parsed: unknown = JSON.parse(content)
  for (const { holder, id } of ownMediaIn(parsed)) holder['id'] = metaIds.get(id) ?? id
  return JSON.stringify(parsed)
}

const notSent = (cause: string): JudgedOutcome => ({
  kind: 'not_sent',
  cause: `The file could not be uploaded: ${cause}`,
})

const goneError = { message: 'The media is no longer there', code: 131053 }

/** In the words of a refusal, since nothing will bring it back. */
const gone = (id: string): JudgedOutcome => ({
  kind: 'refused',
  httpStatus: 400,
  error: { ...goneError, error_data: { details: `The media ${id} was deleted before the message could leave.` } },
  policy: { action: 'fail', cause: 'A file that the message names was deleted. Upload it again and send again.' },
  retryAfterMs: null,
})

const againPolicy = { action: 'retry', cause: 'Meta no longer had the file. It is uploaded again.' } as const

/** "Param image.id is not a valid whatsapp business account media attachment ID" */
function saysGone(outcome: JudgedOutcome): boolean {
  if (outcome.kind !== 'refused' || outcome.error.code !== 100) return false
  return /media attachment id/i.test(`${outcome.error.message} ${outcome.error.error_data?.details ?? ''}`)
}
