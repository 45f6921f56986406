import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** One address that leads to whichever server is in place now, as a virtual IP or a DNS name does. */
export interface TcpSwitch {
  port: number
  /** New connections lead to `port`; those that exist break off. */
  turnTo(port: number): void
  close(): Promise<void>
}

export async function startTcpSwitch(firstPort: number): Promise<TcpSwitch> {
  let target = firstPort
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from)
      from.setNoDelay(true)
      from.on('error', () => from.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const breakOff = () => {
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    turnTo(port) {
      target = port
      breakOff()
    },
    async close() {
      breakOff()
      server.close()
      await once(server, 'close')
    },
  }
}
