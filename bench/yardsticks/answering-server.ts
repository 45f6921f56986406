import { createServer } from 'node:http'

/** Answers every request as an accept is answered, and does nothing. */
const body = JSON.stringify({ id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', status: 'queued', scheduledAt: null })

createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(202, { 'content-type': 'application/json' }).end(body))
}).listen(Number(process.env['PORT']), '127.0.0.1')
