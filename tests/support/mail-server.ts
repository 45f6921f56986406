import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { until } from './processes.ts'

export interface MailServer {
  /** As SMTP_URL wants it. */
  url: string
  /** The text of the next mail to this address that was not taken yet. */
  next(to: string): Promise<string>
  count(): number
  close(): Promise<void>
}

/** A mail server on this machine that keeps what it gets. */
export async function startMailServer(): Promise<MailServer> {
  const mails: { to: string[]; text: string }[] = []
  let taken = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, text: unfold(Buffer.concat(chunks).toString()) })
        taken++
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    next: (to) =>
      until(`a mail to ${to}`, async () => {
        const at = mails.findIndex((mail) => mail.to.includes(to))
        return at < 0 ? null : mails.splice(at, 1)[0]?.text
      }),
    count: () => taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Quoted-printable folds long lines. */
const unfold = (text: string): string => text.replaceAll('=\r\n', '').replaceAll('=3D', '=')
