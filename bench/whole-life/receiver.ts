import { createServer, type Socket } from 'node:net'

/**
 * A customer's server that costs as little as it can: it reads requests off bare sockets, answers each POST with 200, and
 * tells any GET how many POSTs came.
 */
let count = 0

const answer = (body: string) =>
  `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n${body}`
const ok = answer('ok')

function serve(socket: Socket): void {
  let pending = ''
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1')
    let answers = ''
    for (let length = lengthOfFirst(pending); length > 0; length = lengthOfFirst(pending)) {
      answers += pending.startsWith('GET') ? answer(JSON.stringify({ count })) : ok
      if (pending.startsWith('POST')) count += 1
      pending = pending.slice(length)
    }
    if (answers) socket.write(answers)
  })
}

/** Bytes of the first request, head and body; 0 while it is not whole. */
function lengthOfFirst(pending: string): number {
  const end = pending.indexOf('\r\n\r\n')
  if (end < 0) return 0
  const body = Number(/\r\ncontent-length: *(\d+)/i.exec(pending.slice(0, end + 2))?.[1] ?? 0)
  const length = end + 4 + body
  return pending.length >= length ? length : 0
}

createServer(serve).listen(Number(process.env['PORT']), '127.0.0.1')
