import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

export interface RawReply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: of many shapes
  body: any
}

/** Sends exactly these bytes on a connection of their own; the answer, which must be JSON, up to where the server ends it. */
export async function sendRaw(url: string, bytes: string): Promise<RawReply> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(bytes, 'latin1')
  const answer = await text(socket)
  const end = answer.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = answer.slice(0, end).split('\r\n')
  const headers = new Headers(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]))
  return { status: Number(statusLine.split(' ')[1]), headers, body: JSON.parse(answer.slice(end + 4)) }
}
