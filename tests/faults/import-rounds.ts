import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import type { GatewayProcess } from '../support/gateway.ts'
import { analysed, mapped, resultsOf, settled } from '../support/imports.ts'
import { until } from '../support/processes.ts'

const rowsPerRound = 2000

/** A phone number for each row but every 50th, which has none, and every 70th, which repeats the first. */
function fileOf(rows: number, prefix: string): { text: string; faulty: number[] } {
  const faulty: number[] = []
  const lines = Array.from({ length: rows }, (_, at) => {
    const isEmpty = at % 50 === 7
    const isRepeated = at > 0 && at % 70 === 0
    if (isEmpty || isRepeated) faulty.push(at + 2)
    const mobile = isEmpty ? '' : `+${prefix}${String(isRepeated ? 0 : at).padStart(6, '0')}`
    return `${mobile},Person ${at},round`
  })
  return { text: `Mobile,Name,Tags\n${lines.join('\n')}\n`, faulty }
}

/**
 * An import during which the gateway is killed that many times, each time after some more rows are written: in the end every row
 * is a contact, once, or in `errors.csv`, once, and the numbers are those of a dry run that nobody disturbed.
 */
export async function killImport(
  gateway: GatewayProcess,
  kills: number,
  round = 0,
): Promise<{ rows: number; kills: number }> {
  await gateway.operate('limits', { account: gateway.accountId, 'requests-per-minute': 'unlimited' })
  const rows = rowsPerRound * (kills + 1)
  const prefix = `9177${String(round % 100).padStart(2, '0')}`
  const { text, faulty } = fileOf(rows, prefix)
  const { id } = await analysed(gateway, text)
  await mapped(gateway, id, {
    columns: [
      { column: 'Mobile', target: 'phone' },
      { column: 'Name', target: 'name' },
      { column: 'Tags', target: 'tags' },
    ],
  })
  await gateway.call('POST', `/v1/contacts/imports/${id}/dry-run`)
  const { dryRun } = await settled(gateway, id, 'ready')
  await gateway.call('POST', `/v1/contacts/imports/${id}/run`)
  let killed = 0
  for (let done = 0; killed < kills; ) {
    const { state, run } = (await gateway.call('GET', `/v1/contacts/imports/${id}`)).body
    if (state !== 'running') break
    if ((run?.rows ?? 0) <= done) continue
    done = run.rows
    await gateway.process().stop('SIGKILL')
    killed += 1
    await gateway.restart()
  }
  const { run } = await settled(gateway, id, 'completed_with_errors')
  assert.deepEqual(run, dryRun)
  assert.deepEqual([run.rows, run.counts.created, run.counts.failed], [rows, rows - faulty.length, faulty.length])
  const rowsOf = async (name: string) =>
    parse(await resultsOf(gateway, id, name), { columns: true, bom: true }) as Record<string, string>[]
  assert.deepEqual(
    (await rowsOf('errors')).map(({ row }) => Number(row)),
    faulty,
  )
  const created = await rowsOf('created')
  const ids = new Set(created.map(({ contact_id }) => contact_id))
  assert.deepEqual([created.length, ids.size], [rows - faulty.length, rows - faulty.length])
  assert.equal(await countContacts(gateway, prefix), rows - faulty.length)
  return { rows, kills: killed }
}

/** As an export finds them. */
async function countContacts({ call }: GatewayProcess, prefix: string): Promise<number> {
  const filter = { field: 'phonePrefix', op: 'eq', value: prefix }
  const { id } = (await call('POST', '/v1/contacts/exports', { format: 'ndjson', filter, columns: ['phone'] })).body
  return until('the contacts are exported', async () => {
    const { body } = await call('GET', `/v1/contacts/exports/${id}`)
    return body.state === 'completed' && body.rows
  })
}
