import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { zoneOfArea } from './phone-areas.ts'

/** Zones of countries that have one, for phone numbers; countries that are not here have several, or are rare. */
const zoneOfCountry: Readonly<Partial<Record<CountryCode, string>>> = {
  AE: 'Asia/Dubai',
  AR: 'America/Argentina/Buenos_Aires',
  AT: 'Europe/Vienna',
  BB: 'America/Barbados',
  BD: 'Asia/Dhaka',
  BE: 'Europe/Brussels',
  BH: 'Asia/Bahrain',
  BO: 'America/La_Paz',
  BS: 'America/Nassau',
  CH: 'Europe/Zurich',
  CO: 'America/Bogota',
  CR: 'America/Costa_Rica',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  DO: 'America/Santo_Domingo',
  EG: 'Africa/Cairo',
  ET: 'Africa/Addis_Ababa',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GH: 'Africa/Accra',
  GR: 'Europe/Athens',
  GT: 'America/Guatemala',
  HK: 'Asia/Hong_Kong',
  HN: 'America/Tegucigalpa',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  IQ: 'Asia/Baghdad',
  IT: 'Europe/Rome',
  JM: 'America/Jamaica',
  JO: 'Asia/Amman',
  JP: 'Asia/Tokyo',
  KE: 'Africa/Nairobi',
  KR: 'Asia/Seoul',
  KW: 'Asia/Kuwait',
  KZ: 'Asia/Almaty',
  LB: 'Asia/Beirut',
  LK: 'Asia/Colombo',
  MA: 'Africa/Casablanca',
  MY: 'Asia/Kuala_Lumpur',
  NG: 'Africa/Lagos',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  NP: 'Asia/Kathmandu',
  OM: 'Asia/Muscat',
  PE: 'America/Lima',
  PH: 'Asia/Manila',
  PK: 'Asia/Karachi',
  PL: 'Europe/Warsaw',
  PR: 'America/Puerto_Rico',
  PY: 'America/Asuncion',
  QA: 'Asia/Qatar',
  RO: 'Europe/Bucharest',
  SA: 'Asia/Riyadh',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  SN: 'Africa/Dakar',
  SV: 'America/El_Salvador',
  TH: 'Asia/Bangkok',
  TN: 'Africa/Tunis',
  TR: 'Europe/Istanbul',
  TT: 'America/Port_of_Spain',
  TW: 'Asia/Taipei',
  TZ: 'Africa/Dar_es_Salaam',
  UA: 'Europe/Kyiv',
  UG: 'Africa/Kampala',
  UY: 'America/Montevideo',
  VE: 'America/Caracas',
  VN: 'Asia/Ho_Chi_Minh',
  ZA: 'Africa/Johannesburg',
}

/** The country of a phone number in digits, or that which leads a user id of Meta; null: not known. */
export function countryOf({ phone, userId }: { phone: string | null; userId: string | null }): CountryCode | null {
  if (phone === null) return (userId?.slice(0, 2) as CountryCode | undefined) ?? null
  return parsePhoneNumberFromString(`+${phone}`)?.country ?? null
}

/**
 * The zone in which a person is taken to live: that of their country, where it has one, else of the area of their phone
 * number, else the account's.
 */
export function zoneOf(person: { phone: string | null; userId: string | null }, accountZone: string): string {
  const country = countryOf(person)
  const zone = country === null ? undefined : zoneOfCountry[country]
  return zone ?? (person.phone === null ? null : zoneOfArea(person.phone)) ?? accountZone
}
