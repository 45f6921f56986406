import { readFileSync } from 'node:fs'
import { settingNames } from './settings.ts'

/**
 * The environment with what `NAME_FILE` points at in the place of the setting NAME: a secret that Docker or Kubernetes mounts as a
 * file never stands in the environment. White space around the value does not count, and an empty file leaves the setting unset.
 */
export function readSettingFiles(env: NodeJS.ProcessEnv, problems: string[]): NodeJS.ProcessEnv {
  const values = { ...env }
  for (const name of settingNames) {
    const path = env[`${name}_FILE`]?.trim()
    if (!path) continue
    if (env[name]?.trim()) problems.push(`${name} and ${name}_FILE are both set: one of them has to go`)
    else values[name] = readValue(path, `${name}_FILE`, problems)
  }
  return values
}

function readValue(path: string, name: string, problems: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    problems.push(`${name} names ${path}, which cannot be read (${reason})`)
    return undefined
  }
}
