import type { CoreContext } from '#context.ts'
import { isUniqueViolation } from '#platform/database/errors.ts'
import { GatewayError } from '#platform/errors.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { blobKey, type Media } from './media.ts'
import {
  abandonBlob,
  announceBlob,
  confirmBlob,
  findContent,
  insertMedia,
  type NewMedia,
} from './media-record-store.ts'
import { discardFile, type ReceivedFile } from './receive/receive-file.ts'
import type { MediaStore } from './stores/media-store.ts'

/** What is done in the transaction that keeps a file. */
export type WithStored = (tx: UnitOfWork, stored: Media) => Promise<void>

interface KeepDeps extends Pick<CoreContext, 'transaction'> {
  store: MediaStore
}

const nothingMore: WithStored = async () => undefined

/**
 * Keeps a received file; its bytes are stored once for an account and content. Null: its message had a file already.
 * @throws GatewayError `overloaded` when the content came and went meanwhile
 */
export async function keepFile(
  deps: KeepDeps,
  file: ReceivedFile,
  media: NewMedia,
  also = nothingMore,
): Promise<Media | null> {
  try {
    const attached = await attach(deps, file.sha256, media, also)
    const stored = attached === undefined ? await storeNew(deps, file, media, also) : attached
    const kept = stored === undefined ? await attach(deps, file.sha256, media, also) : stored
    if (kept === undefined) throw new GatewayError('overloaded', 'The file changed while it was stored.')
    return kept
  } finally {
    await discardFile(file)
  }
}

/** A file of a content that is stored already: it takes no room. Undefined: the content is new. */
function attach(
  { transaction }: KeepDeps,
  sha256: string,
  media: NewMedia,
  also: WithStored,
): Promise<Media | null | undefined> {
  return transaction(systemCaller(media.accountId), async (tx) => {
    const blobId = await findContent(tx, media.accountId, sha256)
    return blobId === null ? undefined : insert(tx, blobId, media, also)
  })
}

/**
 * The bytes are announced, written and confirmed, so whatever a crash leaves is known and swept. Undefined: somebody
 * else was faster with the same content.
 */
async function storeNew(
  { transaction, store }: KeepDeps,
  file: ReceivedFile,
  media: NewMedia,
  also: WithStored,
): Promise<Media | null | undefined> {
  const { accountId } = media
  const keeper = systemCaller(accountId)
  const blobId = await transaction(keeper, (tx) => announceBlob(tx, accountId, file))
  try {
    await store.put(blobKey({ accountId, blobId }), file)
    return await transaction(keeper, async (tx) => {
      if (!(await confirmBlob(tx, accountId, blobId))) throw new Error('The stored media was given up meanwhile')
      return insert(tx, blobId, media, also)
    })
  } catch (error) {
    await transaction(keeper, (tx) => abandonBlob(tx, accountId, blobId)).catch(() => undefined) // swept in an hour otherwise
    if (isUniqueViolation(error)) return undefined
    throw error
  }
}

async function insert(tx: UnitOfWork, blobId: string, media: NewMedia, also: WithStored): Promise<Media | null> {
  const stored = await insertMedia(tx, blobId, media)
  if (stored !== null) await also(tx, stored)
  return stored
}
