import type { CoreContext } from '@dawk/core/context.ts'
import { type AccountFiles, createAccountFiles } from '@dawk/core/messaging/media/account-files.ts'
import { createMediaLibrary, type MediaLibrary } from '@dawk/core/messaging/media/media-library.ts'
import { createMediaLinks } from '@dawk/core/messaging/media/media-links.ts'
import { createDirectoryStore } from '@dawk/core/messaging/media/stores/directory-store.ts'
import type { MediaStore } from '@dawk/core/messaging/media/stores/media-store.ts'
import { createS3Store } from '@dawk/core/messaging/media/stores/s3-store.ts'
import type { Egress } from '@dawk/core/platform/egress.ts'
import type { MediaConfig } from './config.ts'

export interface GatewayMedia {
  store: MediaStore
  library: MediaLibrary
  files: AccountFiles
}

/** @param baseUrl how the outside reaches this host, for links */
export function createMedia(
  core: CoreContext & { egress: Egress },
  { path, s3, quotaBytes }: MediaConfig,
  baseUrl: () => string,
  onRemoved: () => void,
): GatewayMedia {
  const store = s3 === null ? createDirectoryStore(path) : createS3Store(s3)
  const links = createMediaLinks(core.secrets, baseUrl)
  const deps = { ...core, store, links, mediaPath: path, quotaBytes, onRemoved }
  return { store, library: createMediaLibrary(deps), files: createAccountFiles(deps) }
}
