import type { ClockStart } from '../clock.ts'

export interface SimulatorOptions extends ClockStart {
  /** 0 takes any free port. */
  port: number
  /** Default 127.0.0.1. Any other than loopback wants a token. */
  host?: string
  /** What the control API and the handset ask for; left out: they are open to this machine. */
  token?: string
  /** Names by which it is reached, beside addresses and `localhost`. */
  allowedHosts?: readonly string[]
  /** Hosts that webhooks may be posted to, beside loopback ones; `*`: every host. */
  allowedCallbacks?: readonly string[]
  log?: boolean
  /** Beyond so many webhooks that wait, sends and inbound messages get 503. */
  maxPending?: number
  /** Ids, tokens and the chances of faults are then the same in each run, for the same calls in the same order. */
  seed?: string
}

/** Why the simulator cannot listen, as a sentence; anything else stays as it is. */
export function explainListenError(error: unknown, { port, host = '127.0.0.1' }: SimulatorOptions): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use by another program: stop it, or choose another port with SIMULATOR_PORT (0 takes any free one).`,
    EACCES: `Port ${port} may not be used by this user: choose one above 1023 with SIMULATOR_PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to one that it has, or leave it out.`,
    ENOTFOUND: `HOST is ${host}, which is no address of this machine.`,
  }
  const sentence = typeof code === 'string' ? sentences[code] : undefined
  return sentence ? Object.assign(new Error(sentence, { cause: error }), { code }) : (error as Error)
}
