import { readPartnerStatement } from '@dawk/core/commerce/partners/partner-usage.ts'
import { operation } from '#operations/operation.ts'
import { writeCsv } from '#requests/csv.ts'
import { MonthParams } from './statement-schemas.ts'
import { toSums } from './usage-schemas.ts'

const columns = [
  'externalId',
  'accountId',
  'name',
  'category',
  'currency',
  'messages',
  'sell',
  'buy',
  'margin',
] as const

export const exportPartnerStatement = operation({
  route: 'GET /statements/:month/csv',
  tag: 'Usage',
  scope: 'partner:read',
  cost: 5,
  summary: 'Get the statement of a month as CSV',
  description: 'The lines of the statement, with their names in the first row.',
  params: MonthParams,
  reply: { 200: { description: 'The statement', content: { 'text/csv': { schema: { type: 'string' } } } } },
  async handle({ ctx, caller, params: { month }, reply }) {
    const { lines } = await readPartnerStatement(ctx.core, caller, month)
    const rows = lines.map((line) => {
      const shown = { ...line, ...toSums(line) }
      return columns.map((column) => String(shown[column]))
    })
    const text = writeCsv([columns, ...rows])
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="statement-${month}.csv"`)
      .send(text)
  },
})
