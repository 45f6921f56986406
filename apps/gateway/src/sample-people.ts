import type { SandboxFile } from './sandbox-account.ts'

/** People of the simulator who have written before a newcomer looks, so that the inbox is not empty. */
const people = [
  { from: '14155552671', name: 'Sarah Miller', says: ['Hi! Where is my order *#1042*?'] },
  {
    from: '919876543210',
    name: 'Asha Rao',
    says: ['Do you have the blue succulent?', 'And do you deliver to Mysuru?'],
  },
  { from: '971501112233', name: 'مريم', says: ['مرحبا، هل لديكم توصيل إلى دبي؟'] },
] as const

/** Only where nobody has written or been written to yet. @returns how many wrote */
export async function letPeopleWrite(
  { url, apiKey, phoneNumberId, simulatorUrl }: SandboxFile,
  simulatorToken: string | null,
): Promise<number> {
  const reply = await fetch(`${url}/v1/conversations?limit=1`, { headers: { authorization: `Bearer ${apiKey}` } })
  const { data } = (await reply.json()) as { data?: unknown[] }
  if (data?.length !== 0) return 0
  for (const { from, name, says } of people)
    for (const body of says) {
      const message = { phoneNumberId, from, profile: { name }, type: 'text', text: { body } }
      await fetch(`${simulatorUrl}/_simulator/inbound`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(simulatorToken !== null && { authorization: `Bearer ${simulatorToken}` }),
        },
        body: JSON.stringify(message),
      })
    }
  return people.length
}
