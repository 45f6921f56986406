import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { errorRules } from '@dawk/http/resources/errors.ts'
import { pythonFiles } from './python.ts'
import { readModel } from './read-model.ts'
import { typescriptFiles } from './typescript.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The generated part of both SDKs, by path from the root. */
export function sdkFiles(document: OpenApiDocument): Map<string, string> {
  const model = readModel(document)
  const inFolder = (folder: string, files: ReadonlyMap<string, string>) =>
    [...files].map(([name, text]) => [`${folder}/${name}`, text] as const)
  return new Map([
    ...inFolder('sdks/typescript/src/generated', typescriptFiles(model, errorRules)),
    ...inFolder('sdks/python/dawk/_generated', pythonFiles(model, errorRules)),
  ])
}

export async function writeSdks(): Promise<void> {
  const document = JSON.parse(await readFile(join(root, 'docs/openapi/native.json'), 'utf8')) as OpenApiDocument
  for (const [path, text] of sdkFiles(document)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeSdks()
