export interface SimulatorOptions {
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
}

const defaultPort = 4001

/** The settings of `npm run simulator`. @throws Error every problem at once, a sentence each */
export function readOptions(env: NodeJS.ProcessEnv): SimulatorOptions {
  const port = env['SIMULATOR_PORT'] ? Number(env['SIMULATOR_PORT']) : defaultPort
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`SIMULATOR_PORT is ${env['SIMULATOR_PORT']}: it must be a whole number from 0 to 65535.`)
  const { SIMULATOR_TOKEN: token, HOST: host } = env
  return {
    port,
    ...(host ? { host } : {}),
    ...(token ? { token } : {}),
    allowedHosts: list(env['SIMULATOR_ALLOWED_HOSTS']),
    allowedCallbacks: list(env['SIMULATOR_ALLOWED_CALLBACKS']),
    log: env['SIMULATOR_LOG'] === '1',
  }
}

const list = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

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
