/** A line of a transcript. */
export type TranscriptLine = { line: number } & (
  | { kind: 'say'; text: string }
  | { kind: 'tap'; title: string }
  | { kind: 'send'; type: string }
  | { kind: 'start' }
  | { kind: 'event'; name: string; values: Readonly<Record<string, unknown>> }
  | { kind: 'pass'; ms: number }
  | { kind: 'http'; method: string; url: string; status: number; body: unknown }
  | { kind: 'ai'; answer: string }
  | { kind: 'given'; path: string; value: string }
  | { kind: 'expect'; what: 'text' | 'buttons' | 'list' | 'template' | 'type'; text: string }
  | { kind: 'value'; path: string; value: string }
  | { kind: 'state'; state: string }
)

export interface TranscriptProblem {
  line: number
  message: string
  /** The bot has said more than was expected: a conversation that is only played has such problems alone. */
  unexpected?: true
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const maxLines = 500

/**
 * A conversation as a text, one line each: `> hi` and `> [Button]` of the person, `< text` of the bot, `@ +2h` for time that passes,
 * `= session.city Pune` for a value, `! completed` for how it stands. docs/bots.md has them all.
 */
export function parseTranscript(text: string): { lines: TranscriptLine[]; problems: TranscriptProblem[] } {
  const lines: TranscriptLine[] = []
  const problems: TranscriptProblem[] = []
  const written = text.split('\n').slice(0, maxLines)
  for (const [place, raw] of written.entries()) {
    const content = raw.trim()
    if (content === '' || content.startsWith('#')) continue
    const parsed = parseLine(content)
    if (typeof parsed === 'string') problems.push({ line: place + 1, message: parsed })
    else lines.push({ line: place + 1, ...parsed } as TranscriptLine)
  }
  return { lines, problems }
}

type Parsed = {
  [Kind in TranscriptLine['kind']]: Omit<Extract<TranscriptLine, { kind: Kind }>, 'line'>
}[TranscriptLine['kind']]

function parseLine(content: string): Parsed | string {
  const [mark = ''] = content.split(' ', 1)
  const rest = content.slice(mark.length).trim()
  switch (mark) {
    case '>':
      return parseSaid(rest)
    case '<':
      return parseExpected(rest)
    case '@':
      return parsePass(rest)
    case '=':
      return parseValue('value', rest)
    case 'given':
      return parseValue('given', rest)
    case '!':
      return { kind: 'state', state: rest }
    case 'start':
      return { kind: 'start' }
    case 'http':
      return parseHttp(rest)
    case 'ai':
      return rest.startsWith('->')
        ? { kind: 'ai', answer: unescaped(rest.slice(2).trim()) }
        : 'must be: ai -> what the model answers'
    case 'event':
      return parseEvent(rest)
    default:
      return 'must begin with >, <, @, =, !, given, start, event, http or ai'
  }
}

const unescaped = (text: string): string => text.replaceAll('\\n', '\n')

function parseSaid(rest: string): Parsed {
  const [, title] = /^\[(.+)\]$/.exec(rest) ?? []
  if (title !== undefined) return { kind: 'tap', title }
  const [, type] = /^\{([a-z_]+)\}$/.exec(rest) ?? []
  return type === undefined ? { kind: 'say', text: unescaped(rest) } : { kind: 'send', type }
}

function parseExpected(rest: string): Parsed {
  const [, what, text = ''] = /^(buttons|list|template|type):\s*(.*)$/.exec(rest) ?? []
  if (what === undefined) return { kind: 'expect', what: 'text', text: unescaped(rest) }
  return { kind: 'expect', what: what as 'buttons' | 'list' | 'template' | 'type', text }
}

function parsePass(rest: string): Parsed | string {
  const [, count, unit = ''] = /^\+(\d{1,6})([smhd])$/.exec(rest) ?? []
  return count === undefined
    ? 'must be a time such as @ +2h, with s, m, h or d'
    : { kind: 'pass', ms: Number(count) * (unitMs[unit] ?? 0) }
}

function parseValue(kind: 'value' | 'given', rest: string): Parsed | string {
  const [path = ''] = rest.split(' ', 1)
  return /^[a-z][\w.]*$/i.test(path)
    ? { kind, path, value: rest.slice(path.length).trim() }
    : 'must be the path of a value and the value: session.city Pune'
}

function parseHttp(rest: string): Parsed | string {
  const [, method, url, status, body = ''] =
    /^(GET|POST|PUT|PATCH|DELETE)\s+(\S+)\s*->\s*(\d{3})\s*(.*)$/.exec(rest) ?? []
  if (method === undefined || url === undefined) return 'must be: http GET https://… -> 200 {"json": true}'
  const value = body === '' ? null : parseJson(body)
  return value === undefined
    ? 'must have JSON after the status'
    : { kind: 'http', method, url, status: Number(status), body: value }
}

function parseEvent(rest: string): Parsed | string {
  const [name = ''] = rest.split(' ', 1)
  const values = rest.slice(name.length).trim() === '' ? {} : parseJson(rest.slice(name.length))
  return name !== '' && typeof values === 'object' && values !== null && !Array.isArray(values)
    ? { kind: 'event', name, values: values as Readonly<Record<string, unknown>> }
    : 'must be: event order.paid {"total": 5}'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
