/*
 * Loaded into a gateway that a test starts: tells how long its event loop was held at most since it was asked last, in
 * milliseconds of the thread's own processor time, so that a busy machine does not count.
 */
import { createServer } from 'node:http'
import { isMainThread } from 'node:worker_threads'

const cpuMs = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

if (isMainThread && process.env['LOOP_PROBE_PORT'] !== undefined) {
  let last = cpuMs()
  let longest = 0
  setInterval(() => {
    const now = cpuMs()
    longest = Math.max(longest, now - last)
    last = now
  }, 1).unref()
  createServer((_request, reply) => {
    reply.end(String(longest))
    longest = 0
  })
    .listen(Number(process.env['LOOP_PROBE_PORT']), '127.0.0.1')
    .unref()
}
