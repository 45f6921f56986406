/** States and union territories by their code in a GSTIN. */
export const indianStates: Readonly<Record<string, string>> = {
  '01': 'Jammu and Kashmir',
  '02': 'Himachal Pradesh',
  '03': 'Punjab',
  '04': 'Chandigarh',
  '05': 'Uttarakhand',
  '06': 'Haryana',
  '07': 'Delhi',
  '08': 'Rajasthan',
  '09': 'Uttar Pradesh',
  '10': 'Bihar',
  '11': 'Sikkim',
  '12': 'Arunachal Pradesh',
  '13': 'Nagaland',
  '14': 'Manipur',
  '15': 'Mizoram',
  '16': 'Tripura',
  '17': 'Meghalaya',
  '18': 'Assam',
  '19': 'West Bengal',
  '20': 'Jharkhand',
  '21': 'Odisha',
  '22': 'Chhattisgarh',
  '23': 'Madhya Pradesh',
  '24': 'Gujarat',
  '26': 'Dadra and Nagar Haveli and Daman and Diu',
  '27': 'Maharashtra',
  '29': 'Karnataka',
  '30': 'Goa',
  '31': 'Lakshadweep',
  '32': 'Kerala',
  '33': 'Tamil Nadu',
  '34': 'Puducherry',
  '35': 'Andaman and Nicobar Islands',
  '36': 'Telangana',
  '37': 'Andhra Pradesh',
  '38': 'Ladakh',
  '97': 'Other Territory',
}

/** Union territories without a legislature: their half of the tax is called UTGST. */
const withoutLegislature = new Set(['04', '26', '31', '35', '38', '97'])

export const stateTaxName = (state: string): 'SGST' | 'UTGST' => (withoutLegislature.has(state) ? 'UTGST' : 'SGST')

const shape = /^(\d{2})[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** What is wrong with it; null: nothing. Its first two digits are the state, its last character is a checksum. */
export function gstinProblem(gstin: string): string | null {
  const state = shape.exec(gstin)?.[1]
  if (state === undefined) return 'must have 15 characters, such as 29AAGCB7383J1Z4'
  if (!indianStates[state]) return `must begin with the code of a state (given: ${state})`
  if (checksumOf(gstin.slice(0, 14)) !== gstin[14]) return 'has another checksum: a character is mistyped'
  return null
}

/** Weights 1 and 2 in turn, in base 36; the digits of each product are added. */
export function checksumOf(first14: string): string {
  const sum = [...first14].reduce((total, character, place) => {
    const product = digits.indexOf(character) * (place % 2 === 0 ? 1 : 2)
    return total + Math.floor(product / 36) + (product % 36)
  }, 0)
  return digits[(36 - (sum % 36)) % 36] ?? ''
}
