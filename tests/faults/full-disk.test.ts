import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { onTestFinished, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { startGateway } from '../support/gateway.ts'

/** What PostgreSQL says when a table cannot grow. */
const withoutRoom = `
  create function no_room() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file "base/1/2": No space left on device' using errcode = 'disk_full'; end $$;
  create trigger no_room before insert on messages for each row execute function no_room();
  create trigger no_room before insert on journal for each row execute function no_room()`

test.skipIf(!process.env['TEST_DATABASE_URL'])(
  'a database without room is 503 with Retry-After on every surface and to Meta, never 500, and not ready',
  async (t) => {
    const gateway = await startGateway(t)
    const owner = new pg.Client({ connectionString: gateway.databaseUrl })
    await owner.connect()
    onTestFinished(() => owner.end())
    const { phoneNumberId: source } = gateway
    const text = { body: 'hi' }
    const sends: [path: string, body: object][] = [
      ['/v1/messages', { to: '14155552671', type: 'text', text }],
      ['/send-message', { to: '14155552671', message: 'hi' }],
      [`/graph/v23.0/${source}/messages`, { messaging_product: 'whatsapp', to: '14155552671', type: 'text', text }],
    ]
    const { appSecret } = await simulatorControl(gateway.simulatorUrl).number(source)
    const metadata = { phone_number_id: source, display_phone_number: '1' }
    const message = { from: '14155552671', id: 'wamid.1', timestamp: '1796000000', type: 'text', text }
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, messages: [message] } }
    const raw = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] })
    const signature = `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`
    const notify = () => gateway.call('POST', '/webhooks/whatsapp', raw, { 'x-hub-signature-256': signature })
    const readiness = async () => {
      const reply = await gateway.call('GET', '/health/ready')
      return [reply.status, reply.body.database]
    }

    assert.deepEqual(await readiness(), [200, 'up'])
    await owner.query(withoutRoom)
    for (const [path, body] of sends) {
      const reply = await gateway.call('POST', path, body)
      assert.equal(reply.status, 503, `${path}: ${JSON.stringify(reply.body)}`)
      assert.ok(Number(reply.headers.get('retry-after')) > 0, path)
    }
    assert.equal((await notify()).status, 503, 'Meta comes again')
    assert.deepEqual(await readiness(), [503, 'full'])
    assert.equal((await gateway.call('GET', '/v1/messages')).status, 200, 'what only reads goes on')

    await owner.query('drop function no_room cascade')
    assert.equal((await gateway.call('POST', ...(sends[0] as [string, object]))).status, 202)
    assert.equal((await notify()).status, 200)
  },
)
