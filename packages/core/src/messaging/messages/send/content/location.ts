import { type Findings, isAbsent, shown } from './findings.ts'

export function checkLocation(value: unknown, field: string, find: Findings): void {
  const location = find.object(value, field)
  if (!location) return
  checkDegrees(location['latitude'], `${field}.latitude`, 90, find)
  checkDegrees(location['longitude'], `${field}.longitude`, 180, find)
  find.optionalText(location['name'], `${field}.name`)
  find.optionalText(location['address'], `${field}.address`)
}

/** A number, or one written as text. */
function checkDegrees(value: unknown, field: string, max: number, find: Findings): void {
  const degrees = typeof value === 'string' && /^[+-]?\d+(\.\d*)?$/.test(value) ? Number(value) : value
  if (isAbsent(value) || value === '') find.addMissing(field)
  else if (typeof degrees !== 'number' || !(Math.abs(degrees) <= max))
    find.add(field, `must be a number from -${max} to ${max}, got ${shown(value)}`)
}
