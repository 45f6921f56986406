import Type from 'typebox'

const oneOf = <const Value extends string>(...values: readonly Value[]) =>
  Type.Unsafe<Value>({ type: 'string', enum: values })

const ImportId = Type.String({
  format: 'uuid',
  description: 'The import, as `GET /v1/contacts/imports/{id}` shows it.',
})
const Count = Type.Integer()
const importCounts = {
  rows: Type.Integer({ description: 'Rows that are done.' }),
  created: Count,
  updated: Count,
  unchanged: Count,
  failed: Type.Integer({ description: 'Rows that were not written: `errors.csv` has them.' }),
}

export const ImportAnalysed = Type.Object({
  importId: ImportId,
  format: oneOf('csv', 'tsv', 'xlsx', 'ndjson'),
  rows: Count,
})
export const ImportChecked = Type.Object({ importId: ImportId, ...importCounts })
export const ImportProgressed = Type.Object({
  importId: ImportId,
  dryRun: Type.Boolean(),
  rows: Type.Integer({ description: 'Rows of the file.' }),
  done: Count,
  failed: Count,
})
export const ImportCompleted = Type.Object({
  importId: ImportId,
  state: oneOf('completed', 'completed_with_errors'),
  ...importCounts,
})
export const ImportFailed = Type.Object({ importId: ImportId, error: Type.String() })
export const ImportCanceled = Type.Object({
  importId: ImportId,
  rows: Type.Integer({ description: 'Rows that were written before.' }),
})
export const ImportUndone = Type.Object({
  importId: ImportId,
  deleted: Type.Integer({ description: 'Contacts that the import had made and nobody has used since.' }),
  restored: Type.Integer({ description: 'Contacts of which something went back to what it was.' }),
  kept: Type.Integer({ description: 'Contacts that were changed or used since, and stay.' }),
})

const ExportId = Type.String({
  format: 'uuid',
  description: 'The export, as `GET /v1/contacts/exports/{id}` shows it.',
})
export const ExportCompleted = Type.Object({
  exportId: ExportId,
  format: oneOf('csv', 'xlsx', 'ndjson'),
  rows: Count,
  expiresAt: Type.String({ format: 'date-time' }),
})
export const ExportFailed = Type.Object({ exportId: ExportId, error: Type.String() })
