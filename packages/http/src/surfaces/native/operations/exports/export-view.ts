import type { ContactExport } from '@dawk/core/engagement/exports/export.ts'
import type { Static } from 'typebox'
import type { OperationContext } from '#context.ts'
import type { ExportView } from '../../schemas/export-schemas.ts'

/** The link ends when the file does. */
export function toExportView(
  one: ContactExport,
  { files }: Pick<OperationContext, 'files'>,
): Static<typeof ExportView> {
  const { id, state, format, filter, columns, rowsWritten, sizeBytes, mediaId, expiresAt, error, createdBy } = one
  const seconds = expiresAt === null ? 0 : Math.floor((Date.parse(expiresAt) - Date.now()) / 1000)
  return {
    ...{ id, state, format, filter, columns, sizeBytes, expiresAt, error },
    rows: rowsWritten,
    url: mediaId === null || seconds <= 0 ? null : files.linkTo(mediaId, seconds).url,
    createdBy: createdBy.name,
    createdAt: one.createdAt,
    finishedAt: one.finishedAt,
  }
}
