import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { CoreContext } from '#context.ts'
import type { Egress } from '#platform/egress.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, type Reader, systemCaller } from '#tenancy/access/caller.ts'
import { keepFile, type WithStored } from './keep-file.ts'
import { blobKey, type Media } from './media.ts'
import type { MediaLinks } from './media-links.ts'
import {
  deleteMedia,
  findLinkedMedia,
  findMedia,
  findMediaByMetaId,
  listMedia,
  type MediaPage,
  type NewMedia,
} from './media-record-store.ts'
import { openUrl } from './receive/fetch-file.ts'
import { discardFile, type ReceivedFile, receiveSendable } from './receive/receive-file.ts'
import { assertStorageLeft } from './storage-quota.ts'
import { type ByteRange, MediaMissing, type MediaStore } from './stores/media-store.ts'

interface NewFile {
  accountId: string
  /** As in `Media`; left out: the account as a whole. */
  numberId?: string | null
  /** As the sender names it; null: nameless. */
  filename: string | null
}

/** The files of accounts. Ids of other accounts are as good as none. */
export interface MediaLibrary {
  /**
   * Takes a stream in, to be sent later. It is checked, stored and only then answered for.
   * @throws GatewayError `media_refused`
   */
  upload(file: NewFile & { source: AsyncIterable<Uint8Array>; declaredType: string | null }): Promise<Media>
  /** Fetches a public address. @throws GatewayError `media_refused` */
  fetch(file: NewFile & { url: string }): Promise<Media>
  /** Keeps a received file; with it, in the same transaction, `withStored` is done. Null: its message had a file already. */
  keep(file: ReceivedFile, media: NewMedia, withStored?: WithStored): Promise<Media | null>
  find(reader: Reader, id: string): Promise<Media | null>
  findByMetaId(reader: Reader, metaId: string): Promise<Media | null>
  /** For a link whose signature was checked. */
  findLinked(id: string): Promise<Media | null>
  list(page: MediaPage): Promise<Media[]>
  /** @throws GatewayError `not_found` when the bytes are gone */
  open(media: Media, range?: ByteRange): Promise<Readable>
  /** False: there is none. */
  delete(caller: Caller, id: string): Promise<boolean>
  /** Takes back an upload that nobody was told of. */
  discard(media: Media): Promise<void>
  links: MediaLinks
  /** Where files lie while they come in. */
  incomingPath: string
}

interface LibraryDeps extends Pick<CoreContext, 'read' | 'transaction' | 'worker'> {
  egress: Pick<Egress, 'agent' | 'checkUrl'>
  store: MediaStore
  links: MediaLinks
  /** Absolute; on the file system of a directory store. */
  mediaPath: string
  /** Bytes that an account may keep; null: unlimited. */
  quotaBytes: number | null
  /** Bytes may have lost their last name. */
  onRemoved(): void
}

const maxFilename = 240

export function createMediaLibrary(deps: LibraryDeps): MediaLibrary {
  const { read, transaction, worker, egress, store, links, mediaPath, quotaBytes, onRemoved } = deps
  const incomingPath = join(mediaPath, 'incoming')

  async function keepSendable(
    { accountId, numberId = null, filename }: NewFile,
    source: AsyncIterable<Uint8Array>,
    declared: string | null,
  ) {
    const file = await receiveSendable(incomingPath, source, declared)
    const { kind, mimeType, voice, sizeBytes } = file
    await assertStorageLeft(deps, accountId, { sizeBytes, quotaBytes }).catch(async (error: unknown) => {
      await discardFile(file)
      throw error
    })
    const stored = await keepFile(deps, file, {
      accountId,
      direction: 'out',
      kind,
      mimeType,
      voice,
      filename: toFilename(filename),
      messageId: null,
      metaId: null,
      numberId,
    })
    if (stored === null) throw new Error('An upload belongs to no message')
    return stored
  }

  return {
    upload: ({ source, declaredType, ...file }) => keepSendable(file, source, declaredType),
    async fetch({ url, ...file }) {
      const fetched = await openUrl(egress, url)
      return keepSendable({ ...file, filename: file.filename ?? fetched.filename }, fetched.body, null)
    },
    keep: (file, media, withStored) => keepFile(deps, file, media, withStored),
    find: async ({ accountId }, id) => (await read({ accountId }, (db) => findMedia(db, accountId, [id])))[0] ?? null,
    findByMetaId: ({ accountId }, metaId) => read({ accountId }, (db) => findMediaByMetaId(db, accountId, metaId)),
    findLinked: (id) => findLinkedMedia(worker, id),
    list: (page) => read(page, (db) => listMedia(db, page)),
    open: (media, range) =>
      store.open(blobKey(media), range).catch((cause) => {
        if (!(cause instanceof MediaMissing)) throw cause
        throw new GatewayError('not_found', 'The bytes of this media are no longer in the store.', { cause })
      }),
    async delete(caller, id) {
      assertScope(caller, 'media:write')
      const deleted = await transaction(caller, async (tx) => {
        const before = await deleteMedia(tx, caller.accountId, id)
        if (before) await tx.audit('media.deleted', id, { before, after: null })
        return before !== null
      })
      if (deleted) onRemoved()
      return deleted
    },
    async discard({ accountId, id }) {
      await transaction(systemCaller(accountId), (tx) => deleteMedia(tx, accountId, id))
      onRemoved()
    },
    links,
    incomingPath,
  }
}

/** Names travel in headers and to phones: no path, no control characters, not endless. */
function toFilename(given: string | null): string | null {
  const name = (given ?? '').replaceAll(/[\p{Cc}\p{Cs}/\\]/gu, '_').trim()
  return name === '' ? null : name.slice(-maxFilename)
}
