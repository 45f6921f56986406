import { readRootCipher, storeRootCipher } from '@dawk/core/operations/installation-store.ts'
import type { Queryable } from '@dawk/core/platform/database/database.ts'
import { createSecretBox, type SecretBox } from '@dawk/core/platform/secrets.ts'

const rootAad = 'installation|root'

export interface SecretKeys {
  key: Buffer
  also: Buffer | null
}

/**
 * The box of an installation. What peppers follow from is the key of its first start, sealed in the database, so that keys of the API and
 * links stay good when the secret key is changed.
 * @throws Error when neither key is that of the database
 */
export async function openSecretBox(worker: Queryable, { key, also }: SecretKeys): Promise<SecretBox> {
  const cipher = await readRootCipher(worker)
  if (cipher === null) {
    if (also === null) return createSecretBox(key)
    throw new Error('Start once with the old DAWK_SECRET_KEY alone, before DAWK_SECRET_KEY_ALSO is set')
  }
  return createSecretBox(key, { also, root: Buffer.from(openRoot(createSecretBox(key, { also }), cipher), 'hex') })
}

function openRoot(secrets: SecretBox, cipher: Uint8Array): string {
  try {
    return secrets.open(cipher, rootAad)
  } catch (cause) {
    throw new Error('DAWK_SECRET_KEY is not the key with which the secrets of this database were sealed', { cause })
  }
}

/** At the first start, once the key was found to fit what is stored. */
export async function keepRoot(worker: Queryable, secrets: SecretBox, { key }: SecretKeys): Promise<void> {
  if ((await readRootCipher(worker)) === null)
    await storeRootCipher(worker, secrets.seal(key.toString('hex'), rootAad), null)
}

/** Seals it with the present key. False: it was. */
export async function resealRoot(worker: Queryable, secrets: SecretBox): Promise<boolean> {
  const cipher = await readRootCipher(worker)
  const fresh = cipher === null ? null : secrets.reseal(cipher, rootAad)
  if (fresh !== null) await storeRootCipher(worker, fresh, cipher)
  return fresh !== null
}
