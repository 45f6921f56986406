import type { CoreContext } from '#context.ts'
import { blobKey } from '../media/media.ts'
import { type FileForMeta, rememberMetaId } from '../media/meta-media-store.ts'
import { MediaMissing, type MediaStore } from '../media/stores/media-store.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { JudgedOutcome } from './send-outcome.ts'

export type UploadDeps = Pick<CoreContext, 'db' | 'log' | 'graph'> & { store: MediaStore }

export type UploadResult = { metaId: string } | { failed: JudgedOutcome }

/** Sends a file to Meta and remembers the id that it has there. A failure is told as if the message itself had met it. */
export async function uploadFile(deps: UploadDeps, file: FileForMeta, number: NumberRow): Promise<UploadResult> {
  try {
    const outcome = await sendFile(deps, file, number)
    if (!outcome.ok) return { failed: outcome.unreachable ? notSent(outcome.cause) : { ...outcome, kind: 'refused' } }
    const { id: metaId } = outcome.data
    await rememberMetaId(deps.db.worker, file, number.id, metaId).catch((error) =>
      deps.log.warn({ err: error }, "Meta's id of a file was not stored: it is uploaded again another time"),
    )
    return { metaId }
  } catch (error) {
    if (error instanceof MediaMissing) return { failed: gone(file.id) }
    deps.log.warn({ err: error, mediaId: file.id }, 'a file did not reach Meta')
    return { failed: notSent(error instanceof Error ? error.message : String(error)) }
  }
}

async function sendFile({ graph, store }: UploadDeps, file: FileForMeta, number: NumberRow) {
  return graph(number.sandbox).uploadMedia({
    phoneNumberId: number.phoneNumberId,
    token: number.token,
    content: await store.open(blobKey(file)),
    sizeBytes: file.sizeBytes,
    mimeType: file.mimeType,
    filename: file.filename ?? 'file',
  })
}

const notSent = (cause: string): JudgedOutcome => ({
  kind: 'not_sent',
  cause: `The file could not be uploaded: ${cause}`,
})

const goneError = { message: 'The media is no longer there', code: 131053 }

/** In the words of a refusal, since nothing will bring it back. */
export const gone = (id: string): JudgedOutcome => ({
  kind: 'refused',
  httpStatus: 400,
  error: { ...goneError, error_data: { details: `The media ${id} was deleted before the message could leave.` } },
  policy: { action: 'fail', cause: 'A file that the message names was deleted. Upload it again and send again.' },
  retryAfterMs: null,
})
