import type { MediaKind } from '@dawk/cloud-api/media-formats.ts'

/** A file of an account: what it uploaded, what a person sent it, or what it imports and has exported. Instants are ISO 8601. */
export interface Media {
  id: string
  accountId: string
  /** The stored bytes; several files of the same content share them. */
  blobId: string
  /** `own`: an import or an export, which is neither listed nor sent. */
  direction: 'out' | 'in' | 'own'
  /** Null: a format that WhatsApp takes from people and not from businesses. */
  kind: MediaKind | null
  mimeType: string
  filename: string | null
  sizeBytes: number
  /** Hex. */
  sha256: string
  /** May be sent as a voice note: Opus in Ogg, mono. */
  voice: boolean
  /** Of inbound media. */
  messageId: string | null
  /** Meta's own id of inbound media. */
  metaId: string | null
  /** The number that received it, or for which it was uploaded; null: it belongs to the account as a whole. */
  numberId: string | null
  createdAt: string
}

/** The name of the bytes in the store. */
export const blobKey = ({ accountId, blobId }: Pick<Media, 'accountId' | 'blobId'>): string => `${accountId}/${blobId}`
