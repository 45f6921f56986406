import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface SecretBox {
  /** Encrypts; the result opens only with the same `aad`, so a cipher copied to another row is worthless there. */
  seal(plain: string, aad: string): Buffer
  /** @throws Error when the key or the `aad` is another, or the bytes were changed */
  open(cipher: Uint8Array, aad: string): string
  /** Seals anew what another key has sealed; null: the present key did. @throws Error as `open` */
  reseal(cipher: Uint8Array, aad: string): Buffer | null
  /** 32 bytes that belong to the installation and this purpose alone. */
  pepper(purpose: string): Buffer
  /** 32 hex digits by which secrets are compared without showing them. */
  fingerprint(secret: string): string
}

const version = 1
const ivBytes = 12
const tagBytes = 16

interface Keys {
  /** Opens what the present key does not, while the key is changed. */
  also?: Buffer | null
  /** From which peppers and fingerprints follow; absent: from the key. */
  root?: Buffer
}

/** AES-256-GCM with a random 96-bit IV. A cipher is: version byte, IV, tag, encrypted bytes. Keys have 32 bytes. */
export function createSecretBox(key: Buffer, { also = null, root = key }: Keys = {}): SecretBox {
  for (const one of [key, also, root])
    if (one !== null && one.length !== 32) throw new Error(`The secret key has ${one.length} bytes; it needs 32`)
  const derive = (purpose: string, from = root) => Buffer.from(hkdfSync('sha256', from, 'dawk', purpose, 32))
  const sealingKey = derive('seal/v1', key)
  const otherKey = also && derive('seal/v1', also)
  const fingerprintKey = derive('fingerprint/v1')
  const openWithEither = (cipher: Buffer, aad: string): { plain: string; isPresent: boolean } => {
    try {
      return { plain: open(sealingKey, cipher, aad), isPresent: true }
    } catch (error) {
      if (otherKey === null) throw error
      return { plain: open(otherKey, cipher, aad), isPresent: false }
    }
  }
  return {
    seal: (plain, aad) => seal(sealingKey, plain, aad),
    open: (cipher, aad) => openWithEither(Buffer.from(cipher), aad).plain,
    reseal(cipher, aad) {
      const { plain, isPresent } = openWithEither(Buffer.from(cipher), aad)
      return isPresent ? null : seal(sealingKey, plain, aad)
    },
    pepper: (purpose) => derive(`pepper/${purpose}`),
    fingerprint: (secret) => createHmac('sha256', fingerprintKey).update(secret).digest('hex').slice(0, 32),
  }
}

function seal(key: Buffer, plain: string, aad: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad))
  const encrypted = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), encrypted])
}

function open(key: Buffer, cipher: Buffer, aad: string): string {
  if (cipher[0] !== version || cipher.length < 1 + ivBytes + tagBytes) throw new Error('Not a sealed secret')
  const body = 1 + ivBytes + tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, cipher.subarray(1, 1 + ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad)).setAuthTag(cipher.subarray(1 + ivBytes, body))
  try {
    return Buffer.concat([decipher.update(cipher.subarray(body)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new Error('A stored secret cannot be opened. Is DAWK_SECRET_KEY the one it was stored with?', { cause })
  }
}
