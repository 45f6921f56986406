import { mkdir, writeFile } from 'node:fs/promises'
import { toPostman } from '@dawk/http/openapi/postman.ts'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { writeSdks } from './sdk/write-sdks.ts'

/** Writes the OpenAPI documents of all surfaces to `docs/openapi/`, a Postman collection of each to `docs/postman/`, and what the SDKs derive from them. */
const directory = new URL('../docs/openapi/', import.meta.url)
const collections = new URL('../docs/postman/', import.meta.url)
/** For those who run a host, or a sum of the others. */
const withoutCollection = new Set(['all', 'operations', 'operator'])
await mkdir(directory, { recursive: true })
await mkdir(collections, { recursive: true })
const write = (file: URL, content: unknown) => writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
for (const [name, document] of await readDocuments()) {
  await write(new URL(`${name}.json`, directory), document)
  if (!withoutCollection.has(name)) await write(new URL(`${name}.json`, collections), toPostman(document))
}
await writeSdks()
