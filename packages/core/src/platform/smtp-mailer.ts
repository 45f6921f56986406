import nodemailer from 'nodemailer'
import type { Logger } from 'pino'
import type { Mail, Mailer } from './mailer.ts'

const timeoutMs = 10_000
const mostWaiting = 1000

/** By the operator's mail server. `url` as `smtps://user:password@mail.example.com`, `from` an address. */
export function createSmtpMailer({ url, from, log }: { url: string; from: string; log: Logger }): Mailer {
  const transport = nodemailer.createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    },
    { from },
  )
  const sending = new Set<Promise<boolean>>()

  async function deliver(mail: Mail): Promise<boolean> {
    try {
      await transport.sendMail(mail)
      return true
    } catch (error) {
      log.error({ err: error, subject: mail.subject }, 'a mail could not be sent')
      return false
    }
  }

  return {
    async send(mail) {
      if (sending.size >= mostWaiting) {
        log.error({ subject: mail.subject }, 'a mail was not sent: too many wait already')
        return false
      }
      const sent = deliver(mail)
      sending.add(sent)
      return sent.finally(() => sending.delete(sent))
    },
    async close() {
      await Promise.all(sending)
      transport.close()
    },
  }
}
