import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'

const sessionLifeMs = 24 * 60 * 60 * 1000
const handleLifeMs = 30 * 24 * 60 * 60 * 1000

export interface UploadSession {
  id: string
  token: string
  fileName: string
  fileBytes: number
  fileType: string
  /** What came so far, in order. */
  chunks: Buffer[]
  offset: number
  until: number
}

/** What stands behind a handle, for whoever takes one: a template's sample, a profile picture. */
export interface UploadedSample {
  fileName: string
  fileType: string
  bytes: Buffer
}

/** Resumable uploads: https://developers.facebook.com/docs/graph-api/guides/upload */
export function createUploads(clock: Clock, random: Random) {
  const sessions = new Map<string, UploadSession>()
  const handles = new Map<string, UploadedSample & { until: number }>()
  return {
    open(file: Pick<UploadSession, 'token' | 'fileName' | 'fileBytes' | 'fileType'>): UploadSession {
      const id = `MTph${random.bytes(24).toString('base64url')}`
      const session = { ...file, id, chunks: [], offset: 0, until: clock.now() + sessionLifeMs }
      sessions.set(id, session)
      return session
    },
    find(id: string): UploadSession | undefined {
      const session = sessions.get(id)
      return session && session.until > clock.now() ? session : undefined
    },
    /** Ends a session whose bytes are all there; returns the handle. */
    finish(session: UploadSession): string {
      sessions.delete(session.id)
      const bytes = Buffer.concat(session.chunks)
      const until = clock.now() + handleLifeMs
      const name = Buffer.from(session.fileName).toString('base64')
      const type = Buffer.from(session.fileType).toString('base64')
      const sum = createHash('sha256').update(bytes).digest('base64url')
      const handle = `4:${name}:${type}:ARb${sum}:e:${Math.floor(until / 1000)}:1:100001:${random.bytes(12).toString('base64url')}`
      handles.set(handle, { fileName: session.fileName, fileType: session.fileType, bytes, until })
      return handle
    },
    /** Undefined: it was never given, or has died. */
    sample(handle: string): UploadedSample | undefined {
      const upload = handles.get(handle)
      return upload && upload.until > clock.now() ? upload : undefined
    },
    reset(): void {
      sessions.clear()
      handles.clear()
    },
  }
}

export type Uploads = ReturnType<typeof createUploads>
