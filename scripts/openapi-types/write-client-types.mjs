// Writes the types of the native API for the dashboard's client, from docs/openapi/native.json. They are made, not kept: whoever
// changes the API has nothing to commit here.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapiTypes, { astToString } from 'openapi-typescript'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const document = JSON.parse(readFileSync(join(root, 'docs/openapi/native.json'), 'utf8'))
const types = astToString(await openapiTypes(document))
writeFileSync(join(root, 'apps/dashboard/native-api.gen.d.ts'), types)
