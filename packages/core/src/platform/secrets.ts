import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface SecretBox {
  /** Encrypts; the result opens only with the same `aad`, so a cipher copied to another row is worthless there. */
  seal(plain: string, aad: string): Buffer
  /** @throws Error when the key or the `aad` is another, or the bytes were changed */
  open(cipher: Uint8Array, aad: string): string
  /** 32 bytes that belong to the installation and this purpose alone. */
  pepper(purpose: string): Buffer
  /** 32 hex digits by which secrets are compared without showing them. */
  fingerprint(secret: string): string
}

const version = 1
const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM with a random 96-bit IV. A cipher is: version byte, IV, tag, encrypted bytes. `key` has 32 bytes. */
export function createSecretBox(key: Buffer): SecretBox {
  if (key.length !== 32) throw new Error(`The secret key has ${key.length} bytes; it needs 32`)
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'dawk', purpose, 32))
  const sealingKey = derive('seal/v1')
  const fingerprintKey = derive('fingerprint/v1')
  return {
    seal: (plain, aad) => seal(sealingKey, plain, aad),
    open: (cipher, aad) => open(sealingKey, Buffer.from(cipher), aad),
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
