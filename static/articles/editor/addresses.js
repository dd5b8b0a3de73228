// Outside addresses, by the same rules as articles/fields/addresses.py.

const LONGEST = 2000
const TREACHEROUS = /[\s\\\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Z}]/u
const MAIL = /^mailto:[^@\s:/?#]+@[^@\s/?#]+\.[^@\s/?#.]+(\?\S*)?$/i

/** The address in its stored form, or null where it leads nowhere safe. */
export function cleanAddress(value, { mail = false } = {}) {
  const address = String(value ?? "").replace(/^[ \t\r\n\f]+|[ \t\r\n\f]+$/g, "")
  if (!address || address.length > LONGEST || TREACHEROUS.test(address)) return null
  const sound = mail && MAIL.test(address) ? true : isWeb(address)
  if (!sound) return null
  return address
    .replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase())
    .replace(/["<>`']/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function isWeb(address) {
  if (!/^https?:\/\/[^/?#]/i.test(address)) return false
  try {
    const url = new URL(address)
    return !url.username && !url.password && !/^[^/]*\/\/[^/?#]*@/.test(address)
  } catch {
    return false
  }
}
