/** A plain text to one person. */
export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  /** True: the mail server has taken it. Never throws; failures are logged. */
  send(mail: Mail): Promise<boolean>
  /** Waits for what is being sent. */
  close(): Promise<void>
}
