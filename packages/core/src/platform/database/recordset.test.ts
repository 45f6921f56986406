import assert from 'node:assert/strict'
import { test } from 'vitest'
import { conditions } from './conditions.ts'
import { toQueryable } from './queryable.ts'
import { recordset } from './recordset.ts'

test('a recordset names its columns once, and sends nothing but them', () => {
  const input = recordset({ id: 'uuid', accountId: 'uuid', runAt: 'timestamptz' })
  assert.equal(input.columns, 'id, account_id, run_at')
  assert.equal(input.columnsOf('x'), 'x.id, x.account_id, x.run_at')
  assert.equal(input.from('$2', 'y'), 'json_to_recordset($2::json) as y(id uuid, account_id uuid, run_at timestamptz)')
  const row = { id: 'a', accountId: 'b', runAt: null, secret: 'c' }
  assert.equal(input.json([row]), '[{"id":"a","account_id":"b","run_at":null}]')
})

test('conditions bind their values in order; what was not asked for is left out', () => {
  const where = conditions('account')
  assert.equal(where.sql, 'true')
  where.add('account_id = $1')
  where.add('state = ?', undefined)
  where.add('name = ? or title = ?', 'x', 'y')
  where.add('assignee is not distinct from ?', null)
  assert.equal(where.sql, 'account_id = $1 and (name = $2 or title = $3) and assignee is not distinct from $4')
  assert.deepEqual([where.bind(20), where.params], ['$5', ['account', 'x', 'y', null, 20]])
  assert.throws(() => where.add('a = ? and b = ?', 1), /takes 2 values/)
})

test('one and maybe take no more rows than they promise', async () => {
  const returning = (...rows: unknown[]) =>
    toQueryable(async <Row>() => ({ rows: rows as Row[], rowCount: rows.length }))
  assert.equal(await returning(1).one('select'), 1)
  assert.equal(await returning().maybe('select'), null)
  assert.deepEqual([await returning(1, 2).many('select'), await returning(1, 2).run('select')], [[1, 2], 2])
  await assert.rejects(returning().one('select'), /no row/)
  await assert.rejects(returning(1, 2).one('select'), /returned 2 rows/)
  await assert.rejects(returning(1, 2).maybe('select'), /returned 2 rows/)
})
