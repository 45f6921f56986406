import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Which Dawk, and which key; the environment beats the file. */
export interface Profile {
  name: string
  url: string
  apiKey: string | null
  /** Where each comes from, for `dawk config`. */
  source: { url: string; apiKey: string }
}

interface Stored {
  url?: string
  apiKey?: string
}

type Env = Readonly<Record<string, string | undefined>>

const defaultUrl = 'http://127.0.0.1:4000'

const profilesPath = (env: Env): string =>
  env['DAWK_CONFIG'] ?? join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'dawk', 'profiles.json')

export async function readProfile(env: Env, name: string): Promise<Profile> {
  const stored = (await readProfiles(env))[name] ?? {}
  const file = `profile "${name}" in ${profilesPath(env)}`
  return {
    name,
    url: env['DAWK_URL'] ?? stored.url ?? defaultUrl,
    apiKey: env['DAWK_API_KEY'] ?? stored.apiKey ?? null,
    source: {
      url: env['DAWK_URL'] ? 'DAWK_URL' : stored.url ? file : 'default',
      apiKey: env['DAWK_API_KEY'] ? 'DAWK_API_KEY' : stored.apiKey ? file : 'nowhere',
    },
  }
}

/** Only the user may read the file: it holds keys. */
export async function storeProfile(env: Env, name: string, profile: Stored | null): Promise<string> {
  const path = profilesPath(env)
  const { [name]: _, ...others } = await readProfiles(env)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, `${JSON.stringify(profile ? { ...others, [name]: profile } : others, null, 2)}\n`, {
    mode: 0o600,
  })
  await chmod(path, 0o600) // of a file that was there before, the mode above says nothing
  return path
}

async function readProfiles(env: Env): Promise<Record<string, Stored>> {
  try {
    return JSON.parse(await readFile(profilesPath(env), 'utf8')) as Record<string, Stored>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`${profilesPath(env)} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}
