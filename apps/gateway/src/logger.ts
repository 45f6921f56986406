import pino, { type DestinationStream, type Logger } from 'pino'

const secretNames = [
  'authorization',
  'accessToken',
  'token',
  'apiKey',
  'appSecret',
  'secret',
  'password',
  'databaseUrl',
  'databaseSessionUrl',
  'body',
  'params',
]

/** Secrets are cut out by name, and, like phone numbers, by their looks wherever they turn up in a text. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
      hooks: { streamWrite: maskLine },
    },
    destination,
  )
}

const apiKey = /[spd]k_(live|test)_[0-9a-f]{8,}/g
const metaToken = /\bEAA[A-Za-z0-9]{12,}/g
const urlPassword = /(\b[a-z]+:\/\/[^\s:/@"]*:)[^\s@"]+@/g
const queryToken = /([?&]access_token=)[^&\s"\\]+/g
/** Inside a string: JSON numbers follow a colon, and the ids of Meta and of lanes are longer or shorter. */
const phone = /(?<=["\s(+:=/]\s?)(?<!":)\+?\d{6,10}(\d{4})(?=["\s),.;:\\])/g

/** Masks keys, tokens, passwords within URLs, and phone numbers down to their last four digits. */
function maskLine(line: string): string {
  return line
    .replace(apiKey, 'sk_$1_[hidden]')
    .replace(metaToken, 'EAA[hidden]')
    .replace(queryToken, '$1[hidden]')
    .replace(urlPassword, '$1[hidden]@')
    .replace(phone, '…$1')
}
