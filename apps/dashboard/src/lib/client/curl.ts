/** The last change that this page asked for, as a command that does the same by the API. */
let last = ''

export const lastCurl = (): string => last

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The session's cookie is the browser's alone: the command has a place for an API key. */
export async function noteRequest(request: Request): Promise<void> {
  if (request.method === 'GET') return
  const body = request.headers.get('content-type')?.includes('json') ? await request.clone().text() : ''
  const lines = [`curl -X ${request.method} ${quoted(request.url)}`, "  -H 'Authorization: Bearer YOUR_API_KEY'"]
  const key = request.headers.get('idempotency-key')
  if (key !== null) lines.push(`  -H ${quoted(`Idempotency-Key: ${key}`)}`)
  if (body !== '') lines.push("  -H 'Content-Type: application/json'", `  -d ${quoted(body)}`)
  last = lines.join(' \\\n')
}
