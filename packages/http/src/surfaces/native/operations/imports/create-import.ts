import { maxImportBytes } from '@dawk/core/engagement/imports/import.ts'
import { assertMayImport, createImport as createImportInCore } from '@dawk/core/engagement/imports/imports.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { ImportView, toImportView } from '../../schemas/import-schemas.ts'
import { acceptImportForms, receiveImport } from './receive-import.ts'

const FileForm = Type.Object(
  {
    file: Type.Optional(Type.Unsafe<string>({ type: 'string', contentMediaType: 'application/octet-stream' })),
    url: Type.Optional(
      Type.String({ description: 'In place of a file: a public https address from which it is fetched.' }),
    ),
  },
  { examples: [{ url: 'https://example.com/customers.csv' }] },
)

export const createImport = operation({
  route: 'POST /contacts/imports',
  tag: 'Imports',
  scope: 'contacts:write',
  refuses: ['media_refused'],
  summary: 'Upload a file of contacts',
  description: `A form (\`multipart/form-data\`) whose part \`file\` is CSV, TSV, XLSX or NDJSON, told by its bytes, or a form or JSON with a \`url\`. At most ${maxImportBytes / 1024 / 1024} MB and 2,000,000 rows. The file is analysed, and nothing is written before the import has a mapping and is run.`,
  parseBody: acceptImportForms,
  shown: { consumes: ['multipart/form-data', 'application/json'], body: FileForm },
  reply: { 201: ImportView },
  async handle({ ctx, caller, request }) {
    assertMayImport(caller)
    const { file, filename } = await receiveImport(ctx, request)
    return toImportView(await createImportInCore(ctx, caller, file, filename))
  },
})
