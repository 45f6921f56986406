import { Readable } from 'node:stream'
import { type ResultFile, readResults, resultFiles } from '@dawk/core/engagement/imports/result-files.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { toCsv } from '#requests/csv.ts'
import { assertSeesPhones } from '../../inbox-access.ts'

const Params = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the object.' }),
  file: Type.String({ maxLength: 20, description: 'errors.csv, created.csv or updated.csv', examples: ['errors.csv'] }),
})

export const getImportResults = operation({
  route: 'GET /contacts/imports/:id/:file',
  of: 'import',
  tag: 'Imports',
  scope: 'contacts:read',
  refuses: ['not_found', 'conflict'],
  summary: 'Download the rows of an import',
  description:
    '`errors.csv` has the rows that were not written, in the columns of the file, with `row`, `error_code`, `error_detail` and `suggestion` behind them: mend it and upload it again. `created.csv` and `updated.csv` have the others, with `contact_id`. A cell that a spreadsheet would take for a formula begins with an apostrophe, which an import takes off.',
  params: Params,
  reply: { 200: { description: 'The rows, as CSV', content: { 'text/csv': { schema: { type: 'string' } } } } },
  async handle({ ctx, caller, id, params, reply }) {
    await assertSeesPhones(ctx, caller)
    const name = (params as { file: string }).file
    const which = orNotFound(
      resultFiles.find((one) => `${one}.csv` === name) as ResultFile | undefined,
      'file of an import',
    )
    const { header, rows } = await readResults({ ...ctx.core, files: ctx.files }, caller, id, which)
    reply.header('content-disposition', `attachment; filename="${name}"`)
    reply.type('text/csv; charset=utf-8')
    return reply.send(Readable.from(withMark(toCsv(header, rows, (row) => row))) as never) // a stream of what the schema describes
  },
})

/** By which Excel knows UTF-8. */
async function* withMark(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield '\ufeff'
  yield* lines
}
