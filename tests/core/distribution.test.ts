import assert from 'node:assert/strict'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { openFreshDatabase } from '../support/database.ts'
import { findProblems } from '../support/statements/distributable.ts'
import { distributed, local, reference } from '../support/statements/table-plan.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const namesOf = async (sql: string, params: readonly unknown[] = []) =>
  (await db.worker.many<{ name: string }>(sql, params)).map(({ name }) => name)

const tenantTables = `select c.oid, c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and not c.relispartition
   and c.relkind in ('r', 'p') and (c.relname = 'accounts' or exists (
     select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped))`

test('every table has its place: a new one belongs into table-plan.ts', async () => {
  const tables = await namesOf(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relispartition and relname <> 'dawk_migrations'`,
  )
  assert.deepEqual([...distributed, ...reference, ...local].toSorted(), tables.toSorted())
})

test('every key of a distributed table begins with the account, references to others of them included', async () => {
  const wrong = await namesOf(
    `select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
      where k.conrelid::regclass::text = any ($1::text[]) and k.contype in ('p', 'u', 'x')
        and (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) <> 'account_id'
     union all
     select k.conrelid::regclass || '.' || k.conname from pg_constraint k
      where k.confrelid::regclass::text = any ($1::text[]) and k.contype = 'f'
        and (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]) <> 'account_id'
     union all
     select i.indexrelid::regclass::text from pg_index i
      where i.indrelid::regclass::text = any ($1::text[]) and i.indisunique
        and coalesce((select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]), '') <> 'account_id'`,
    [distributed],
  )
  assert.deepEqual(wrong, [])
})

test('distributed tables refer to one another and to reference tables alone', async () => {
  const wrong = await namesOf(
    `select conrelid::regclass || ' → ' || confrelid::regclass as name from pg_constraint
      where contype = 'f' and conparentid = 0 and (
        conrelid::regclass::text = any ($1::text[]) and confrelid::regclass::text <> all ($1::text[] || $2::text[])
        or conrelid::regclass::text = any ($2::text[]) and confrelid::regclass::text <> all ($2::text[]))`,
    [distributed, reference],
  )
  assert.deepEqual(wrong, [])
})

test('tenant tables have no identity or generated columns and no triggers', async () => {
  const wrong = await namesOf(
    `with tenant as (${tenantTables})
     select t.relname || '.' || a.attname as name from tenant t join pg_attribute a on a.attrelid = t.oid
      where a.attnum > 0 and (a.attidentity <> '' or a.attgenerated <> '')
     union all
     select t.relname || ' ' || g.tgname from tenant t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
  )
  assert.deepEqual(wrong, [])
})

test('row-level security is forced on every tenant table, by policies that hold no subquery and call no function of ours', async () => {
  const policies = await db.worker.many<{ table: string; forced: boolean; quals: string[] }>(
    `with tenant as (${tenantTables})
     select t.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced,
            array(select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = t.oid order by 1) as quals
       from tenant t join pg_class c on c.oid = t.oid`,
  )
  for (const { table, forced, quals } of policies) {
    assert.ok(forced, table)
    assert.equal(quals.length, 2, table)
    for (const qual of quals) assert.doesNotMatch(qual, /select|current_accounts/i, table)
  }
})

describe('a statement is refused that a distributed table could not run', () => {
  test.each([
    ['select content from messages where id = $1', ['messages (messages) is not tied to an account']],
    ['select 1 from messages m where m.account_id = $1 or m.id = $2', ['messages (m) is not tied to an account']],
    [
      'select 1 from lane_items i join messages m on m.id = i.ref where i.account_id = $1',
      ['messages (m) is not tied to an account'],
    ],
    [
      'update messages m set state = $1 where id in (select message_id from wamids w where w.wamid = $2)',
      ['wamids (w) is not tied to an account', 'messages (m) is not tied to an account'],
    ],
    ['insert into wamids (wamid) values ($1)', ['an insert into wamids names no account']],
    [
      'insert into media (account_id, id) values ($1, $2) on conflict (id) do update set created_at = now()',
      ['the conflict target of media does not begin with the account', 'media: now() in do update'],
    ],
    ['update endpoints set enabled = true where id = $1 returning now() as at', ['endpoints: now() in returning']],
    [
      `update endpoints set enabled = case when created_at > now() - interval '1 day' then true end`,
      ['endpoints: now() in case', 'endpoints: interval in case'],
    ],
  ])('%s', async (sql, problems) => {
    assert.deepEqual(new Set(await findProblems(sql)), new Set(problems))
  })

  test.each([
    'select content from messages where account_id = $1 and id = $2',
    'select 1 from json_to_recordset($1::json) as x(account_id uuid, id uuid) join messages m on m.account_id = x.account_id and m.id = x.id',
    'select 1 from messages m join wamids w using (account_id) where m.account_id = $1',
    'delete from wamids w using messages m where m.account_id = $1 and w.account_id = m.account_id and w.message_id = m.id',
    'insert into wamids (account_id, wamid, message_id) values ($1, $2, $3) on conflict (account_id, wamid) do nothing',
    'update lanes set lease_until = now() where id = $1 returning now() as at',
  ])('but not %s', async (sql) => {
    assert.deepEqual(await findProblems(sql), [])
  })
})
