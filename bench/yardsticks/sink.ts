import { createServer } from 'node:http'

/** A customer's receiver that only counts. `GET` says how many came. */
let count = 0
createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ count }))
    return
  }
  request.resume().on('end', () => {
    count += 1
    response.end('ok')
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
