import type { Queryable } from '#platform/database/database.ts'
import { type FileForMeta, findFilesForMeta, forgetMetaId } from '../media/meta-media-store.ts'
import { mayNameOwnMedia, ownMediaIn } from '../media/named-media.ts'
import type { NumberRow } from '../numbers/number.ts'
import { createMediaUploads, type MediaUploads, type Upload, uploadKeptMs } from './media-uploads.ts'
import type { JudgedOutcome } from './send-outcome.ts'
import { gone, type UploadDeps } from './upload-file.ts'

/** A message that names files of ours, with what is known of them. */
export interface MediaInMessage {
  /** By id; what is not here is gone. */
  files: ReadonlyMap<string, FileForMeta>
  ids: readonly string[]
}

type Resolved =
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

/** What an item of a lane waits for, so that it hears the end of just these uploads. */
type Waits = Map<string, readonly Upload[]>

type UploadsOfMedia = Pick<MediaUploads, 'begin' | 'metaIdOf' | 'drop'>

/** Meta's ids live 30 days. */
const renewAfterMs = 29 * 86_400_000
const firstWaitMs = 100
const longestWaitMs = 5000

/** Turns ids of ours into ids of Meta's, right before a message leaves. */
export function createMediaResolver(deps: UploadDeps): MediaResolver {
  const uploads = createMediaUploads(deps)
  const waits: Waits = new Map()
  return {
    load: (messages, numbers) => loadMedia(deps.db.worker, messages, numbers),
    resolve: (itemId, content, media, number) => resolveMedia(uploads, waits, { itemId, content, media, number }),
    renewed: (outcome, media, number) => renewMedia(deps, uploads, { outcome, media, number }),
    stop: uploads.stop,
  }
}

async function loadMedia(
  worker: Queryable,
  messages: readonly MessageOfNumber[],
  numbers: ReadonlyMap<string, NumberRow>,
): Promise<Map<string, MediaInMessage>> {
  const uploads = messages.flatMap(({ id, numberId, content }) => {
    const ids = mayNameOwnMedia(content) ? [...new Set(ownMediaIn(JSON.parse(content)).map((one) => one.id))] : []
    const number = numbers.get(numberId)
    return ids.length > 0 && number ? [{ messageId: id, numberId, accountId: number.accountId, ids }] : []
  })
  if (uploads.length === 0) return new Map()
  const files = await findFilesForMeta(
    worker,
    uploads.flatMap(({ ids, ...rest }) => ids.map((id) => ({ ...rest, id }))),
  )
  return new Map(uploads.map(({ messageId, numberId, ids }) => [messageId, { ids, files: pick(files, ids, numberId) }]))
}

interface ItemWithMedia {
  itemId: string
  content: string
  media: MediaInMessage
  number: NumberRow
}

function resolveMedia(uploads: UploadsOfMedia, waits: Waits, item: ItemWithMedia): Resolved {
  const { itemId, content, media, number } = item
  const failure = takeFailure(waits, itemId)
  if (failure) return { kind: 'failed', outcome: failure }
  const metaIds = new Map<string, string>()
  const pending: Upload[] = []
  for (const id of media.ids) {
    const file = media.files.get(id)
    if (!file) return { kind: 'failed', outcome: gone(id) }
    const metaId = uploads.metaIdOf(file, number) ?? liveMetaId(file)
    if (metaId !== null) metaIds.set(id, metaId)
    else pending.push(uploads.begin(file, number))
  }
  if (pending.length === 0) return { kind: 'ready', content: withMetaIds(content, metaIds) }
  forgetOldWaits(waits)
  waits.set(itemId, pending)
  return { kind: 'wait', afterMs: waitMs(pending) }
}

/** How what the item has waited for went wrong; null: it did not. It waits no longer. */
function takeFailure(waits: Waits, itemId: string): JudgedOutcome | null {
  const awaited = waits.get(itemId) ?? []
  waits.delete(itemId)
  for (const { result } of awaited) if (result && 'failed' in result) return result.failed
  return null
}

/** Whoever asks again goes to the end, so that those who have not asked for long stand first. */
function forgetOldWaits(waits: Waits): void {
  const before = Date.now() - uploadKeptMs
  for (const [itemId, pending] of waits) {
    if (pending.some(({ startedAt }) => startedAt >= before)) return
    waits.delete(itemId)
  }
}

const liveMetaId = ({ metaId, ageMs }: FileForMeta): string | null =>
  ageMs !== null && ageMs < renewAfterMs ? metaId : null

/** Only what has just been used can be gone: a message that waits gets another id, and counts as one more attempt. */
async function renewMedia(
  { db, log }: Pick<UploadDeps, 'db' | 'log'>,
  uploads: UploadsOfMedia,
  { outcome, media, number }: { outcome: JudgedOutcome; media: MediaInMessage; number: NumberRow },
): Promise<JudgedOutcome> {
  if (!saysGone(outcome)) return outcome
  for (const file of media.files.values()) {
    const metaId = uploads.metaIdOf(file, number) ?? file.metaId
    uploads.drop(file, number)
    if (metaId !== null)
      await forgetMetaId(db.worker, { ...file, metaId }, number.id).catch((error) =>
        log.warn({ err: error }, "Meta's id of a file was not forgotten"),
      )
  }
  return outcome.kind === 'refused' ? { ...outcome, policy: againPolicy } : outcome
}

function pick(files: ReadonlyMap<string, FileForMeta>, ids: readonly string[], numberId: string) {
  const filesByMessage = new Map<string, FileForMeta>()
  for (const id of ids) {
    const file = files.get(`${id} ${numberId}`)
    if (file) filesByMessage.set(id, file)
  }
  return filesByMessage
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

const againPolicy = { action: 'retry', cause: 'Meta no longer had the file. It is uploaded again.' } as const

/** "Param image.id is not a valid whatsapp business account media attachment ID" */
function saysGone(outcome: JudgedOutcome): boolean {
  if (outcome.kind !== 'refused' || outcome.error.code !== 100) return false
  return /media attachment id/i.test(`${outcome.error.message} ${outcome.error.error_data?.details ?? ''}`)
}
