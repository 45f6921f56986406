import pg from 'pg'
import { postToCustomer, postToMeta, serveRelay, setting } from '../peers/relay-server.ts'

/**
 * The least that a relay can do and still be one: it stores a message with one insert, posts it to Meta, notes the answer
 * with one update, and passes each status on to the customer. No queue, no retries, no order, and whatever is under way
 * when the process dies is lost. It marks how cheap the same hops can be on the same libraries.
 */
const database = new pg.Pool({ connectionString: setting('DATABASE_URL'), max: 10 })

await database.query(
  `create table if not exists messages (id uuid primary key, recipient text not null, body text not null, wamid text,
          created_at timestamptz not null default now())`,
)

const lost = (error: unknown) => console.error(error)

await serveRelay({
  async accept(message) {
    const { id, to, text } = message
    await database.query({
      name: 'store',
      text: 'insert into messages (id, recipient, body) values ($1, $2, $3)',
      values: [id, to, text],
    })
    const send = async () => {
      const wamid = await postToMeta(message)
      await database.query({
        name: 'sent',
        text: 'update messages set wamid = $1 where id = $2',
        values: [wamid, id],
      })
    }
    send().catch(lost)
  },
  async acceptStatuses(statuses) {
    for (const status of statuses) postToCustomer(status).catch(lost)
  },
})
