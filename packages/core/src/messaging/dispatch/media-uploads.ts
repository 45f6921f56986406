import type { FileForMeta } from '../media/meta-media-store.ts'
import type { NumberRow } from '../numbers/number.ts'
import { type UploadDeps, type UploadResult, uploadFile } from './upload-file.ts'

export interface Upload {
  /** Milliseconds since the epoch. */
  startedAt: number
  /** Null while it runs. */
  result: UploadResult | null
}

type Content = Pick<FileForMeta, 'blobId' | 'mimeType'>

/** The uploads of this process: one for all messages of a number that need the file. */
export interface MediaUploads {
  /** The one that runs, else a new one. With too many under way it is none yet: its turn comes when it is asked for again. */
  begin(file: FileForMeta, number: NumberRow): Upload
  /** Of an upload that has ended well; null: there is none. */
  metaIdOf(file: Content, number: NumberRow): string | null
  drop(file: Content, number: NumberRow): void
  /** Uploads under way end. */
  stop(): Promise<void>
}

/** Finished uploads that a waiting message may still ask about. */
export const uploadKeptMs = 600_000
const maxUploads = 8

export function createMediaUploads(deps: UploadDeps): MediaUploads {
  const uploads = new Map<string, Upload>()
  const underWay = new Set<Promise<void>>()

  function run(upload: Upload, file: FileForMeta, number: NumberRow): void {
    const work = uploadFile(deps, file, number)
      .then((result) => {
        upload.result = result
      })
      .finally(() => underWay.delete(work))
    underWay.add(work)
  }

  return {
    begin(file, number) {
      const key = keyOf(file, number)
      const running = uploads.get(key)
      if (running && running.result === null) return running
      forgetOld(uploads)
      const upload: Upload = { startedAt: Date.now(), result: null }
      if (underWay.size >= maxUploads) return upload
      uploads.set(key, upload)
      run(upload, file, number)
      return upload
    },
    metaIdOf(file, number) {
      const result = uploads.get(keyOf(file, number))?.result
      return result && 'metaId' in result ? result.metaId : null
    },
    drop: (file, number) => void uploads.delete(keyOf(file, number)),
    async stop() {
      await Promise.allSettled(underWay)
    },
  }
}

const keyOf = ({ blobId, mimeType }: Content, { id }: NumberRow) => `${blobId} ${mimeType} ${id}`

function forgetOld(uploads: Map<string, Upload>): void {
  const before = Date.now() - uploadKeptMs
  for (const [key, { startedAt, result }] of uploads) if (result && startedAt < before) uploads.delete(key)
}
