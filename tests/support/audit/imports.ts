import { analysed, mapped, settled, upload } from '../imports.ts'
import type { AuditWorld } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const file = (world: AuditWorld) => `Mobile\n+9199005${String(world.next()).padStart(5, '0')}\n`
const mapping = { columns: [{ column: 'Mobile', target: 'phone' }] }

const uploaded = async (world: AuditWorld): Promise<string> => (await analysed(world.gateway, file(world))).id

async function ready(world: AuditWorld): Promise<string> {
  const id = await uploaded(world)
  await mapped(world.gateway, id, mapping)
  return id
}

async function done(world: AuditWorld): Promise<string> {
  const id = await ready(world)
  await world.call('POST', `/v1/contacts/imports/${id}/run`)
  await settled(world.gateway, id, 'completed')
  return id
}

async function saved(world: AuditWorld): Promise<string> {
  await mapped(world.gateway, await uploaded(world), mapping, `mapping ${world.next()}`)
  return (await world.call('GET', '/v1/contacts/import-mappings')).body.data[0].id
}

const post = (verb: string) => (world: AuditWorld, id: string) =>
  world.call('POST', `/v1/contacts/imports/${id}/${verb}`)

export const importEntries: Entries = {
  'native createImport': change('contact_import.created', async (world) => {
    const { status, body } = await upload(world.gateway, file(world))
    return { status, body, headers: new Headers() }
  }),
  'native mapImport': entry('contact_import.mapped', uploaded, (world, id) =>
    world.call('PUT', `/v1/contacts/imports/${id}/mapping`, { mapping }),
  ),
  'native readImportAnew': entry('contact_import.read_anew', uploaded, (world, id) =>
    world.call('POST', `/v1/contacts/imports/${id}/analyse`, { delimiter: ';' }),
  ),
  'native checkImport': entry('contact_import.check_started', ready, post('dry-run')),
  'native runImport': entry('contact_import.started', ready, post('run')),
  'native cancelImport': entry('contact_import.canceled', ready, post('cancel')),
  'native undoImport': entry('contact_import.undo_started', done, post('undo')),
  'native deleteImportMapping': entry('contact_import_mapping.deleted', saved, (world, id) =>
    world.call('DELETE', `/v1/contacts/import-mappings/${id}`),
  ),
  'native createExport': change('contact_export.created', (world) => world.call('POST', '/v1/contacts/exports', {})),
}
