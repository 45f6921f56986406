import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Dawk } from '@dawk/sdk/client.ts'
import type { CreateTemplateBody, EditTemplateBody, ListTemplatesItem } from '@dawk/sdk/generated/types.ts'
import { type Command, type CommandContext, UsageError } from '../command.ts'

/** A template as a file holds it: what an author writes, and nothing that Meta says of it. */
interface TemplateFile {
  name: string
  language: string
  category: string
  parameterFormat: string
  components: unknown
}

interface Difference {
  file: string
  change: 'create' | 'edit' | 'same' | 'only at Meta'
  members: string[]
}

const fileName = ({ name, language }: Pick<TemplateFile, 'name' | 'language'>) => `${name}.${language}.json`

const toFile = ({ name, language, category, parameterFormat, components }: ListTemplatesItem): TemplateFile => ({
  name,
  language,
  category,
  parameterFormat,
  components,
})

async function readRemote(client: Dawk): Promise<Map<string, ListTemplatesItem>> {
  const templates = new Map<string, ListTemplatesItem>()
  for await (const template of client.templates.list({ limit: 100 })) templates.set(fileName(template), template)
  return templates
}

async function readFolder(folder: string): Promise<Map<string, TemplateFile>> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${folder} cannot be read: ${error.message}`)
  })
  const files = names.filter((name) => name.endsWith('.json')).toSorted()
  const read = files.map(async (name) => {
    const file = JSON.parse(await readFile(join(folder, name), 'utf8')) as TemplateFile
    if (fileName(file) !== name) throw new UsageError(`${name} holds the template of ${fileName(file)}`)
    return [name, file] as const
  })
  return new Map(await Promise.all(read))
}

/** What pushing would do, by file. */
function compare(
  local: ReadonlyMap<string, TemplateFile>,
  remote: ReadonlyMap<string, ListTemplatesItem>,
): Difference[] {
  const names = [...new Set([...local.keys(), ...remote.keys()])].toSorted()
  return names.map((file) => {
    const here = local.get(file)
    const there = remote.get(file)
    if (!here) return { file, change: 'only at Meta', members: [] }
    if (!there) return { file, change: 'create', members: [] }
    const stored = toFile(there)
    const members = (['category', 'parameterFormat', 'components'] as const).filter(
      (member) => !isDeepStrictEqual(here[member], stored[member]),
    )
    return { file, change: members.length > 0 ? 'edit' : 'same', members }
  })
}

const renderDifferences = ({ templates }: { templates: Difference[] }) =>
  templates.map(({ change, file, members }) => [change, file, members.join(', ')].join('\t').trimEnd()).join('\n')

const pull: Command = {
  name: 'templates pull',
  summary: 'write every template into a folder, a file each',
  positionals: ['FOLDER'],
  flags: {},
  async run(ctx, { positionals: [folder = ''] }) {
    const remote = await readRemote(ctx.client())
    await mkdir(folder, { recursive: true })
    for (const [name, template] of remote)
      await writeFile(join(folder, name), `${JSON.stringify(toFile(template), null, 2)}\n`)
    return { ok: true, folder, files: [...remote.keys()].toSorted() }
  },
  render: ({ folder, files }: { folder: string; files: string[] }) =>
    files.map((file) => join(folder, file)).join('\n'),
}

const diff: Command = {
  name: 'templates diff',
  summary: 'what templates push would do',
  positionals: ['FOLDER'],
  flags: {},
  run: async (ctx, { positionals: [folder = ''] }) => ({
    templates: compare(await readFolder(folder), await readRemote(ctx.client())),
  }),
  render: renderDifferences,
}

const push: Command = {
  name: 'templates push',
  summary: 'create and edit templates so that they are as the files say; nothing is deleted',
  positionals: ['FOLDER'],
  flags: { 'dry-run': { summary: 'only say what would be done' } },
  async run(ctx, given) {
    const [folder = ''] = given.positionals
    const client = ctx.client()
    const [local, remote] = [await readFolder(folder), await readRemote(client)]
    const templates = compare(local, remote).filter(({ change }) => change === 'create' || change === 'edit')
    if (given.flag('dry-run') !== undefined) return { dryRun: true, templates }
    for (const { file, change, members } of templates) {
      const template = local.get(file)
      if (template) await write(ctx, client, { template, id: remote.get(file)?.id ?? '', change, members })
    }
    return { ok: true, templates }
  },
  render: renderDifferences,
}

async function write(
  ctx: CommandContext,
  client: Dawk,
  { template, id, change, members }: { template: TemplateFile; id: string } & Omit<Difference, 'file'>,
): Promise<void> {
  ctx.say(`${change} ${fileName(template)}`)
  if (change === 'create') await client.templates.create(template as unknown as CreateTemplateBody)
  else {
    const changed = Object.fromEntries(members.map((member) => [member, template[member as keyof TemplateFile]]))
    await client.templates.edit(id, changed as EditTemplateBody)
  }
}

export const templateCommands: readonly Command[] = [pull, diff, push]
