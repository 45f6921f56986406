import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { keepFile, type WithStored } from './keep-file.ts'
import { blobKey, type Media } from './media.ts'
import type { MediaLinks } from './media-links.ts'
import { findOwnFile } from './media-record-store.ts'
import { discardFile, type ReceivedFile, receiveFile } from './receive/receive-file.ts'
import { assertStorageLeft } from './storage-quota.ts'
import { MediaMissing, type MediaStore } from './stores/media-store.ts'

/**
 * Files that an account imports and has exported. They lie where media lie and count towards the same quota, but they are no
 * media: nobody lists them or sends them. They are deleted by `deleteOwnFiles`; their bytes are swept afterwards.
 */
export interface AccountFiles {
  /** Streams a file to disk. @throws GatewayError `media_refused` when it is longer than `maxBytes` */
  receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile>
  /** Stores a received file; `withStored` is done in the same transaction. @throws GatewayError `media_refused` when the account's storage is full */
  keep(file: ReceivedFile, named: NewAccountFile, withStored: WithStored): Promise<Media>
  /** @throws GatewayError `not_found` when the file is gone */
  open(accountId: string, id: string): Promise<Readable>
  /** For whoever holds it, until it expires. */
  linkTo: MediaLinks['linkTo']
  /** Bytes may have lost their last name. */
  onRemoved(): void
  /** Where files lie while they come in; what stays there for hours is swept. */
  incomingPath: string
}

interface NewAccountFile {
  accountId: string
  filename: string
  mimeType: string
}

interface FilesDeps extends Pick<CoreContext, 'read' | 'transaction'> {
  store: MediaStore
  links: MediaLinks
  /** Absolute; on the file system of a directory store. */
  mediaPath: string
  /** Bytes that an account may keep; null: unlimited. */
  quotaBytes: number | null
  onRemoved(): void
}

export function createAccountFiles(deps: FilesDeps): AccountFiles {
  const { read, store, links, mediaPath, quotaBytes, onRemoved } = deps
  const incomingPath = join(mediaPath, 'incoming')
  const gone = (cause?: unknown) =>
    new GatewayError('not_found', 'The file is no longer stored: its time is over, or it was removed.', { cause })

  async function keep(file: ReceivedFile, named: NewAccountFile, withStored: WithStored): Promise<Media> {
    const { accountId } = named
    await assertStorageLeft(deps, accountId, { sizeBytes: file.sizeBytes, quotaBytes }).catch(
      async (error: unknown) => {
        await discardFile(file)
        throw error
      },
    )
    const stored = await keepFile(deps, file, { ...ownFile, ...named }, withStored)
    if (stored === null) throw new Error('A file of the account belongs to no message')
    return stored
  }

  return {
    receive: (source, maxBytes) => receiveFile(incomingPath, source, { maxBytes, what: 'A file' }),
    keep,
    async open(accountId, id) {
      const file = await read({ accountId }, (db) => findOwnFile(db, accountId, id))
      if (file === null) throw gone()
      return store.open(blobKey(file)).catch((cause) => {
        throw cause instanceof MediaMissing ? gone(cause) : cause
      })
    },
    linkTo: links.linkTo,
    onRemoved,
    incomingPath,
  }
}

const ownFile = { direction: 'own', kind: null, voice: false, messageId: null, metaId: null, numberId: null } as const
